package zhiheng.packs;

import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Nearest;
import zhiheng.base.Text;

/** One pack's {@code pack.yaml} and {@code rules.yaml}, checked line by line. */
final class PackReader {
    private static final Set<String> PACK = Yaml.Words.ordered(
            "id",
            "name",
            "issuer",
            "number",
            "jurisdiction",
            "version",
            "source",
            "dates",
            "tiers",
            "stages",
            "confidence",
            "sources",
            "binding");
    private static final Set<String> SOURCE = Yaml.Words.ordered("id", "name", "address");
    private static final Set<String> READ = Yaml.Words.ordered("source", "date");
    private static final Set<String> TIER = Yaml.Words.ordered("id", "name", "ban");
    private static final Set<String> STAGE = Yaml.Words.ordered("id", "name");
    private static final Set<String> RULE = Yaml.Words.ordered(
            "id",
            "stage",
            "ref",
            "article",
            "text",
            "from",
            "to",
            "confidence",
            "read",
            "when",
            "unless",
            "lifted_by",
            "sets",
            "tier",
            "duty",
            "note",
            "contain");
    private static final Set<String> DUTY = Yaml.Words.ordered(
            "id",
            "kind",
            "nature",
            "who",
            "title",
            "timing",
            "clocks",
            "since",
            "due",
            "evidence",
            "penalty",
            "calls",
            "waivable");
    private static final List<String> YIELDS = List.of("tier", "duty", "note", "contain");
    private static final List<String> KINDS = List.of("obligation", "guidance", "voluntary");
    private static final Text NO_TEXT = new Text("", "");

    private final int index;
    private final boolean binding;
    private final Yaml.Fields head;
    private final List<Pack.Tier> tiers = new ArrayList<>();
    private final List<Pack.Stage> stages = new ArrayList<>();
    private final Map<String, Text> confidence = new LinkedHashMap<>();
    private final List<Pack.Source> sources = new ArrayList<>();

    PackReader(int index, String folder, Yaml file) {
        this.index = index;
        this.head = file.fields(PACK);
        if (!head.string("id").equals(folder)) {
            throw head.required("id")
                    .error("the pack's id '" + head.string("id") + "' differs from its folder '" + folder + "'");
        }
        binding = head.boolOr("binding", true);
        for (var item : head.required("tiers").list()) {
            var f = item.fields(TIER);
            unique(item, f.words("id"), tiers.stream().map(Pack.Tier::id).toList(), "tier");
            if (!binding && f.boolOr("ban", false)) {
                throw f.required("ban").error("a pack with 'binding: false' binds nobody, so no tier of it is a ban");
            }
            tiers.add(new Pack.Tier(f.words("id"), f.required("name").text(), f.boolOr("ban", false)));
        }
        for (var item : head.required("stages").list()) {
            var f = item.fields(STAGE);
            unique(item, f.words("id"), stages.stream().map(Pack.Stage::id).toList(), "stage");
            stages.add(new Pack.Stage(f.words("id"), f.required("name").text()));
        }
        head.required("confidence").entries().forEach((mark, text) -> confidence.put(mark, text.text()));
        var copies = head.optional("sources");
        for (var item : copies == null ? List.<Yaml>of() : copies.list()) {
            var f = item.fields(SOURCE);
            unique(item, f.words("id"), sources.stream().map(Pack.Source::id).toList(), "source");
            sources.add(new Pack.Source(f.words("id"), f.required("name").text(), address(f, "address")));
        }
    }

    private static void unique(Yaml at, String id, List<String> taken, String what) {
        if (taken.contains(id)) {
            throw at.error(what + " '" + id + "' is written twice");
        }
    }

    Pack pack(List<Pack.Rule> rules) {
        var dates = new LinkedHashMap<String, LocalDate>();
        var written = head.optional("dates");
        if (written != null) {
            written.entries().forEach((name, date) -> dates.put(name, date.date()));
        }
        return new Pack(
                head.string("id"),
                head.required("name").text(),
                head.required("issuer").text(),
                head.stringOr("number", ""),
                head.words("jurisdiction"),
                head.words("version"),
                address(head, "source"),
                dates,
                List.copyOf(tiers),
                List.copyOf(stages),
                confidence,
                List.copyOf(sources),
                binding,
                List.copyOf(rules));
    }

    private static URI address(Yaml.Fields f, String key) {
        try {
            return URI.create(f.words(key));
        } catch (IllegalArgumentException e) {
            throw f.required(key).error("'" + f.string(key) + "' is not an address");
        }
    }

    List<RuleDef> rules(
            Yaml file, Vocabulary vocabulary, TimeReader time, CondCompiler compiler, Map<String, String> ruleIds) {
        var duties = new HashMap<String, List<RuleDef>>();
        var result = new ArrayList<RuleDef>();
        for (var item : file.list()) {
            var at = item.named("rule", "id");
            var id = at.fields(RULE).words("id");
            if (!id.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
                throw at.error("a rule id is kebab-case: small letters, digits and -");
            }
            var taken = ruleIds.putIfAbsent(id, item.file() + ":" + item.line());
            if (taken != null) {
                throw at.error("this rule id is already used at " + taken + "; a rule id is unique over all packs");
            }
            var rule = rule(at, vocabulary, time, compiler);
            result.add(rule);
            if (rule.duty() != null) {
                var same = duties.computeIfAbsent(rule.duty().id(), k -> new ArrayList<>());
                for (var other : same) {
                    if (overlap(rule, other)) {
                        throw at.error("duty id '" + rule.duty().id() + "' is also given by rule " + other.id()
                                + " at the same time; a duty id is unique");
                    }
                }
                same.add(rule);
            }
        }
        return result;
    }

    private static boolean overlap(RuleDef a, RuleDef b) {
        return (b.shown().to() == null || a.shown().from().isBefore(b.shown().to()))
                && (a.shown().to() == null
                        || b.shown().from().isBefore(a.shown().to()));
    }

    private RuleDef rule(Yaml at, Vocabulary vocabulary, TimeReader time, CondCompiler compiler) {
        var f = at.fields(RULE);
        int stage = place(f, "stage", stages.stream().map(Pack.Stage::id).toList());
        var tierKey = f.optional("tier");
        int tier = tierKey == null
                ? -1
                : place(f, "tier", tiers.stream().map(Pack.Tier::id).toList());
        place(f, "confidence", List.copyOf(confidence.keySet()));
        var from = f.required("from").date();
        var to = f.dateOrNull("to");
        if (to != null && !from.isBefore(to)) {
            throw f.required("to").error("'to' (" + to + ") must be later than 'from' (" + from + ")");
        }
        var dutyKey = f.optional("duty");
        var noteKey = f.optional("note");
        var contain = f.optional("contain") == null ? null : word(f, "contain");
        var yields = new ArrayList<String>();
        for (var key : YIELDS) {
            if (f.optional(key) != null) {
                yields.add(key);
            }
        }
        if (yields.size() > 1) {
            throw at.error("a rule yields one of " + String.join(", ", YIELDS) + "; split it");
        }
        int sets = derived(f, "sets", vocabulary);
        if (yields.isEmpty() && sets < 0) {
            throw at.error("the rule yields nothing; give it " + String.join(", ", YIELDS) + " or sets");
        }
        var when = f.words("when");
        var unless = f.stringOrNull("unless");
        var shown = new Pack.Rule(
                f.words("id"),
                f.string("stage"),
                f.words("ref"),
                f.words("article"),
                f.required("text").text(),
                from,
                to,
                f.string("confidence"),
                reading(f),
                when,
                unless,
                yields.isEmpty() ? "" : yields.getFirst(),
                tier < 0 ? null : tiers.get(tier).id(),
                contain,
                at.line());
        var duty = dutyKey == null ? null : duty(dutyKey, vocabulary, time, binding);
        boolean ban = tier >= 0 && tiers.get(tier).ban();
        within(at, Certainty.of(shown.confidence()), shown, ban || prohibits(duty), sets >= 0);
        return new RuleDef(
                shown,
                index,
                stage,
                tier,
                ban,
                duty,
                noteKey == null ? null : noteKey.text(),
                compiler.compile(f.required("when"), "when", when),
                unless == null ? null : compiler.compile(f.required("unless"), "unless", unless),
                derived(f, "lifted_by", vocabulary),
                sets,
                at.at());
    }

    /** A rule decides no more than its letter lets it: {@link Certainty}, the same for every pack. */
    private static void within(Yaml at, Certainty certainty, Pack.Rule rule, boolean bans, boolean sets) {
        if (certainty == Certainty.REMARK && (sets || !rule.yields().equals("note"))) {
            throw at.error("what is marked " + rule.confidence() + " is unconfirmed and may only be a note");
        }
        if (certainty != Certainty.BAN && bans) {
            throw at.error("what is marked " + rule.confidence() + " never decides a ban or a prohibition;"
                    + " read the text first, or make it a note");
        }
    }

    private static boolean prohibits(RuleDef.@Nullable DutyDef duty) {
        return duty != null && duty.nature() == Nature.PROHIBITION;
    }

    private Pack.@Nullable Reading reading(Yaml.Fields rule) {
        var key = rule.optional("read");
        if (key == null) {
            return null;
        }
        if (Certainty.unseen(rule.string("confidence"))) {
            throw key.error("`read` and the letter " + rule.string("confidence")
                    + " contradict each other: it says that the text was not seen");
        }
        var f = key.fields(READ);
        return new Pack.Reading(
                sources.get(place(
                                f,
                                "source",
                                sources.stream().map(Pack.Source::id).toList()))
                        .id(),
                f.required("date").date());
    }

    private static int place(Yaml.Fields f, String key, List<String> known) {
        var id = f.string(key);
        int place = known.indexOf(id);
        if (place < 0) {
            throw f.required(key)
                    .error("unknown " + key + " '" + id + "'" + Nearest.sentence(id, known) + "Declared in pack.yaml: "
                            + String.join(", ", known));
        }
        return place;
    }

    private static String word(Yaml.Fields f, String key) {
        var word = f.string(key);
        if (!word.matches("[a-z]+(-[a-z]+)*")) {
            throw f.required(key).error("`" + key + "`: '" + word + "' is not a word of small letters and -");
        }
        return word;
    }

    private static int derived(Yaml.Fields f, String key, Vocabulary vocabulary) {
        var value = f.optional(key);
        if (value == null) {
            return -1;
        }
        var id = value.string();
        var slot = vocabulary.find(id);
        if (slot == null) {
            throw value.error("`" + key + "`: unknown fact '" + id + "'" + Nearest.hint(id, vocabulary.names()));
        }
        if (!slot.derived()) {
            throw value.error("`" + key + "`: '" + id
                    + "' is asked of people; a derived fact (with text, without question) is needed");
        }
        if (key.equals("sets")
                && vocabulary.definitions().stream().anyMatch(d -> d.slot().id().equals(id))) {
            throw value.error("`sets`: '" + id + "' is given by a 'define' and cannot also be set by rules");
        }
        return slot.index();
    }

    private static RuleDef.DutyDef duty(Yaml at, Vocabulary vocabulary, TimeReader time, boolean binding) {
        var f = at.fields(DUTY);
        var kind = f.string("kind");
        if (!KINDS.contains(kind)) {
            throw f.required("kind")
                    .error("unknown kind '" + kind + "'" + Nearest.sentence(kind, KINDS)
                            + "Kinds: obligation, guidance, voluntary");
        }
        if (!binding && kind.equals("obligation")) {
            throw f.required("kind")
                    .error("a pack with 'binding: false' binds nobody; its duties are of kind guidance or voluntary");
        }
        var nature = time.nature(f);
        if (kind.equals("voluntary")) {
            unbound(f, nature);
        }
        var clocks = time.clocks(f, nature);
        var since = f.optional("since") == null ? null : time.dateFact(f, "since");
        if (since != null && nature == Nature.DATED) {
            throw f.required("since").error("`since` is for duties that are kept up; a dated one has 'due' or a clock");
        }
        var dates =
                clocks.stream().map(Clock::fact).filter(fact -> fact != null).toList();
        if (dates.size() + (f.optional("due") == null ? 0 : 1) > 1) {
            throw at.error("a dated duty has one last day: 'due', or the clock of one fact");
        }
        return new RuleDef.DutyDef(
                f.words("id"),
                kind,
                f.words("who"),
                f.required("title").text(),
                f.textOr("timing", NO_TEXT),
                nature,
                clocks,
                f.dateOrNull("due"),
                slot(vocabulary, since),
                slot(vocabulary, dates.isEmpty() ? null : dates.getFirst()),
                f.required("evidence").text(),
                f.textOr("penalty", NO_TEXT),
                f.required("waivable").bool(),
                calls(f, nature));
    }

    /** What a duty asks of every call; only a prohibition forbids them all. */
    private static Set<CallRule> calls(Yaml.Fields duty, Nature nature) {
        var list = duty.optional("calls");
        var calls = EnumSet.noneOf(CallRule.class);
        for (var item : list == null ? List.<Yaml>of() : list.list()) {
            var rule = CallRule.of(item.string());
            if (rule == null) {
                throw item.error("unknown '" + item.string() + "'" + Nearest.sentence(item.string(), CallRule.WORDS)
                        + "A duty asks of calls: " + String.join(", ", CallRule.WORDS));
            }
            if (rule == CallRule.FORBIDDEN && nature != Nature.PROHIBITION) {
                throw item.error("only a duty of the nature 'prohibition' forbids all calls");
            }
            calls.add(rule);
        }
        return Set.copyOf(calls);
    }

    /** What somebody chose to follow is no law: it forbids nothing, has no last day of a law and punishes nobody. */
    private static void unbound(Yaml.Fields f, Nature nature) {
        if (nature == Nature.PROHIBITION) {
            throw f.required("nature")
                    .error("a voluntary commitment forbids nothing; a prohibition is of kind obligation");
        }
        for (var key : List.of("due", "penalty")) {
            if (f.optional(key) != null) {
                throw f.required(key).error("a voluntary commitment has no '" + key + "'; that is a law's");
            }
        }
    }

    private static int slot(Vocabulary vocabulary, @Nullable String fact) {
        var slot = fact == null ? null : vocabulary.find(fact);
        return slot == null ? -1 : slot.index();
    }
}
