package zhiheng.gateway.contain;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import zhiheng.gateway.contain.Request.Group;
import zhiheng.gateway.permit.Containment;
import zhiheng.gateway.permit.Containment.ToolTerm;

/**
 * Whether users asked for a deed: a command of the deed's kind that is neither forbidden nor a condition nor over, with its people, things
 * and numbers in the places where the users put them, and each asked for once. What a deed says in words may come from what was read, but
 * only from what the users named for it, and not where a stranger dictated it. Users' words are bound to places before anything else is
 * read, so that a stranger's text has nothing left to choose among.
 */
final class Intents {
    /** Squashed letters of what is more than a word or two. */
    private static final int SENTENCE = 14;

    /** Kinds of deeds that are made of what they say. */
    private static final Set<String> MESSAGES = Set.of("send", "post", "comment", "write");

    /** Users' words beyond this are not cut into clauses; then a person decides. */
    private static final int MOST_SAID = 20_000;

    private record Deed(String tool, ToolTerm term, JsonNode arguments) {}

    private final Containment containment;
    private final Request request = new Request();
    private final Orders orders = new Orders();
    private final Fields fields;
    private final Passing passing;
    private long length;
    private final List<Deed> past = new ArrayList<>();
    /** Names that were looked up before anything untrusted was read. */
    private final List<String> topics = new ArrayList<>();

    Intents(Containment containment, Fields fields) {
        this.containment = containment;
        this.fields = fields;
        passing = new Passing(request, containment.longestSpan());
    }

    /** A tool's answer, as {@link Passing#answered} takes it. */
    void answered(JsonNode asked, boolean clean, String text) {
        passing.answered(asked, clean, text);
    }

    void said(String text) {
        length += text.length();
        if (length <= MOST_SAID) {
            request.said(text);
        }
    }

    void read(String text) {
        passing.read(text);
        orders.read(text);
    }

    /** @param clean whether nothing untrusted had been read by then */
    void did(String tool, ToolTerm term, JsonNode arguments, boolean clean) {
        if (term.outside()) {
            past.add(new Deed(tool, term, arguments));
        } else if (clean) {
            for (var value : arguments) {
                if (value.isString()) {
                    topics.add(value.stringValue());
                }
            }
        }
    }

    /** Why a deed was not asked for, in a few words for whoever decides about it; null where it was. */
    @Nullable
    String lacks(String tool, ToolTerm term, JsonNode arguments) {
        if (!arguments.isObject()) {
            return "无参数 no arguments";
        }
        if (length > MOST_SAID) {
            return "用户文本过长 more words of users than are read";
        }
        var deeds = DeedWords.of(term.does());
        var groups = request.groups(deeds);
        if (groups.isEmpty()) {
            return "用户没有要求 no user asked for it";
        }
        var key = Asked.key(tool, term, arguments);
        var before = past.stream().filter(d -> d.tool.equals(tool)).toList();
        if (before.stream().anyMatch(d -> Asked.key(tool, term, d.arguments).equals(key))) {
            return "已做过 done before";
        }
        String lacks = null;
        for (var group : groups) {
            var one = lacks(tool, term, arguments, group, deeds, before, groups.size());
            if (one == null) {
                return null;
            }
            lacks = lacks == null ? one : lacks;
        }
        return lacks;
    }

    private @Nullable String lacks(
            String tool,
            ToolTerm term,
            JsonNode arguments,
            Group group,
            Set<String> deeds,
            List<Deed> before,
            int groups) {
        boolean named = !term.recipients().isEmpty();
        var people = new HashSet<String>();
        var given = new HashSet<String>();
        var direct = new HashSet<String>();
        var sources = new ArrayList<Fields.Place>();
        for (var argument : arguments.properties()) {
            if (!term.recipients().contains(argument.getKey())) {
                continue;
            }
            for (var one : values(argument.getValue())) {
                var by = recipient(term, argument.getKey(), one, group);
                if (by == By.NOBODY
                        || !one.isBlank() && !given.add(Squashed.of(one))
                        || Named.emails(one).isEmpty()
                                && Named.accounts(one).isEmpty()
                                && orders.command(one, argument.getKey(), tool)) {
                    return argument.getKey();
                }
                if (by == By.FIELD) {
                    var places = field(term, argument.getKey(), one, group);
                    if (before.stream().anyMatch(d -> sameAnswer(d, term, argument.getKey(), places))) {
                        return "已做过 done before";
                    }
                    sources.addAll(places);
                } else if (!one.isBlank()) {
                    direct.add(Squashed.of(one));
                }
                named &= by != By.PERMIT;
                people.add(Named.plain(one));
                people.addAll(Named.emails(one));
            }
        }
        // a word that says where to look is nobody who gets something
        for (var source : sources) {
            if (values(source.answer().asked()).stream().anyMatch(v -> direct.contains(Squashed.of(v)))) {
                return "查询处不是对象 where to look is nobody's name";
            }
        }
        if (!named && before.size() >= groups) {
            return "已做过 done before";
        }
        var slots = new HashSet<BigDecimal>();
        var said = new HashSet<BigDecimal>();
        boolean says = false;
        boolean labelled = false;
        boolean dictated = false;
        var derived = new ArrayList<String>();
        var whole = new StringBuilder();
        var wanted = request.wanted();
        for (var argument : arguments.properties()) {
            var name = argument.getKey();
            if (term.recipients().contains(name)) {
                continue;
            }
            for (var one : values(argument.getValue())) {
                var places = one.isBlank() ? List.<Fields.Place>of() : field(term, name, one, group);
                boolean together = sources.isEmpty()
                        || places.stream()
                                .anyMatch(p -> sources.stream()
                                        .anyMatch(o ->
                                                o.answer().id() == p.answer().id()));
                if (one.isBlank() || !places.isEmpty() && together) {
                    continue;
                }
                if (!term.says().contains(name)) {
                    if (!slot(tool, name, one, group, people)) {
                        return name;
                    }
                    if (!request.tells(one) || group.around.words(one)) {
                        slots.addAll(Asked.amounts(one));
                    }
                    continue;
                }
                said.addAll(Asked.amounts(one));
                // a text that asks for a change says what to write; only what leaves no doubt is an order there
                if (term.does().contains("write") ? orders.command(one, name, tool) : orders.dictate(one, name, tool)) {
                    return name + "：出自所读文本的指令 dictated by a text";
                }
                if (Passing.isAboutOthers(one, group, people)) {
                    return name + "：属于给别人的内容 meant for others";
                }
                if (Named.isTime(one) && group.hasTime() && !wanted.words(one)) {
                    return name;
                }
                whole.append(Squashed.of(one)).append('\n');
                if (request.dictates(one, deeds)) {
                    says = true;
                    dictated = true;
                } else if (isSentence(one, deeds) && wanted.words(one)) {
                    says = true;
                } else if (wanted.words(one)) {
                    labelled = true;
                } else if (request.texts().stream().anyMatch(t -> isOnly(one, t))
                        || !passing.mayPassOn(one, group, people)) {
                    return name;
                } else {
                    says = true;
                    derived.add(one);
                }
            }
        }
        if (group.dictates() && !dictated && derived.stream().anyMatch(passing::hasReadNumber)) {
            return "与用户原话不符 not what a user dictated";
        }
        for (var quoted : request.quotes(group)) {
            if (!whole.isEmpty() && whole.indexOf(Squashed.of(quoted)) < 0) {
                return "与用户原话不符 not what a user dictated";
            }
        }
        if (labelled && !says && !Collections.disjoint(term.does(), MESSAGES)) {
            return "只有用户的零星词语 only stray words of a user";
        }
        return Amounts.fit(group, people, topics, slots, said) ? null : "数字与用户所说不符 not the user's numbers";
    }

    private enum By {
        /** A user, in the command. */
        USER,
        /** A user before, and the command points to it. */
        TOPIC,
        /** A field of an answer. */
        FIELD,
        /** The permit's list. */
        PERMIT,
        NOBODY
    }

    private By recipient(ToolTerm term, String argument, String value, Group group) {
        if (value.isBlank()) {
            return By.USER;
        }
        var emails = Named.emailsMeant(value);
        var accounts = Named.accounts(value);
        boolean address = !emails.isEmpty() || value.indexOf('@') >= 0;
        if (address || !accounts.isEmpty()) {
            var known = address ? group.emails : group.accounts;
            if (!known.isEmpty()) {
                var rest = Named.plain(value);
                for (var email : emails) {
                    rest = rest.replace(email, "");
                }
                boolean all = address
                        ? Named.words(value).size()
                                        == emails.stream()
                                                .mapToInt(e -> Named.words(e).size())
                                                .sum()
                                && known.containsAll(emails)
                                && rest.indexOf('@') < 0
                                && Named.words(rest).isEmpty()
                        : known.containsAll(accounts);
                return all ? By.USER : By.NOBODY;
            }
        } else if (group.names(value, topics)) {
            return By.USER;
        } else if (group.points()
                && topics.stream().anyMatch(t -> Squashed.of(t).equals(Squashed.of(value)))
                && request.wanted().words(value)) {
            return By.TOPIC;
        }
        if (!field(term, argument, value, group).isEmpty()) {
            return By.FIELD;
        }
        return allowed(value, emails) ? By.PERMIT : By.NOBODY;
    }

    private boolean allowed(String value, Set<String> emails) {
        if (containment.allowsRecipient(value)) {
            return true;
        }
        var rest = Named.plain(value);
        for (var email : emails) {
            if (!containment.allowsRecipient(email)) {
                return false;
            }
            rest = rest.replace(email, "");
        }
        return !emails.isEmpty() && rest.indexOf('@') < 0 && Named.words(rest).isEmpty();
    }

    /**
     * Where a value stands in fields that the permit lets in. Answers that the command names come before others; where users chose among
     * such values, or said which is meant, it is their choice.
     */
    private List<Fields.Place> field(ToolTerm term, String argument, String value, Group group) {
        var places = fields.places(term, argument, group.asked);
        if (places.isEmpty()) {
            places = fields.places(term, argument, request.wanted());
        }
        var chosen = places.stream().filter(p -> isNamedByUsers(p.value())).toList();
        var among = chosen.isEmpty() ? places : chosen;
        var meant = among.stream().filter(p -> Fields.is(p, value)).toList();
        return meant.stream()
                .filter(p -> isAlone(p, among) || Extremes.describe(request.words(), records(p, among), p.record()))
                .toList();
    }

    /** Whether its answer has no other value that comes into question. */
    private static boolean isAlone(Fields.Place place, List<Fields.Place> among) {
        return among.stream()
                .allMatch(
                        p -> p.answer().id() != place.answer().id() || p.value().equals(place.value()));
    }

    /** The records of an answer that come into question. */
    private static List<JsonNode> records(Fields.Place place, List<Fields.Place> among) {
        return place.records().stream()
                .filter(r -> among.stream().anyMatch(p -> p.record() == r))
                .toList();
    }

    private boolean isNamedByUsers(String value) {
        var name = String.join("", Named.words(value));
        return name.length() > 1
                && request.texts().stream().anyMatch(t -> Named.holds(Named.words(Named.plain(t)), name));
    }

    private boolean sameAnswer(Deed before, ToolTerm term, String argument, List<Fields.Place> now) {
        return values(before.arguments.path(argument)).stream()
                .flatMap(other ->
                        fields.places(term, argument, request.wanted()).stream().filter(p -> Fields.is(p, other)))
                .anyMatch(p ->
                        now.stream().anyMatch(n -> n.answer().id() == p.answer().id()));
    }

    /** Words of the sentence that are not a recipient's alone, or numbers of the command. */
    private boolean slot(String tool, String name, String value, Group group, Set<String> people) {
        var numbers = Asked.numbers(value);
        boolean number = !numbers.isEmpty() && Named.isTime(value);
        if (number) {
            return numbers.stream().allMatch(n -> n.equals(BigDecimal.ONE) || group.asked.hasNumber(n));
        }
        return (group.around.words(value) || group.pointsOut() && request.tells(value))
                && people.stream().noneMatch(p -> Named.holds(Named.words(p), String.join("", Named.words(value))))
                && !orders.dictate(value, name, tool);
    }

    private boolean isSentence(String value, Set<String> deeds) {
        return Squashed.of(value).length() >= SENTENCE && !request.commands(value, deeds);
    }

    /** Whether all of it are words of a user's, parts of addresses among them, that stand in no order of theirs. */
    private static boolean isOnly(String value, String text) {
        return new HashSet<>(Named.words(text)).containsAll(Named.words(value));
    }

    private static List<String> values(JsonNode value) {
        var all = new ArrayList<String>();
        if (value.isValueNode()) {
            if (!value.isNull() && !value.isBoolean()) {
                all.add(value.asString());
            }
        } else {
            all.addAll(value.propertyNames());
            value.forEach(v -> all.addAll(values(v)));
        }
        return all;
    }
}
