package zhiheng.packs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Nearest;
import zhiheng.base.Text;

/**
 * How much of an instrument its pack carries, article by article. The list of articles is {@code articles.yaml} of the pack, one line each in our
 * own words; an article that no rule carries says there why it was left out. A rule belongs to the article that its {@code ref} begins with, and
 * to those that name it under {@code by}.
 */
public final class PackCoverage {
    private static final Set<String> ARTICLE = Yaml.Words.ordered("ref", "name", "by", "left");

    /** How an article stands, the best first. */
    public enum State {
        /** Every rule of it was read against a copy of the text. */
        READ,
        /** It has rules, and not all of them were read. */
        UNREAD,
        /** It has rules, and none whose letter rests on the text. */
        UNCONFIRMED,
        /** It has no rule, and the list says why. */
        LEFT,
        /** It has no rule, and nobody said why. */
        MISSING
    }

    /**
     * One article.
     *
     * @param left what of it was left out, or why all of it was
     */
    public record Article(
            String ref,
            Text name,
            State state,
            List<Pack.Rule> rules,
            @Nullable Text left) {}

    /** A pack that has a list of articles. */
    public record Report(Pack pack, List<Article> articles) {
        public long count(State state) {
            return articles.stream().filter(a -> a.state() == state).count();
        }
    }

    private PackCoverage() {}

    /**
     * The packs of {@code folder}, which {@code library} was loaded from, that have a list.
     *
     * @throws PackException where a list names a rule that is not there, or leaves a rule without an article
     */
    public static List<Report> of(PackLibrary library, Path folder) {
        var result = new ArrayList<Report>();
        for (var pack : library.packs()) {
            var list = folder.resolve(pack.id()).resolve("articles.yaml");
            if (Files.isRegularFile(list)) {
                result.add(new Report(pack, articles(pack, Yaml.read(list, LibraryFiles.MAX_FILE_BYTES))));
            }
        }
        return List.copyOf(result);
    }

    private static List<Article> articles(Pack pack, Yaml list) {
        var rules = pack.rules().stream().collect(Collectors.toMap(Pack.Rule::id, Function.identity()));
        var homeless = new TreeSet<>(rules.keySet());
        var seen = new LinkedHashSet<String>();
        var result = new ArrayList<Article>();
        for (var item : list.list()) {
            var at = item.named("article", "ref");
            var f = at.fields(ARTICLE);
            if (!seen.add(f.words("ref"))) {
                throw at.error("this article is listed twice");
            }
            var article = article(pack, rules, f);
            article.rules().forEach(rule -> homeless.remove(rule.id()));
            result.add(article);
        }
        if (!homeless.isEmpty()) {
            throw list.error("no article of this list has the rules " + String.join(", ", homeless)
                    + "; add the article that their `ref` begins with, or name them under `by`");
        }
        return List.copyOf(result);
    }

    private static Article article(Pack pack, Map<String, Pack.Rule> rules, Yaml.Fields f) {
        var ref = f.words("ref");
        var own = pack.rules().stream()
                .filter(rule -> rule.ref().equals(ref) || rule.ref().startsWith(ref + "."))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        var by = f.optional("by");
        for (var name : by == null ? List.<Yaml>of() : by.list()) {
            var rule = rules.get(name.string());
            if (rule == null) {
                throw name.error("no rule '" + name.string() + "'" + Nearest.hint(name.string(), rules.keySet()));
            }
            own.add(rule);
        }
        var left = f.optional("left") == null ? null : f.required("left").text();
        return new Article(ref, f.required("name").text(), state(own, left), List.copyOf(own), left);
    }

    private static State state(Set<Pack.Rule> rules, @Nullable Text left) {
        if (rules.isEmpty()) {
            return left == null ? State.MISSING : State.LEFT;
        }
        if (rules.stream().allMatch(rule -> rule.read() != null)) {
            return State.READ;
        }
        return rules.stream().anyMatch(rule -> Certainty.of(rule.confidence()) == Certainty.BAN)
                ? State.UNREAD
                : State.UNCONFIRMED;
    }
}
