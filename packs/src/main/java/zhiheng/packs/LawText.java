package zhiheng.packs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;

/**
 * One thing that the packs say in words, for those who look for it: a rule with the duty that it gives, a question with the first rule
 * that it decides, or an article that gave no rule.
 *
 * @param pack whose it is; null for a question that many packs share and no rule reads
 * @param id of the rule or the question; of an article its {@code ref}
 * @param title the duty's name, the question or the article's name; empty for a rule without a duty
 * @param text what it says
 * @param more what else is said of it: when, with which evidence, what it costs, answers to choose from
 * @param rule where one reads on; null for an article
 */
public record LawText(
        Kind kind, @Nullable Pack pack, String id, Text title, Text text, List<Text> more, Pack.@Nullable Rule rule) {
    private static final Text NONE = new Text("", "");

    /** What it is. */
    public enum Kind {
        DUTY,
        RULE,
        QUESTION,
        ARTICLE
    }

    /** All of a library, the rules of the first pack first; {@code folder} is where it was loaded from. */
    public static List<LawText> of(PackLibrary library, Path folder) {
        var result = new ArrayList<LawText>();
        var articles = articles(library, folder);
        for (var rule : library.rulesAsWritten()) {
            result.add(rule(library.packs().get(rule.pack()), rule, articles));
        }
        var deciding = deciding(library);
        for (var fact : library.facts()) {
            var rule = deciding.get(fact.id());
            var more = new ArrayList<Text>();
            fact.options().forEach(option -> more.add(option.label()));
            result.add(new LawText(
                    Kind.QUESTION,
                    rule == null ? null : library.packs().get(rule.pack()),
                    fact.id(),
                    fact.question(),
                    fact.help(),
                    List.copyOf(more),
                    rule == null ? null : rule.shown()));
        }
        for (var report : articles) {
            report.articles().stream()
                    .filter(article -> article.rules().isEmpty())
                    .forEach(article -> result.add(article(report.pack(), article)));
        }
        return List.copyOf(result);
    }

    private static LawText rule(Pack pack, RuleDef rule, List<PackCoverage.Report> articles) {
        var duty = rule.duty();
        var more = new ArrayList<Text>();
        if (duty != null) {
            more.addAll(List.of(duty.timing(), duty.evidence(), duty.penalty()));
        }
        var note = rule.note();
        if (note != null) {
            more.add(note);
        }
        var tier = rule.shown().tier();
        if (tier != null) {
            pack.tiers().stream().filter(t -> t.id().equals(tier)).forEach(t -> more.add(t.name()));
        }
        for (var report : articles) {
            report.articles().stream()
                    .filter(article -> article.rules().contains(rule.shown()))
                    .forEach(article -> more.add(article.name()));
        }
        return new LawText(
                duty == null ? Kind.RULE : Kind.DUTY,
                pack,
                rule.id(),
                duty == null ? NONE : duty.title(),
                rule.shown().text(),
                List.copyOf(more),
                rule.shown());
    }

    /** Of each question the first rule that reads its answer, itself or through what is derived from it. */
    private static Map<String, RuleDef> deciding(PackLibrary library) {
        var engine = library.engine();
        var through = new HashMap<Integer, TreeSet<Integer>>();
        var result = new LinkedHashMap<String, RuleDef>();
        for (var rule : library.rulesAsWritten()) {
            for (int slot : rule.reads()) {
                for (int read : asked(engine, slot, through)) {
                    result.putIfAbsent(engine.slots.get(read).id(), rule);
                }
            }
        }
        return result;
    }

    /** The questions behind a fact; circles are refused when a library is read. */
    private static TreeSet<Integer> asked(Engine engine, int slot, Map<Integer, TreeSet<Integer>> known) {
        var there = known.get(slot);
        if (there != null) {
            return there;
        }
        var result = new TreeSet<Integer>();
        var definition = engine.defined[slot];
        if (definition == null) {
            result.add(slot);
        } else {
            var reads = new TreeSet<Integer>();
            definition.slots(reads::add);
            reads.forEach(read -> result.addAll(asked(engine, read, known)));
        }
        known.put(slot, result);
        return result;
    }

    /** An article that no rule carries, with why; one that rules carry is found by them. */
    private static LawText article(Pack pack, PackCoverage.Article article) {
        var left = article.left();
        return new LawText(
                Kind.ARTICLE, pack, article.ref(), article.name(), left == null ? NONE : left, List.of(), null);
    }

    /** The lists of articles; none where one has a fault, which {@code packs coverage} tells in full. */
    private static List<PackCoverage.Report> articles(PackLibrary library, Path folder) {
        try {
            return PackCoverage.of(library, folder);
        } catch (PackException e) {
            return List.of();
        }
    }
}
