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
    private boolean tainted;
    private boolean lost;
    private boolean partial;

    public Boundary(Containment containment, Terms terms) {
        this.containment = containment;
        this.terms = terms;
        spans = new Spans(containment.longestSpan());
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
        for (var call : sources.called()) {
            asked.did(call.tool(), term(null, call.tool()), tree(call.arguments()));
        }
        for (var result : sources.results()) {
            fields.add(result.call(), tree(result.call().arguments()), tree(result.text()));
        }
        unread.addAll(sources.untrusted());
        tainted |= sources.tainted();
        partial |= sources.partial();
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
            asked.did(name, term, root);
            return found;
        }
        switch (known == null ? containment.others() : known.after()) {
            case PASS -> {}
            case ASKED -> {
                if (lost || partial || !asked.holds(name, term, root, fields)) {
                    found.add(detection(FindingKind.CONTAIN_TOOL, Action.HOLD, arguments, name));
                }
            }
            case CONFIRM -> found.add(detection(FindingKind.CONTAIN_TOOL, Action.HOLD, arguments, name));
            case REFUSE -> found.add(detection(FindingKind.CONTAIN_TOOL, Action.REFUSE, arguments, name));
        }
        asked.did(name, term, root);
        if (root.isObject()) {
            for (var entry : root.properties()) {
                walk(name, term, entry.getKey(), entry.getValue(), arguments, found);
            }
        } else {
            walk(name, term, "", root, arguments, found);
        }
        return found;
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

    private void walk(
            String tool, ToolTerm term, String field, JsonNode value, String arguments, List<Detection> found) {
        if (value.isValueNode()) {
            if (!value.isNull() && !value.isBoolean()) {
                text(tool, term, field, value.asString(), value.isString(), arguments, found);
            }
            return;
        }
        for (var entry : value.properties()) {
            text(tool, term, field, entry.getKey(), false, arguments, found);
            walk(tool, term, field, entry.getValue(), arguments, found);
        }
        if (value.isArray()) {
            for (var item : value) {
                walk(tool, term, field, item, arguments, found);
            }
        }
    }

    private void text(
            String tool,
            ToolTerm term,
            String field,
            String text,
            boolean said,
            String arguments,
            List<Detection> found) {
        if (term.outside() || containment.boundsLinks()) {
            for (var host : links(text)) {
                if (!containment.allowsHost(host) && !trustedHosts.contains(host)) {
                    found.add(detection(
                            FindingKind.CONTAIN_LINK,
                            containment.carrying(),
                            arguments,
                            tool + "/" + field + ": " + host));
                }
            }
        }
        if (!term.outside()) {
            return;
        }
        boolean filled = fields.hold(term, field, text, asked);
        if (term.recipients().contains(field)) {
            if (!filled && !isKnown(text)) {
                found.add(recipient(tool, field, text, arguments));
            }
            return;
        }
        if (filled) {
            return;
        }
        if (said && isPut(text)) {
            found.add(detection(FindingKind.CONTAIN_SPAN, containment.carrying(), arguments, tool + "/" + field));
            return;
        }
        if (term.free().contains(field)) {
            return;
        }
        var names = Named.emailsMeant(text);
        if (said) {
            names.addAll(Named.accounts(text));
        }
        for (var name : names) {
            if (!trustedNames.contains(name) && !containment.allowsRecipient(name)) {
                found.add(recipient(tool, field, name, arguments));
            }
        }
        if (carries(text)) {
            found.add(detection(FindingKind.CONTAIN_SPAN, containment.carrying(), arguments, tool + "/" + field));
        }
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
        unread.clear();
    }

    private boolean carries(String text) {
        readAll();
        return (lost || spans.isFull()) && Squashed.of(text).length() >= containment.longestSpan()
                || spans.share(text, trusted.toString());
    }

    private Detection recipient(String tool, String field, String who, String arguments) {
        return detection(
                FindingKind.CONTAIN_RECIPIENT, containment.carrying(), arguments, tool + "/" + field + ": " + who);
    }

    /** What the permit's actions say about the kind decides; a call cannot be masked, and is refused where they say so. */
    private Detection detection(FindingKind kind, Action otherwise, String arguments, String detail) {
        var action = terms.action(kind.id(), otherwise);
        var cut = detail.length() <= LONGEST_DETAIL ? detail : detail.substring(0, LONGEST_DETAIL) + "…";
        return new Detection(kind.id(), 0, arguments.length(), action == Action.MASK ? Action.REFUSE : action, cut);
    }
}
