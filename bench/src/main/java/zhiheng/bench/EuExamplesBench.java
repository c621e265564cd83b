package zhiheng.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import zhiheng.packs.Finding;
import zhiheng.packs.PackLibrary;

/**
 * The pack {@code eu-ai-act} on published kinds of use ({@code eu-examples.yaml}): how often it says the class that was published, when the
 * questionnaire is answered from the description alone. Half of them, drawn by a seed, are kept back: no rule is mended for those.
 */
public final class EuExamplesBench {
    /**
     * How one half went.
     *
     * @param misses what came out otherwise, one line each
     */
    record Half(String name, int all, List<String> misses) {
        Wilson agreement() {
            return Wilson.of(all - misses.size(), all);
        }
    }

    private EuExamplesBench() {}

    public static void main(String[] args) {
        var folder = Path.of(System.getProperty("zhiheng.home", "."), "packs", "library");
        var library = PackLibrary.load(folder);
        for (var half : halves(library)) {
            System.out.printf(
                    "%s: %d of %d agree, %s%n",
                    half.name(), half.all() - half.misses().size(), half.all(), half.agreement());
            half.misses().forEach(miss -> System.out.println("  " + miss));
        }
        System.out.println("resting on an unanswered question: " + provisional(library));
        System.out.println("by what was published:");
        byExpectation(library)
                .forEach((expect, counts) -> System.out.printf("  %-10s %d of %d%n", expect, counts[0], counts[1]));
    }

    /** The half that may be looked at, and the half kept back, which a stranger answered as well. */
    static List<Half> halves(PackLibrary library) {
        var all = EuExample.all();
        var keptBack = EuExample.keptBack(all);
        var seen = new ArrayList<EuExample>();
        var kept = new ArrayList<EuExample>();
        for (var example : all) {
            (keptBack.contains(example.id()) ? kept : seen).add(example);
        }
        return List.of(
                half("looked at", seen, library),
                half("kept back", kept, library),
                half("kept back, answered by somebody who saw the questions alone", EuExample.strangers(), library));
    }

    private static Half half(String name, List<EuExample> examples, PackLibrary library) {
        var misses = new ArrayList<String>();
        for (var example : examples) {
            var finding = example.finding(library);
            if (!example.agrees(finding)) {
                misses.add(miss(example, finding));
            }
        }
        return new Half(name, examples.size(), List.copyOf(misses));
    }

    private static String miss(EuExample example, Finding finding) {
        var got = finding.outcomes().stream()
                .map(o -> o.tier() + " " + o.ref() + (o.provisional() ? " (provisional)" : ""))
                .toList();
        return "%s [%s] %s. Published: %s %s. Here: %s"
                .formatted(example.id(), example.at(), example.says(), example.expect(), example.place(), got);
    }

    /** The examples of which a class holds only until an exception is answered: nothing told them, so the questionnaire is not through. */
    static List<String> provisional(PackLibrary library) {
        return EuExample.all().stream()
                .filter(e -> e.finding(library).outcomes().stream()
                        .anyMatch(o -> o.provisional() && !o.tier().equals("limited")))
                .map(EuExample::id)
                .toList();
    }

    private static TreeMap<String, int[]> byExpectation(PackLibrary library) {
        var result = new TreeMap<String, int[]>();
        for (var example : EuExample.all()) {
            var counts = result.computeIfAbsent(example.expect(), k -> new int[2]);
            counts[0] += example.agrees(example.finding(library)) ? 1 : 0;
            counts[1]++;
        }
        return result;
    }
}
