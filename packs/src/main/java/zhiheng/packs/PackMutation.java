package zhiheng.packs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much the examples of a library see. Every rule and every derived fact is made wrong in every small way, one at a time: a
 * condition left out, "and" for "or", a negation, an exception or a derogation left out, an option left out of a list, a bound judged
 * otherwise, a day moved by one. A mutant is caught when some example comes out otherwise than it expects. What no example catches is
 * a mistake that could be in the packs today and nobody would see it.
 *
 * <p>This is mutation testing (DeMillo, Lipton and Sayward 1978) of law as data. Some survivors mean the same as the original, since
 * other conditions already imply what was left out: they can be told apart by a person only.
 */
public final class PackMutation {
    private PackMutation() {}

    /**
     * One pack.
     *
     * @param survivors mutants that no example caught: file and line, rule, what is wrong in it
     */
    public record Tally(int mutants, int caught, List<String> survivors) {}

    /**
     * Makes every rule of {@code folder}, which {@code library} was loaded from, wrong in every small way.
     *
     * @return by pack
     * @throws PackException when the examples do not pass as they are, or cannot be read
     */
    public static Map<String, Tally> run(PackLibrary library, Path folder) {
        var judge = Judge.of(library, folder);
        var mutants = new TreeMap<String, Integer>();
        var survivors = new TreeMap<String, List<String>>();
        Mutant.each(library, mutant -> {
            mutants.merge(mutant.pack(), 1, Integer::sum);
            if (!judge.catches(mutant)) {
                survivors.computeIfAbsent(mutant.pack(), p -> new ArrayList<>()).add(mutant.what());
            }
        });
        var result = new TreeMap<String, Tally>();
        mutants.forEach((pack, n) -> {
            var left = survivors.getOrDefault(pack, List.of());
            result.put(pack, new Tally(n, n - left.size(), List.copyOf(left)));
        });
        return result;
    }

    /**
     * Examples that catch what the present ones do not, found by search: an example there is, on another day or with an answer or two
     * changed, and of its answers only those without which the mistake would not show. What they expect is what the packs say
     * <em>today</em>; whether that is the law, a person has to read.
     *
     * @return by pack the text of a file of cases; packs for which nothing was found are missing
     */
    public static Map<String, String> propose(PackLibrary library, Path folder) {
        var judge = Judge.of(library, folder);
        var found = new TreeMap<String, StringBuilder>();
        var search = new Boundary(library, judge);
        Mutant.each(library, mutant -> {
            if (!judge.catches(mutant)) {
                search.find(mutant).ifPresent(proposal -> {
                    judge.add(proposal);
                    found.computeIfAbsent(mutant.pack(), p -> new StringBuilder())
                            .append(search.text(proposal, mutant));
                });
            }
        });
        var result = new TreeMap<String, String>();
        found.forEach((pack, text) -> result.put(pack, text.toString()));
        return result;
    }
}
