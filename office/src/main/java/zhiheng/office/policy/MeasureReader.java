package zhiheng.office.policy;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Nearest;
import zhiheng.base.Text;
import zhiheng.base.WebAddress;
import zhiheng.packs.Fact;
import zhiheng.packs.Pack;
import zhiheng.packs.PackLibrary;
import zhiheng.packs.Term;
import zhiheng.packs.Yaml;

/** One pack's {@code measures.yaml}, checked line by line. */
final class MeasureReader {
    private static final Set<String> MEASURE = Yaml.Words.ordered(
            "rule",
            "title",
            "acts",
            "applies",
            "evidence",
            "steps",
            "documents",
            "contact",
            "timing",
            "clocks",
            "source");
    private static final Set<String> CLOCK = Yaml.Words.ordered("id", "name", "fact", "within", "at_most");

    private final PackLibrary library;
    private final Pack pack;

    MeasureReader(PackLibrary library, Pack pack) {
        this.library = library;
        this.pack = pack;
    }

    Measure read(Yaml item) {
        var f = item.named("measure of", "rule").fields(MEASURE);
        var rule = rule(f.required("rule"));
        var steps = texts(f.required("steps"));
        if (steps.isEmpty()) {
            throw f.required("steps").error("no steps; say at least what to do first");
        }
        return new Measure(
                pack,
                rule,
                kind(f.required("rule"), rule),
                f.required("title").text(),
                f.required("acts").text(),
                choice(f.required("applies"), Measure.Applies.class),
                evidence(f, rule),
                steps,
                texts(f.optional("documents")),
                f.required("contact").text(),
                f.optional("timing") == null ? null : f.required("timing").text(),
                clocks(f.optional("clocks")),
                source(f.required("source")));
    }

    private Pack.Rule rule(Yaml at) {
        return pack.rules().stream()
                .filter(r -> r.id().equals(at.string()))
                .findFirst()
                .orElseThrow(() -> at.error("the pack has no rule '" + at.string() + "'"
                        + Nearest.hint(
                                at.string(),
                                pack.rules().stream().map(Pack.Rule::id).toList())));
    }

    private List<String> evidence(Yaml.Fields f, Pack.Rule rule) {
        var at = f.optional("evidence");
        if (at == null) {
            return List.of();
        }
        if (choice(f.required("applies"), Measure.Applies.class) != Measure.Applies.NONE
                || kind(f.required("rule"), rule) != Measure.Kind.SUPPORT) {
            throw at.error("evidence is for support that nobody applies for; write 'applies: none' or leave it out");
        }
        var facts = at.list().stream().map(Yaml::string).toList();
        for (var fact : facts) {
            if (library.facts().stream().noneMatch(asked -> asked.id().equals(fact))) {
                throw at.error("'" + fact + "' is not asked"
                        + Nearest.hint(
                                fact, library.facts().stream().map(Fact::id).toList()));
            }
        }
        return facts;
    }

    private static Measure.Kind kind(Yaml at, Pack.Rule rule) {
        for (var kind : Measure.Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(rule.tier())) {
                return kind;
            }
        }
        throw at.error("the rule must give the tier support, duty or closed");
    }

    private static List<Text> texts(@Nullable Yaml list) {
        return list == null ? List.of() : list.list().stream().map(Yaml::text).toList();
    }

    private List<Measure.Clock> clocks(@Nullable Yaml list) {
        var result = new ArrayList<Measure.Clock>();
        for (var item : list == null ? List.<Yaml>of() : list.list()) {
            var c = item.fields(CLOCK);
            var fact = c.required("fact");
            if (library.fact(fact.string()).type() != Fact.Type.DATE) {
                throw fact.error("'" + fact.string() + "' is not a date");
            }
            var most = c.optional("at_most");
            result.add(new Measure.Clock(
                    c.words("id"),
                    c.required("name").text(),
                    fact.string(),
                    term(c.required("within")),
                    most == null ? null : term(most)));
        }
        return List.copyOf(result);
    }

    private static Term term(Yaml at) {
        try {
            var term = Term.parse(at.string());
            if (term.unit().ofAClock()) {
                throw at.error("a period from a day counts days, working days, months or years");
            }
            return term;
        } catch (IllegalArgumentException e) {
            throw at.error("'" + at.string() + "' is no period; write P30D, P10WD, P6M or P1Y");
        }
    }

    private static <E extends Enum<E>> E choice(Yaml at, Class<E> type) {
        for (var constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(at.string())) {
                return constant;
            }
        }
        throw at.error("one of " + String.join(", ", names(type)) + " is expected here");
    }

    private static <E extends Enum<E>> List<String> names(Class<E> type) {
        var names = new ArrayList<String>();
        for (var constant : type.getEnumConstants()) {
            names.add(constant.name().toLowerCase(Locale.ROOT));
        }
        return names;
    }

    private static URI source(Yaml at) {
        return WebAddress.of(at.string())
                .filter(WebAddress::isSecure)
                .orElseThrow(() -> at.error("the source must be an https address: " + at.string()));
    }
}
