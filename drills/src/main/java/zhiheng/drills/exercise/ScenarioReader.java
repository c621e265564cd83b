package zhiheng.drills.exercise;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Nearest;
import zhiheng.drills.exercise.Scenario.Inject;
import zhiheng.packs.PackException;
import zhiheng.packs.Term;
import zhiheng.packs.Yaml;

/** One scenario file, checked line by line: what it names exists, what it times ends, and no two injects can be taken for each other. */
final class ScenarioReader {
    static final int MAX_BYTES = 1 << 18;
    private static final int MOST = 50;
    private static final int MOST_CALLS = 20_000;
    private static final int LONGEST_SAYS = 500;
    private static final Duration LONGEST = Duration.ofHours(8);

    private static final Set<String> HEAD = Yaml.Words.ordered(
            "id", "version", "name", "about", "sector", "forms", "kind", "reach", "ends", "every", "rhythm", "systems",
            "seats", "injects", "reports");
    private static final Set<String> SLOT = Yaml.Words.ordered("id", "name");
    private static final Set<String> SEAT = Yaml.Words.ordered("id", "name", "part");
    private static final Set<String> INJECT = Yaml.Words.ordered(
            "id", "at", "lasts", "to", "attack", "atlas", "name", "situation", "traffic", "expect", "ask");
    private static final Set<String> TRAFFIC = Yaml.Words.ordered("sort", "says", "calls");
    private static final Set<String> EXPECT =
            Yaml.Words.ordered("family", "detect", "acknowledge", "grade", "contain", "recover", "by");
    private static final Set<String> CONTAIN = Yaml.Words.ordered("within", "least", "most");
    private static final Set<String> REPORT =
            Yaml.Words.ordered("id", "name", "after", "within", "by", "ref", "met_by");

    private ScenarioReader() {}

    /** @throws PackException at the first thing that is wrong, with file, line and what to do */
    static Scenario read(String file, String text) {
        var f = Yaml.parse(file, text, MAX_BYTES).fields(HEAD);
        var ends = length(f.required("ends"));
        if (ends.compareTo(LONGEST) > 0) {
            throw f.required("ends").error("`ends`: a drill stops by itself after PT8H at the latest");
        }
        var systems = unique(f, "systems", ScenarioReader::slot, Scenario.Slot::id);
        var seats = unique(f, "seats", ScenarioReader::seat, Scenario.Seat::id);
        for (var part : List.of(Part.CONTROLLER, Part.PARTICIPANT)) {
            if (seats.stream().noneMatch(s -> s.part() == part)) {
                throw f.required("seats")
                        .error("a drill needs a " + part.role() + "; give one seat `part: " + part.role() + "`");
            }
        }
        var slots = systems.stream().map(Scenario.Slot::id).toList();
        var acting = seats.stream()
                .filter(s -> s.part() == Part.PARTICIPANT)
                .map(Scenario.Seat::id)
                .toList();
        var forms = list(f, "forms")
                .map(y -> word(y, "forms", Scenario.Form.values()))
                .toList();
        if (forms.isEmpty() || Set.copyOf(forms).size() != forms.size()) {
            throw f.required("forms").error("`forms`: some of [tabletop, live, demonstration], each once");
        }
        boolean live = forms.contains(Scenario.Form.LIVE);
        var injects = unique(f, "injects", y -> inject(y, slots, acting, ends, live), Inject::id);
        apart(f, injects);
        var reports = unique(f, "reports", y -> report(y, injects, acting, ends), Scenario.Report::id);
        var every = f.optional("every");
        return new Scenario(
                id(f, "id"),
                f.words("version") + "+" + digest(text),
                f.required("name").text(),
                f.required("about").text(),
                word(f.required("sector"), "sector", Scenario.Sector.values()),
                forms,
                word(f.required("kind"), "kind", Scenario.Kind.values()),
                word(f.required("reach"), "reach", Scenario.Reach.values()),
                ends,
                every == null ? null : term(every),
                every == null ? f.stringOr("rhythm", "") : f.words("rhythm"),
                systems,
                seats,
                injects.stream().sorted(Comparator.comparing(Inject::at)).toList(),
                reports);
    }

    private static Scenario.Slot slot(Yaml y) {
        var f = y.named("system", "id").fields(SLOT);
        return new Scenario.Slot(id(f, "id"), f.required("name").text());
    }

    private static Scenario.Seat seat(Yaml y) {
        var f = y.named("seat", "id").fields(SEAT);
        return new Scenario.Seat(
                id(f, "id"), f.required("name").text(), word(f.required("part"), "part", Part.values()));
    }

    private static Inject inject(Yaml y, List<String> slots, List<String> acting, Duration ends, boolean live) {
        var f = y.named("inject", "id").fields(INJECT);
        var at = offset(f.required("at"));
        var lasts = length(f.required("lasts"));
        if (at.plus(lasts).compareTo(ends) > 0) {
            throw f.required("lasts")
                    .error("it would last until " + at.plus(lasts) + ", and the drill ends at " + ends
                            + "; shorten it or let the drill end later");
        }
        var traffic = f.optional("traffic");
        if (live && traffic == null) {
            throw y.error("inject '" + f.words("id")
                    + "' has no `traffic`, so it cannot be held live; add it or take `live` out of `forms`");
        }
        var atlas = list(f, "atlas").map(ScenarioReader::atlas).toList();
        if (atlas.isEmpty()) {
            throw f.required("atlas").error("name at least one technique of MITRE ATLAS, such as AML.T0051");
        }
        return new Inject(
                id(f, "id"),
                at,
                lasts,
                known(f, "to", slots, "system"),
                word(f.required("attack"), "attack", Scenario.Attack.values()),
                atlas,
                f.required("name").text(),
                f.required("situation").text(),
                traffic == null ? null : traffic(traffic),
                expected(f.required("expect"), acting),
                list(f, "ask").map(Yaml::text).toList());
    }

    private static String atlas(Yaml y) {
        var id = y.string();
        if (!id.matches("AML\\.T[0-9]{4}(\\.[0-9]{3})?")) {
            throw y.error("'" + id + "' is no technique of MITRE ATLAS; write AML.T0051 or AML.T0051.001");
        }
        return id;
    }

    private static Scenario.Traffic traffic(Yaml y) {
        var f = y.fields(TRAFFIC);
        var sort = word(f.required("sort"), "sort", Scenario.Traffic.Sort.values());
        var says = f.stringOr("says", "");
        if (says.isEmpty() != (sort == Scenario.Traffic.Sort.PICTURES) || says.length() > LONGEST_SAYS) {
            throw y.error("`says`: what the stand-in adds to its answers, or the group it disfavours, of at most "
                    + LONGEST_SAYS + " characters; pictures have none");
        }
        if (sort == Scenario.Traffic.Sort.DECISIONS && !says.matches("[a-z]{1,20}")) {
            throw f.required("says").error("`says`: the group that is disfavoured, 1 to 20 small letters");
        }
        return new Scenario.Traffic(sort, says, whole(f.required("calls"), "calls", 1, MOST_CALLS));
    }

    private static Scenario.Expected expected(Yaml y, List<String> acting) {
        var f = y.fields(EXPECT);
        var contain = f.optional("contain");
        var c = contain == null ? null : contain.fields(CONTAIN);
        int least = c == null ? 0 : level(c.required("least"));
        int most = c == null ? 0 : level(c.required("most"));
        if (c != null && most < least) {
            throw c.required("most").error("`most` is a lower step than `least`");
        }
        var grade = f.optional("grade");
        var recover = f.optional("recover");
        return new Scenario.Expected(
                f.stringOr("family", ""),
                length(f.required("detect")),
                length(f.required("acknowledge")),
                grade == null ? null : word(grade, "grade", Scenario.Grade.values()),
                c == null ? null : length(c.required("within")),
                least,
                most,
                recover == null ? null : length(recover),
                known(f, "by", acting, "seat of a participant"));
    }

    private static int level(Yaml y) {
        var word = y.string();
        if (!word.matches("L[0-7]")) {
            throw y.error("'" + word + "' is no step of the ladder; write L0 to L7");
        }
        return word.charAt(1) - '0';
    }

    private static Scenario.Report report(Yaml y, List<Inject> injects, List<String> acting, Duration ends) {
        var f = y.named("report", "id").fields(REPORT);
        var after = known(f, "after", injects.stream().map(Inject::id).toList(), "inject");
        var within = length(f.required("within"));
        var from = injects.stream()
                .filter(i -> i.id().equals(after))
                .map(i -> i.at().plus(i.expect().detect()))
                .findFirst()
                .orElse(Duration.ZERO);
        if (from.plus(within).compareTo(ends) > 0) {
            throw f.required("within")
                    .error("this clock may run until " + from.plus(within) + ", and the drill ends at " + ends
                            + ": it would never end; shorten it or let the drill end later");
        }
        return new Scenario.Report(
                id(f, "id"),
                f.required("name").text(),
                after,
                within,
                known(f, "by", acting, "seat of a participant"),
                f.words("ref"),
                answered(f));
    }

    private static boolean answered(Yaml.Fields f) {
        var by = f.optional("met_by");
        if (by != null && !by.string().equals("answer")) {
            throw by.error("`met_by`: `answer`, of another organisation over the exchange; or leave it out");
        }
        return by != null;
    }

    /** Two injects on one system at once could not be told apart in the alerts. */
    private static void apart(Yaml.Fields f, List<Inject> injects) {
        if (injects.isEmpty()) {
            throw f.required("injects").error("a drill needs at least one inject");
        }
        for (int i = 0; i < injects.size(); i++) {
            for (int j = i + 1; j < injects.size(); j++) {
                var a = injects.get(i);
                var b = injects.get(j);
                boolean overlap = a.at().compareTo(b.until()) < 0 && b.at().compareTo(a.until()) < 0;
                if (a.to().equals(b.to()) && overlap) {
                    throw f.required("injects")
                            .list()
                            .get(j)
                            .error(
                                    "inject '" + b.id() + "' (" + b.at() + " to "
                                            + b.until() + ") overlaps '" + a.id() + "' (" + a.at() + " to " + a.until()
                                            + ") on the same system, so that nobody could say which one an alert is about; move one");
                }
            }
        }
    }

    private static String known(Yaml.Fields f, String key, List<String> names, String what) {
        var name = f.words(key);
        if (!names.contains(name)) {
            throw f.required(key)
                    .error("`" + key + "`: unknown " + what + " '" + name + "'" + Nearest.sentence(name, names)
                            + "Known: " + String.join(", ", names));
        }
        return name;
    }

    private static <T> List<T> unique(
            Yaml.Fields f,
            String key,
            java.util.function.Function<Yaml, T> read,
            java.util.function.Function<T, String> id) {
        var items = list(f, key).toList();
        if (items.size() > MOST) {
            throw f.required(key).error("`" + key + "`: at most " + MOST);
        }
        var result = new LinkedHashMap<String, T>();
        for (var item : items) {
            var one = read.apply(item);
            if (result.put(id.apply(one), one) != null) {
                throw item.error("'" + id.apply(one) + "' is written twice");
            }
        }
        return new ArrayList<>(result.values());
    }

    private static Stream<Yaml> list(Yaml.Fields f, String key) {
        var at = key.equals("reports") || key.equals("ask") ? f.optional(key) : f.required(key);
        return at == null ? Stream.of() : at.list().stream();
    }

    private static int whole(Yaml y, String key, int least, int most) {
        if (y.value() instanceof Double number && number == Math.rint(number) && number >= least && number <= most) {
            return number.intValue();
        }
        throw y.error("`" + key + "`: a whole number from " + least + " to " + most);
    }

    /** More than nothing. */
    private static Duration length(Yaml y) {
        var length = offset(y);
        if (length.isZero()) {
            throw y.error("a time of nothing; write PT5M for five minutes");
        }
        return length;
    }

    private static Duration offset(Yaml y) {
        var text = y.string();
        if (!text.matches("PT([0-9]{1,3}H)?([0-9]{1,4}M)?([0-9]{1,5}S)?") || text.equals("PT")) {
            throw y.error("'" + text + "' is no time; write PT30S, PT5M or PT1H30M");
        }
        return Duration.parse(text);
    }

    private static Term term(Yaml y) {
        try {
            return Term.parse(y.string());
        } catch (IllegalArgumentException e) {
            throw y.error("'" + y.string() + "' is no period; write P1Y for every year, P6M for every six months");
        }
    }

    private static String id(Yaml.Fields f, String key) {
        var id = f.words(key);
        if (!id.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*") || id.length() > 64) {
            throw f.required(key).error("`" + key + "`: '" + id + "' is not kebab-case: small letters, digits and -");
        }
        return id;
    }

    private static <E extends Enum<E>> E word(Yaml y, String key, E[] values) {
        var written = y.string();
        var words = new LinkedHashSet<String>();
        @Nullable E found = null;
        for (var value : values) {
            var word = value.name().toLowerCase(Locale.ROOT).replace('_', '-');
            words.add(word);
            found = word.equals(written) ? value : found;
        }
        if (found == null) {
            throw y.error("`" + key + "`: unknown '" + written + "'" + Nearest.sentence(written, words) + "One of "
                    + String.join(", ", words));
        }
        return found;
    }

    private static String digest(String text) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
