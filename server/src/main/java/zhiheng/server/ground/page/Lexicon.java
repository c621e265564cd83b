package zhiheng.server.ground.page;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.FindingFamily;
import zhiheng.gateway.FindingKind;
import zhiheng.gateway.permit.Clause;
import zhiheng.packs.Fact;
import zhiheng.packs.Finding;
import zhiheng.packs.Pack;
import zhiheng.packs.PackLibrary;
import zhiheng.packs.Term;
import zhiheng.packs.TriggerEvent;

/** Says the packs' ids in the reader's language: tiers, articles, questions, answers, dates. */
public final class Lexicon {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    public final Words words;
    private final Map<String, Pack> packs;
    private final Map<String, Fact> facts = new HashMap<>();
    private final Map<String, TriggerEvent> events = new java.util.LinkedHashMap<>();
    private final Map<String, Pack.Rule> rules = new HashMap<>();
    private final Map<String, String> packOfRule = new HashMap<>();
    private final PackLibrary library;
    private final ZoneId zone;

    public Lexicon(PackLibrary library, Words words, ZoneId zone) {
        this.library = library;
        this.words = words;
        this.zone = zone;
        library.events().forEach(e -> events.put(e.id(), e));
        packs = library.packs().stream().collect(Collectors.toMap(Pack::id, p -> p));
        library.derivedFacts().forEach(f -> facts.put(f.id(), f));
        library.facts().forEach(f -> facts.put(f.id(), f));
        for (var pack : library.packs()) {
            for (var rule : pack.rules()) {
                rules.put(rule.id(), rule);
                packOfRule.put(rule.id(), pack.id());
            }
        }
    }

    public String pack(String id) {
        var pack = packs.get(id);
        return pack == null ? id : words.t(pack.name());
    }

    /**
     * The tier as a light: bans red, then by rank within the pack; the last of several is the calm one. What a pack that binds
     * nobody says is in no colour and says so in its word.
     */
    public Tier tier(String packId, String tierId) {
        var pack = packs.get(packId);
        if (pack == null) {
            return new Tier(packId, "", packId, "none", tierId);
        }
        int rank = 0;
        for (var tier : pack.tiers()) {
            if (tier.id().equals(tierId)) {
                if (pack.guidance(tier)) {
                    var word = words.t("tier.guidance", words.t(tier.name()));
                    return new Tier(packId, jurisdiction(pack), words.t(pack.name()), "guide", word);
                }
                var tone = tier.ban()
                        ? "ban"
                        : rank == 0 ? "high" : rank == pack.tiers().size() - 1 ? "low" : "some";
                if (!tier.ban() && rank > 0 && pack.tiers().get(rank - 1).ban()) {
                    tone = "high";
                }
                return new Tier(packId, jurisdiction(pack), words.t(pack.name()), tone, words.t(tier.name()));
            }
            rank++;
        }
        return new Tier(packId, jurisdiction(pack), words.t(pack.name()), "none", tierId);
    }

    public Tier noTier(Pack pack) {
        return new Tier(pack.id(), jurisdiction(pack), words.t(pack.name()), "none", words.t("tier.none"));
    }

    /** What a clause of permits says; empty for one that none has. */
    public String clause(String id) {
        return Arrays.stream(Clause.values())
                .filter(c -> c.id().equals(id))
                .findFirst()
                .map(c -> words.t(c.text()))
                .orElse("");
    }

    /** What was found, in words with its id behind: of a kind, a family, or a kind with where it stood, "in:pii.email". */
    public String found(String id) {
        int colon = id.indexOf(':');
        var bare = id.substring(colon + 1);
        var kind = FindingKind.of(bare);
        var family = FindingFamily.of(bare);
        if (family == null) {
            return id;
        }
        var said = words.t(kind == null ? family.text() : kind.text());
        return (colon < 0 ? said : words.t("found." + id.substring(0, colon), said)) + " · " + id;
    }

    /** What an inspector looks for, with the id that permits name it by behind. */
    public String inspector(String id) {
        var family = FindingFamily.ofInspector(id);
        return family == null ? id : words.t(family.text()) + " · " + id;
    }

    public String jurisdiction(Pack pack) {
        var key = "jurisdiction." + pack.jurisdiction();
        return words.has(key) ? words.t(key) : pack.jurisdiction();
    }

    public Cited cited(String pack, String rule, String article, String ref, String confidence) {
        return new Cited(article(article), ref, href(rule), confidence, meaning(pack, confidence));
    }

    /** The provision a rule stands in; null for a rule the library no longer has. */
    @Nullable
    public Cited cited(String ruleId) {
        var rule = rules.get(ruleId);
        return rule == null
                ? null
                : cited(packOfRule.getOrDefault(ruleId, ""), ruleId, rule.article(), rule.ref(), rule.confidence());
    }

    /** Chinese packs write an article in both languages, "第二条 · Article 2"; the reader gets its own. */
    public String article(String article) {
        return article(article, words);
    }

    /** The same for whoever has no packs at hand. */
    public static String article(String article, Words words) {
        int cut = article.indexOf(" · ");
        if (cut < 0) {
            return article;
        }
        return words.language().equals("zh") ? article.substring(0, cut) : article.substring(cut + 3);
    }

    public String meaning(String packId, String confidence) {
        var pack = packs.get(packId);
        var meaning = pack == null ? null : pack.confidence().get(confidence);
        return meaning == null ? confidence : words.t(meaning);
    }

    private String href(String ruleId) {
        var rule = rules.get(ruleId);
        return rule == null ? "/packs" : "/packs/" + packOfRule.get(ruleId) + "/" + rule.stage() + "#" + ruleId;
    }

    public String question(String factId) {
        var fact = facts.get(factId);
        return fact == null ? factId : words.t(fact.question());
    }

    /** An answer as people say it. */
    public String answer(String factId, @Nullable Object value) {
        var fact = facts.get(factId);
        if (value == null) {
            return words.t("answer.unknown");
        }
        return switch (value) {
            case Boolean yes -> words.t(yes ? "answer.yes" : "answer.no");
            case List<?> list ->
                list.isEmpty()
                        ? words.t("answer.none")
                        : list.stream()
                                .map(v -> option(fact, String.valueOf(v)))
                                .collect(Collectors.joining(words.t("list.comma")));
            case Number number -> number(number.doubleValue());
            default -> option(fact, value.toString());
        };
    }

    public static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private String option(@Nullable Fact fact, String id) {
        if (fact != null) {
            for (var option : fact.options()) {
                if (option.id().equals(id)) {
                    return words.t(option.label());
                }
            }
        }
        return id;
    }

    public String change(Finding.Change change) {
        return words.t(
                "would-change.line",
                question(change.fact()),
                answer(change.fact(), change.to()),
                answer(change.fact(), change.from()));
    }

    /** An event that starts periods of law, in words. */
    public String event(String id) {
        var event = events.get(id);
        return event == null ? id : words.t(event.name());
    }

    /** The zone by whose days the law of a pack counts, by its IANA name. */
    public String lawZone(String pack) {
        return library.zone(pack).getId();
    }

    /** How far {@code day} is from {@code today}, in words. */
    public String left(LocalDate day, LocalDate today) {
        long days = today.until(day, java.time.temporal.ChronoUnit.DAYS);
        return days == 0 ? words.t("days.today") : days > 0 ? words.t("days.left", days) : words.t("days.past", -days);
    }

    /** The events that may be recorded, with their names, in the order in which the packs list them. */
    public Map<String, String> events() {
        var result = new java.util.LinkedHashMap<String, String>();
        events.forEach((id, event) -> result.put(id, words.t(event.name())));
        return result;
    }

    public String term(Term term) {
        return words.t("term." + term.unit(), term.count());
    }

    /** How often: every year, every 6 months. */
    public String every(Term term) {
        return words.t("every." + term.unit(), term.count());
    }

    /** When a duty is to be done, in one line: what kind it is, its day, or what its day waits for. */
    public String when(Finding.Duty duty) {
        var line = switch (duty.nature()) {
            case PROHIBITION -> words.t("when.prohibition");
            case CONTINUOUS -> words.t("when.continuous");
            case EVENT -> "";
            case DATED -> dated(duty);
        };
        var events = duty.clocks().stream()
                .filter(clock -> clock.event() != null)
                .map(clock -> clock.within() == null
                        ? words.t("when.event", event(clock.event()))
                        : words.t("when.event.within", event(clock.event()), term(clock.within())))
                .collect(Collectors.joining(words.t("list.semicolon")));
        return events.isEmpty() || line.isEmpty() ? line + events : line + words.t("list.semicolon") + events;
    }

    private String dated(Finding.Duty duty) {
        var due = duty.due();
        if (due == null || due.fact() == null) {
            return words.t("when.fixed");
        }
        var back = duty.comesBack();
        var every = back == null || back.every() == null ? null : every(back.every());
        if (due.started() == null) {
            var waiting = words.t("when.waiting", question(due.fact()));
            return every == null ? waiting : every + words.t("list.semicolon") + waiting;
        }
        if (every != null) {
            return words.t("when.every", every, due.started());
        }
        var within = duty.clocks().stream()
                .filter(clock -> clock.fact() != null)
                .findFirst()
                .map(zhiheng.packs.Clock::within)
                .orElse(null);
        if (within == null) {
            return words.t("when.before", due.started());
        }
        return due.day() == null
                ? words.t("when.unpublished", due.started(), term(within), due.unpublished())
                : words.t("when.within", due.started(), term(within));
    }

    public String who(String id) {
        var key = "who." + id;
        return words.has(key) ? words.t(key) : id;
    }

    /** A ledger act in words; its own name when there are none. */
    public String act(String act) {
        var key = "act." + act;
        return words.has(key) ? words.t(key) : act;
    }

    public String day(Instant time) {
        return LocalDate.ofInstant(time, zone).toString();
    }

    public String time(Instant time) {
        return TIME.format(time.atZone(zone));
    }

    /** A moment in the reader's zone, to the minute. */
    public When when(Instant time) {
        return new When(time, time(time), zone.getId());
    }

    /** A moment in the reader's zone, to the second. */
    public When whenExactly(Instant time) {
        return new When(time, second(time), zone.getId());
    }

    /** The day of a moment in the reader's zone. */
    public When on(Instant time) {
        return new When(time, day(time), zone.getId());
    }

    /** The words under {@code key} with a moment in them, to the minute. */
    public Sentence sentence(String key, Instant time) {
        return Sentence.of(words, key, when(time));
    }

    /** The words under {@code key} with something in them, moments as {@link When}. */
    public Sentence said(String key, Object... values) {
        return Sentence.of(words, key, values);
    }

    /** The words under {@code key} with the day of a moment in them. */
    public Sentence sentenceOn(String key, Instant time) {
        return Sentence.of(words, key, on(time));
    }

    public String second(Instant time) {
        return SECOND.format(time.atZone(zone));
    }

    /** A tier and its provision in one line, for lists of what changed. */
    public String line(Finding.Outcome o) {
        var tier = tier(o.pack(), o.tier());
        return tier.jurisdiction() + " · " + tier.word() + " · " + article(o.article());
    }

    public String line(Finding.Duty d) {
        return words.t(d.title()) + " · " + article(d.article());
    }
}
