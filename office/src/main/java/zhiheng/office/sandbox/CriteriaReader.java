package zhiheng.office.sandbox;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import zhiheng.base.Refusal;
import zhiheng.base.Text;
import zhiheng.office.duties.Sha256;
import zhiheng.packs.Yaml;

/** One {@code criteria.yaml}, checked line by line. */
final class CriteriaReader {
    private static final int MAX_BYTES = 1 << 20;
    private static final Set<String> HEAD = Yaml.Words.ordered("pack", "version", "source", "confidence", "sets");
    private static final Set<String> SET = Yaml.Words.ordered("procedure", "item", "start", "criteria", "rules");
    private static final Set<String> START = Yaml.Words.ordered(
            "months", "keepContentDays", "error", "inspected", "verdictDays", "reported", "windowDays", "steps");
    private static final Set<String> STEP = Yaml.Words.ordered("stage", "users", "callsPerDay");
    private static final Set<String> CRITERION = Yaml.Words.ordered(
            "id", "group", "question", "evidence", "weight", "must", "priority", "ref", "confidence");
    private static final Set<String> RULE = Yaml.Words.ordered("id", "when", "set", "reason");
    private static final Set<String> WHEN = Yaml.Words.ordered("criterion", "is", "tier");
    private static final Text NO_TEXT = new Text("", "");
    private static final int MOST_WEIGHT = 100;

    private final String text;
    private final String version;
    private final Map<String, Text> confidence = new LinkedHashMap<>();

    private CriteriaReader(String text, Yaml.Fields head) {
        this.text = text;
        version = head.words("version") + "+" + Sha256.of(text).substring(0, 8);
        head.required("confidence").entries().forEach((mark, meaning) -> confidence.put(mark, meaning.text()));
    }

    static List<Criteria> read(String file, String text) {
        var head = Yaml.parse(file, text, MAX_BYTES).fields(HEAD);
        head.words("pack");
        var reader = new CriteriaReader(text, head);
        var result = new ArrayList<Criteria>();
        for (var set : head.required("sets").list()) {
            result.add(reader.set(file, set.fields(SET)));
        }
        return List.copyOf(result);
    }

    private Criteria set(String file, Yaml.Fields f) {
        var criteria = new ArrayList<Criterion>();
        var ids = new HashSet<String>();
        for (var item : f.required("criteria").list()) {
            var at = item.named("criterion", "id");
            var read = criterion(at.fields(CRITERION));
            if (!ids.add(read.id())) {
                throw at.error("written twice; rename one");
            }
            criteria.add(read);
        }
        for (var group : Criterion.Group.values()) {
            if (criteria.stream().noneMatch(c -> c.group() == group && c.weight() > 0)) {
                throw f.at().error("no criterion with a weight in the group '" + word(group) + "'; an application has"
                        + " three: technical, ethics, emergency");
            }
        }
        var rules = list(f, "rules")
                .map(r -> rule(r.named("rule", "id").fields(RULE), ids))
                .toList();
        return new Criteria(
                f.words("procedure"),
                f.words("item"),
                version,
                file,
                text,
                start(f.required("start")),
                criteria,
                rules);
    }

    private Criterion criterion(Yaml.Fields f) {
        var mark = f.words("confidence");
        var meaning = confidence.get(mark);
        if (meaning == null) {
            throw f.required("confidence")
                    .error("confidence is one of " + String.join(", ", confidence.keySet())
                            + " as the head of the file explains them");
        }
        int weight = whole(f.required("weight"), 0, MOST_WEIGHT);
        boolean must = f.boolOr("must", false);
        return new Criterion(
                id(f),
                one(f.required("group"), Criterion.Group.values()),
                f.required("question").text(),
                f.textOr("evidence", NO_TEXT),
                weight,
                must,
                f.textOr("priority", NO_TEXT),
                f.words("ref"),
                mark,
                meaning);
    }

    private static TermsRule.Start start(Yaml at) {
        var f = at.fields(START);
        var steps = new ArrayList<SandboxTerms.Step>();
        for (var item : f.required("steps").list()) {
            var step = item.fields(STEP);
            steps.add(new SandboxTerms.Step(
                    step.words("stage"),
                    whole(step.required("users"), 1, Integer.MAX_VALUE),
                    step.optional("callsPerDay") == null
                            ? 0
                            : whole(step.required("callsPerDay"), 0, Integer.MAX_VALUE)));
        }
        if (steps.isEmpty()) {
            throw f.required("steps").error("at least one step: {stage: x, users: 10}");
        }
        try {
            return new TermsRule.Start(
                    whole(f.required("months"), 1, 60),
                    whole(f.required("keepContentDays"), 0, 3660),
                    steps,
                    new SandboxTerms.Evidence(
                            number(f.required("error")),
                            number(f.required("inspected")),
                            whole(f.required("verdictDays"), 0, 90),
                            number(f.required("reported")),
                            whole(f.required("windowDays"), 0, 365)));
        } catch (Refusal e) {
            throw at.error(e.text().en());
        }
    }

    private static TermsRule rule(Yaml.Fields f, Set<String> criteria) {
        var when = f.required("when").fields(WHEN);
        var criterion = when.stringOr("criterion", "");
        var is = new LinkedHashSet<Answer.Says>();
        list(when, "is").forEach(say -> is.add(one(say, Answer.Says.values())));
        var tiers = new LinkedHashSet<String>();
        list(when, "tier").forEach(tier -> tiers.add(tier.string()));
        if (criterion.isEmpty() == tiers.isEmpty() || criterion.isEmpty() != is.isEmpty()) {
            throw f.required("when").error("write {criterion: x, is: [yes, unknown]} or {tier: [high]}");
        }
        if (!criterion.isEmpty() && !criteria.contains(criterion)) {
            throw f.required("when").error("there is no criterion '" + criterion + "' above");
        }
        var bounds = new EnumMap<TermsRule.Bound, String>(TermsRule.Bound.class);
        f.required("set").entries().forEach((key, value) -> {
            var bound = bound(key, value);
            bounds.put(bound, checked(bound, value));
        });
        return new TermsRule(
                id(f),
                criterion,
                Set.copyOf(is),
                Set.copyOf(tiers),
                Map.copyOf(bounds),
                f.required("reason").text());
    }

    private static TermsRule.Bound bound(String key, Yaml value) {
        return Stream.of(TermsRule.Bound.values())
                .filter(b -> b.key().equals(key))
                .findFirst()
                .orElseThrow(() -> value.error("'" + key + "' cannot be set; one of "
                        + String.join(
                                ", ",
                                Stream.of(TermsRule.Bound.values())
                                        .map(TermsRule.Bound::key)
                                        .toList())));
    }

    private static String checked(TermsRule.Bound bound, Yaml value) {
        switch (bound) {
            case OPENS, CLOSES -> {
                try {
                    LocalTime.parse(value.string());
                } catch (DateTimeException e) {
                    throw value.error("write a time of day as \"08:00\"");
                }
            }
            case YOUNGEST -> whole(value, 0, 99);
            case KEEP_CONTENT_DAYS -> whole(value, 0, 3660);
            case USERS, CALLS_PER_DAY -> whole(value, 1, Integer.MAX_VALUE);
            case INSPECTED -> {
                if (number(value) > 1) {
                    throw value.error("a share between 0 and 1");
                }
            }
            case MONTHS -> whole(value, 1, 60);
        }
        return value.string();
    }

    private static String id(Yaml.Fields f) {
        var id = f.words("id");
        if (!id.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*") || id.length() > 64) {
            throw f.required("id").error("'" + id + "' is not kebab-case: small letters, digits and -");
        }
        return id;
    }

    private static Stream<Yaml> list(Yaml.Fields f, String key) {
        var at = f.optional(key);
        return at == null ? Stream.of() : at.list().stream();
    }

    private static int whole(Yaml at, int least, int most) {
        double number = number(at);
        if (number != Math.rint(number) || number < least || number > most) {
            throw at.error("a whole number from " + least + " to " + most + " is expected here");
        }
        return (int) number;
    }

    private static double number(Yaml at) {
        if (at.value() instanceof Double number && Double.isFinite(number) && number >= 0) {
            return number;
        }
        throw at.error("a number is expected here");
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static <E extends Enum<E>> E one(Yaml at, E[] values) {
        return Stream.of(values)
                .filter(v -> word(v).equals(at.string()))
                .findFirst()
                .orElseThrow(() -> at.error("'" + at.string() + "' is none of "
                        + String.join(
                                ", ",
                                Stream.of(values).map(CriteriaReader::word).toList())));
    }
}
