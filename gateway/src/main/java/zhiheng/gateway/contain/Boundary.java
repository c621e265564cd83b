package zhiheng.gateway.contain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.gateway.FindingKind;
import zhiheng.gateway.JsonLimits;
import zhiheng.gateway.inspect.Detection;
import zhiheng.gateway.permit.Containment;
import zhiheng.gateway.permit.Containment.ToolTerm;
import zhiheng.gateway.permit.Terms;
import zhiheng.gateway.permit.Terms.Action;

/**
 * Holds calls of tools against a permit's containment and what has been read so far. Grows with what is read; safe for many threads.
 *
 * <p>Who gets something and where links lead must be named by somebody trusted or by the permit: how a stranger's text brought a name
 * in, spelt out, coded or a letter at a time, then does not matter. Runs of a stranger's words in an argument are found whatever their
 * spacing, and in the usual codes.
 */
public final class Boundary {
    private static final JsonMapper MAPPER = JsonLimits.strict(1 << 20);
    private static final ToolTerm UNKNOWN = new ToolTerm(true, Set.of(), Set.of(), Containment.Use.PASS, false);
    private static final int LONGEST_DETAIL = 200;

    private final Containment containment;
    private final Terms terms;
    private final Spans spans;
    private final List<String> unread = new ArrayList<>();
    private final StringBuilder trusted = new StringBuilder();
    private final List<List<String>> trustedWords = new ArrayList<>();
    private final Set<String> trustedNames = new HashSet<>();
    private final Set<String> trustedHosts = new HashSet<>();
    private final Asked asked = new Asked();
    private final Fields fields = new Fields();
    private final Intents intents;
    private boolean tainted;
    private boolean lost;
    private boolean partial;

    public Boundary(Containment containment, Terms terms) {
        this.containment = containment;
        this.terms = terms;
        spans = new Spans(containment.longestSpan());
        intents = new Intents(containment, fields);
    }

    /** The call has read this as well. */
    public synchronized void read(Sources sources) {
        for (var text : sources.trusted()) {
            trusted.append(Squashed.of(text)).append('\n');
            trustedWords.add(Named.words(text));
            trustedNames.addAll(Named.emails(text));
            trustedNames.addAll(Named.accounts(text));
            trustedHosts.addAll(Named.hosts(text));
        }
        sources.asked().forEach(asked::said);
        sources.asked().forEach(intents::said);
        for (var call : sources.called()) {
            did(call.tool(), term(null, call.tool()), tree(call.arguments()), call.clean());
        }
        for (var result : sources.results()) {
            var with = tree(result.call().arguments());
            fields.add(result.call(), with, tree(result.text()));
            intents.answered(with, result.call().clean(), result.text());
        }
        unread.addAll(sources.untrusted());
        tainted |= sources.tainted();
        partial |= sources.partial();
    }

    private void did(String tool, ToolTerm term, JsonNode arguments, boolean clean) {
        asked.did(tool, term, arguments);
        intents.did(tool, term, arguments, clean);
    }

    /** The call has read more than is known here. */
    public synchronized void lose() {
        lost = true;
        tainted = true;
    }

    public synchronized boolean isTainted() {
        return tainted;
    }

    /** The hosts that links may lead to by what trusted people wrote. */
    public synchronized Set<String> trustedHosts() {
        return Set.copyOf(trustedHosts);
    }

    /**
     * What is wrong with a call of a tool.
     *
     * @param qualified a name that goes before {@code name} where the permit knows it, as {@code server:tool}; null for none
     * @param arguments as the model wrote them: JSON, or not
     */
    public synchronized List<Detection> tool(@Nullable String qualified, String name, String arguments) {
        var known = known(qualified, name);
        var found = new ArrayList<Detection>();
        if (known != null && known.approve()) {
            found.add(detection(FindingKind.TOOL_APPROVAL, Action.HOLD, arguments, name));
        }
        var term = known == null ? UNKNOWN : known;
        var root = tree(arguments);
        if (!tainted) {
            did(name, term, root, true);
            return found;
        }
        boolean covered = false;
        switch (known == null ? containment.others() : known.after()) {
            case PASS -> {}
            case ASKED -> {
                var lacks = lacks(name, term, root);
                if (lacks != null) {
                    found.add(detection(FindingKind.CONTAIN_TOOL, Action.HOLD, arguments, name + lacks));
                }
                covered = lacks == null && !term.does().isEmpty();
            }
            case CONFIRM -> found.add(detection(FindingKind.CONTAIN_TOOL, Action.HOLD, arguments, name));
            case REFUSE -> found.add(detection(FindingKind.CONTAIN_TOOL, Action.REFUSE, arguments, name));
        }
        did(name, term, root, false);
        if (root.isObject()) {
            for (var entry : root.properties()) {
                walk(new At(name, term, entry.getKey(), arguments, covered), entry.getValue(), found);
            }
        } else {
            walk(new At(name, term, "", arguments, covered), root, found);
        }
        return found;
    }

    /** What nobody asked for, in a few words; null where all of it was. */
    private @Nullable String lacks(String name, ToolTerm term, JsonNode arguments) {
        if (lost || partial) {
            return "";
        }
        if (term.does().isEmpty()) {
            return asked.holds(name, term, arguments, fields) ? null : "";
        }
        readAll();
        var lacks = intents.lacks(name, term, arguments);
        return lacks == null ? null : ": " + lacks;
    }

    private @Nullable ToolTerm known(@Nullable String qualified, String name) {
        var known = qualified == null ? null : containment.tools().get(qualified);
        return known == null ? containment.tools().get(name) : known;
    }

    private ToolTerm term(@Nullable String qualified, String name) {
        var known = known(qualified, name);
        return known == null ? UNKNOWN : known;
    }

    private static JsonNode tree(String arguments) {
        try {
            return MAPPER.readTree(arguments.isBlank() ? "{}" : arguments);
        } catch (JacksonException e) {
            return MAPPER.getNodeFactory().stringNode(arguments);
        }
    }

    /**
     * An argument of a call.
     *
     * @param covered whether users asked for the call, so that its people and things are theirs
     */
    private record At(String tool, ToolTerm term, String field, String arguments, boolean covered) {
        String place() {
            return tool + "/" + field;
        }
    }

    private void walk(At at, JsonNode value, List<Detection> found) {
        if (value.isValueNode()) {
            if (!value.isNull() && !value.isBoolean()) {
                text(at, value.asString(), value.isString(), found);
            }
            return;
        }
        for (var entry : value.properties()) {
            text(at, entry.getKey(), false, found);
            walk(at, entry.getValue(), found);
        }
        if (value.isArray()) {
            for (var item : value) {
                walk(at, item, found);
            }
        }
    }

    private void text(At at, String text, boolean said, List<Detection> found) {
        var term = at.term;
        if (term.outside() || containment.boundsLinks()) {
            for (var host : links(text)) {
                if (!containment.allowsHost(host) && !trustedHosts.contains(host)) {
                    found.add(carrying(FindingKind.CONTAIN_LINK, at, at.place() + ": " + host));
                }
            }
        }
        if (!term.outside()) {
            return;
        }
        if (at.covered) {
            if (term.says().contains(at.field)) {
                strangers(at, text, said, found);
            }
            return;
        }
        boolean filled = fields.hold(term, at.field, text, asked);
        if (term.recipients().contains(at.field)) {
            if (!filled && !isKnown(text)) {
                found.add(carrying(FindingKind.CONTAIN_RECIPIENT, at, at.place() + ": " + text));
            }
            return;
        }
        if (filled) {
            return;
        }
        if (said && isPut(text)) {
            found.add(carrying(FindingKind.CONTAIN_SPAN, at, at.place()));
            return;
        }
        if (term.free().contains(at.field)) {
            return;
        }
        strangers(at, text, said, found);
        if (carries(text)) {
            found.add(carrying(FindingKind.CONTAIN_SPAN, at, at.place()));
        }
    }

    /** Addresses and accounts that nobody trusted named, in an argument that says something. */
    private void strangers(At at, String text, boolean said, List<Detection> found) {
        var names = Named.emailsMeant(text);
        if (said) {
            names.addAll(Named.accounts(text));
        }
        for (var name : names) {
            if (!trustedNames.contains(name) && !containment.allowsRecipient(name)) {
                found.add(carrying(FindingKind.CONTAIN_RECIPIENT, at, at.place() + ": " + name));
            }
        }
    }

    private Detection carrying(FindingKind kind, At at, String detail) {
        return detection(kind, containment.carrying(), at.arguments, detail);
    }

    private static Set<String> links(String text) {
        var hosts = new HashSet<String>();
        Variants.decoded(text).forEach(v -> hosts.addAll(Named.hostsMeant(v)));
        return hosts;
    }

    /** Several in one argument must all be known. */
    private boolean isKnown(String text) {
        if (text.isBlank() || containment.allowsRecipient(text)) {
            return true;
        }
        var rest = Named.plain(text);
        if (rest.indexOf('@') < 0) {
            var name = String.join("", Named.words(text));
            return name.length() > 1 && trustedWords.stream().anyMatch(words -> Named.holds(words, name));
        }
        for (var email : Named.emailsMeant(text)) {
            if (!trustedNames.contains(email) && !containment.allowsRecipient(email)) {
                return false;
            }
            rest = rest.replace(email, "");
        }
        return rest.indexOf('@') < 0;
    }

    /**
     * Whether an argument is nothing but a few words that a stranger wrote, or nearly these, and nobody trusted: somebody told the model
     * what to say. What passes on more than a few words says where it has them from; a name, a date, a number is no words.
     */
    private boolean isPut(String text) {
        if (Named.isTime(text)) {
            return false;
        }
        var words = Squashed.of(text);
        if (words.length() < Copy.LEAST || words.length() >= Math.min(containment.longestSpan(), Copy.MOST)) {
            return false;
        }
        readAll();
        var copy = new Copy(words);
        return spans.say(copy) && !copy.standsIn(trusted);
    }

    private void readAll() {
        unread.forEach(spans::add);
        unread.forEach(intents::read);
        unread.clear();
    }

    private boolean carries(String text) {
        readAll();
        return (lost || spans.isFull()) && Squashed.of(text).length() >= containment.longestSpan()
                || spans.share(text, trusted.toString());
    }

    /** What the permit's actions say about the kind decides; a call cannot be masked, and is refused where they say so. */
    private Detection detection(FindingKind kind, Action otherwise, String arguments, String detail) {
        var action = terms.action(kind.id(), otherwise);
        var cut = detail.length() <= LONGEST_DETAIL ? detail : detail.substring(0, LONGEST_DETAIL) + "…";
        return new Detection(kind.id(), 0, arguments.length(), action == Action.MASK ? Action.REFUSE : action, cut);
    }
}
