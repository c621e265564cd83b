package zhiheng.cases;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Nearest;
import zhiheng.base.Text;
import zhiheng.cases.Procedure.Cite;
import zhiheng.cases.Procedure.Item;
import zhiheng.cases.Procedure.Need;
import zhiheng.packs.PackException;
import zhiheng.packs.Term;
import zhiheng.packs.Yaml;

/** One {@code procedures.yaml}, checked line by line; that its names fit together is {@link Linter}'s part. */
final class ProcedureReader {
    static final int MAX_BYTES = 1 << 20;
    private static final Set<String> HEAD =
            Yaml.Words.ordered("pack", "jurisdiction", "zone", "version", "source", "confidence", "procedures");
    private static final Set<String> PROCEDURE = Yaml.Words.ordered(
            "id",
            "kind",
            "name",
            "about",
            "ref",
            "confidence",
            "opens",
            "roles",
            "items",
            "acts",
            "stages",
            "deadlines");
    private static final Set<String> ROLE = Yaml.Words.ordered("id", "name", "held_by");
    private static final Set<String> ITEM = Yaml.Words.ordered("id", "sort", "name", "by");
    private static final Set<String> ACT = Yaml.Words.ordered("id", "name", "by", "duties", "ref", "confidence");
    private static final Set<String> STAGE =
            Yaml.Words.ordered("id", "name", "about", "ref", "confidence", "produces", "moves");
    private static final Set<String> MOVE = Yaml.Words.ordered("event", "name", "to", "by", "second", "needs");
    private static final Set<String> NEED =
            Yaml.Words.ordered("document", "evidence", "votes", "yes", "statistic", "below", "above");
    private static final Set<String> DEADLINE = Yaml.Words.ordered(
            "id",
            "name",
            "after",
            "within",
            "met_by",
            "stages",
            "owes",
            "remind",
            "silence",
            "escalate",
            "ref",
            "confidence");
    private static final Set<String> ESCALATE = Yaml.Words.ordered("to", "after");
    private static final Text NO_TEXT = new Text("", "");

    private final String file;
    private final String pack;
    private final String jurisdiction;
    private final ZoneId zone;
    private final String version;
    private final Map<String, Text> confidence = new LinkedHashMap<>();
    private final List<Procedure> read = new ArrayList<>();

    private ProcedureReader(String file, String text) {
        this.file = file;
        var head = Yaml.parse(file, text, MAX_BYTES).fields(HEAD);
        pack = head.words("pack");
        jurisdiction = head.words("jurisdiction");
        zone = zone(head);
        version = head.words("version") + "+" + digest(text);
        head.words("source");
        head.required("confidence").entries().forEach((mark, meaning) -> confidence.put(mark, meaning.text()));
        for (var item : head.required("procedures").list()) {
            var procedure = procedure(item.named("procedure", "id"));
            if (read.stream().anyMatch(p -> p.id().equals(procedure.id()))) {
                throw item.error("procedure '" + procedure.id() + "' is written twice");
            }
            read.add(procedure);
        }
    }

    /** @throws PackException at the first thing that is wrong, with file, line and what to do */
    static List<Procedure> read(String file, String text) {
        return List.copyOf(new ProcedureReader(file, text).read);
    }

    private static ZoneId zone(Yaml.Fields head) {
        try {
            return ZoneId.of(head.words("zone"));
        } catch (DateTimeException e) {
            throw head.required("zone").error("`zone`: write a name as Asia/Shanghai");
        }
    }

    private static String digest(String text) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private Procedure procedure(Yaml at) {
        var f = at.fields(PROCEDURE);
        var roles = list(f, "roles", true).map(ProcedureReader::role).toList();
        var items = list(f, "items", false).map(ProcedureReader::item).toList();
        var acts = list(f, "acts", false).map(this::act).toList();
        var stages = list(f, "stages", true).map(this::stage).toList();
        var deadlines = list(f, "deadlines", false).map(this::deadline).toList();
        if (stages.isEmpty()) {
            throw f.required("stages").error("a procedure needs stages; the first is the one that a case begins in");
        }
        unique(f, "roles", roles.stream().map(Procedure.Role::id));
        unique(
                f,
                "acts",
                Stream.concat(
                        Stream.concat(
                                items.stream().map(Item::id), acts.stream().map(Procedure.NamedAct::id)),
                        stages.stream()
                                .flatMap(s -> s.moves().stream())
                                .map(Procedure.Move::event)
                                .distinct()));
        unique(f, "stages", stages.stream().map(Procedure.Stage::id));
        unique(f, "deadlines", deadlines.stream().map(Procedure.Deadline::id));
        return new Procedure(
                id(f, "id"),
                version,
                pack,
                file,
                jurisdiction,
                zone,
                word(f, "kind", Procedure.Kind.values()),
                f.required("name").text(),
                f.textOr("about", NO_TEXT),
                cite(f),
                roles,
                items,
                acts,
                stages,
                deadlines,
                ids(f, "opens"),
                at.line());
    }

    /** One name means one thing: deadlines run from acts, moves and filings alike, by name. */
    private static void unique(Yaml.Fields f, String key, Stream<String> ids) {
        var seen = new LinkedHashSet<String>();
        ids.forEach(id -> {
            if (!seen.add(id) || key.equals("acts") && id.equals(Procedure.OPENED)) {
                var place = f.optional(key);
                throw (place == null ? f.at() : place)
                        .error("'" + id + "' names two things (items, acts and events share their names); rename one");
            }
        });
    }

    private static Stream<Yaml> list(Yaml.Fields f, String key, boolean required) {
        var at = required ? f.required(key) : f.optional(key);
        return at == null ? Stream.of() : at.list().stream();
    }

    private static Procedure.Role role(Yaml item) {
        var f = item.fields(ROLE);
        return new Procedure.Role(
                id(f, "id"), f.required("name").text(), word(f, "held_by", Procedure.Holder.values()), item.line());
    }

    private static Item item(Yaml item) {
        var f = item.fields(ITEM);
        return new Item(
                id(f, "id"),
                word(f, "sort", Item.Sort.values()),
                f.required("name").text(),
                ids(f, "by"),
                item.line());
    }

    private Procedure.NamedAct act(Yaml item) {
        var f = item.fields(ACT);
        return new Procedure.NamedAct(
                id(f, "id"), f.required("name").text(), ids(f, "by"), ids(f, "duties"), cite(f), item.line());
    }

    private Procedure.Stage stage(Yaml item) {
        var at = item.named("stage", "id");
        var f = at.fields(STAGE);
        var moves = list(f, "moves", false).map(ProcedureReader::move).toList();
        var events = new LinkedHashSet<String>();
        for (var move : moves) {
            if (!events.add(move.event())) {
                throw at.error("'" + move.event() + "' leads out of this stage twice; give one another name");
            }
        }
        return new Procedure.Stage(
                id(f, "id"),
                f.required("name").text(),
                f.textOr("about", NO_TEXT),
                cite(f),
                f.stringOrNull("produces"),
                moves,
                item.line());
    }

    private static Procedure.Move move(Yaml item) {
        var f = item.fields(MOVE);
        return new Procedure.Move(
                id(f, "event"),
                f.required("name").text(),
                f.words("to"),
                ids(f, "by"),
                ids(f, "second"),
                list(f, "needs", false).map(ProcedureReader::need).toList(),
                item.line());
    }

    private static Need need(Yaml item) {
        var f = item.fields(NEED);
        var keys = f.entries().keySet();
        if (keys.equals(Set.of("document")) || keys.equals(Set.of("evidence"))) {
            return new Need.OnFile(f.words(keys.iterator().next()));
        }
        if (keys.equals(Set.of("votes", "yes"))) {
            double yes = number(f, "yes");
            if (yes < 1 || yes != Math.rint(yes) || yes > 1000) {
                throw item.error("`yes`: how many votes in favour, 1 or more");
            }
            return new Need.Votes(f.words("votes"), (int) yes);
        }
        if (keys.equals(Set.of("statistic", "below"))) {
            return new Need.Below(f.words("statistic"), number(f, "below"));
        }
        if (keys.equals(Set.of("statistic", "above"))) {
            return new Need.Above(f.words("statistic"), number(f, "above"));
        }
        throw item.error(
                "a need is one of {document: x}, {evidence: x}, {votes: x, yes: 2}, {statistic: x, below: 0.01},"
                        + " {statistic: x, above: 0.01}");
    }

    private static double number(Yaml.Fields f, String key) {
        if (f.required(key).value() instanceof Double number && Double.isFinite(number)) {
            return number;
        }
        throw f.required(key).error("`" + key + "`: a number is expected here");
    }

    private Procedure.Deadline deadline(Yaml item) {
        var at = item.named("deadline", "id");
        var f = at.fields(DEADLINE);
        var escalate = f.optional("escalate");
        var to = escalate == null ? null : escalate.fields(ESCALATE);
        var silence = f.words("silence");
        var remind = list(f, "remind", false)
                .map(ProcedureReader::term)
                .sorted(Comparator.comparing(Term::roughly).reversed()) // the farthest from the end comes first
                .toList();
        for (var term : remind) {
            if (!term.unit().ofAClock() && term.unit() != Term.Unit.DAY) {
                throw f.required("remind").error("`remind`: hours (PT2H) or days (P7D) before the end");
            }
        }
        return new Procedure.Deadline(
                id(f, "id"),
                f.required("name").text(),
                needed(f, "after"),
                term(f.required("within")),
                needed(f, "met_by"),
                ids(f, "stages"),
                remind,
                needed(f, "owes"),
                silence.equals("nothing") ? null : silence,
                to == null ? null : to.words("to"),
                to == null || to.optional("after") == null ? null : term(to.required("after")),
                cite(f),
                item.line());
    }

    private static Term term(Yaml at) {
        try {
            return Term.parse(at.string());
        } catch (IllegalArgumentException e) {
            throw at.error("'" + at.string() + "' is no time span; write PT4H for four hours, P30D for thirty days,"
                    + " P10WD for ten working days, P6M for six months");
        }
    }

    private Cite cite(Yaml.Fields f) {
        var ref = f.stringOr("ref", "");
        var mark = f.stringOr("confidence", "");
        if (ref.isEmpty() && mark.isEmpty()) {
            return Cite.NONE;
        }
        var meaning = confidence.get(mark);
        if (ref.isEmpty() || meaning == null) {
            throw f.at().error("`ref` and `confidence` go together; confidence is one of "
                    + String.join(", ", confidence.keySet()) + " as the head of the file explains them");
        }
        return new Cite(ref, mark, meaning);
    }

    private static Set<String> needed(Yaml.Fields f, String key) {
        var ids = ids(f, key);
        if (ids.isEmpty()) {
            throw f.required(key).error("`" + key + "` is empty; name at least one");
        }
        return ids;
    }

    private static Set<String> ids(Yaml.Fields f, String key) {
        var result = new LinkedHashSet<String>();
        list(f, key, false).forEach(item -> {
            if (!result.add(item.string())) {
                throw item.error("'" + item.string() + "' is written twice");
            }
        });
        return java.util.Collections.unmodifiableSet(result);
    }

    private static String id(Yaml.Fields f, String key) {
        var id = f.words(key);
        if (!id.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*") || id.length() > 64) {
            throw f.required(key).error("`" + key + "`: '" + id + "' is not kebab-case: small letters, digits and -");
        }
        return id;
    }

    private static <E extends Enum<E>> E word(Yaml.Fields f, String key, E[] values) {
        var written = f.words(key);
        var words =
                Stream.of(values).map(v -> v.name().toLowerCase(Locale.ROOT)).toList();
        @Nullable E found = null;
        for (var value : values) {
            found = value.name().toLowerCase(Locale.ROOT).equals(written) ? value : found;
        }
        if (found == null) {
            throw f.required(key)
                    .error("`" + key + "`: unknown '" + written + "'" + Nearest.sentence(written, words) + "One of "
                            + String.join(", ", words));
        }
        return found;
    }
}
