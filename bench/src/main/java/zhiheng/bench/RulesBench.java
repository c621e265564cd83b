package zhiheng.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import zhiheng.packs.Bulk;
import zhiheng.packs.Fact;
import zhiheng.packs.Facts;
import zhiheng.packs.PackLibrary;

/**
 * Two measurements in one run: 100 rules for one system, beside a plain CEL loop and Drools on the same rules and
 * systems; and a registry of 1,000,000 systems re-evaluated under all shipped packs on two threads.
 */
public final class RulesBench {
    private static final int SYSTEMS = 1_000;
    private static final int REGISTRY = 1_000_000;
    private static final int CHUNK = 10_000;
    private static final int THREADS = 2;

    private RulesBench() {}

    public static void main(String[] args) throws Exception {
        var shipped = Path.of(args.length > 0 ? args[0] : "packs/library");
        hundredRules();
        registry(PackLibrary.load(shipped));
    }

    /** Decides one system of the sample and says how many rules hold. */
    interface Engine {
        int decide(int system) throws Exception;
    }

    private static void hundredRules() throws Exception {
        var rules = SampleRules.make(100, new Random(7));
        var folder = Files.createTempDirectory("rules-bench");
        try {
            var library = PackLibrary.load(SampleRules.write(folder, rules));
            var systems = SampleRules.systems(SYSTEMS, new Random(11));
            var ours = ours(library, systems);
            var cel = CelLoop.over(rules, systems);
            var drools = DroolsSession.over(rules, systems);
            long matches = 0;
            for (int i = 0; i < SYSTEMS; i++) {
                int a = ours.decide(i);
                if (a != cel.decide(i) || a != drools.decide(i)) {
                    throw new IllegalStateException("the engines disagree on system " + i);
                }
                matches += a;
            }
            double us = median(ours, 400, 1000);
            double loop = median(cel, 20, 200);
            double peer = median(drools, 20, 200);
            System.out.printf(
                    Locale.ROOT,
                    "100 rules, one system (p50 over %d systems, %.1f rules hold on average)%n",
                    SYSTEMS,
                    matches / (double) SYSTEMS);
            System.out.printf(Locale.ROOT, "  packs           %10.0f ns%n", us);
            System.out.printf(Locale.ROOT, "  plain CEL loop  %10.0f ns   %8.0f x%n", loop, loop / us);
            System.out.printf(Locale.ROOT, "  Drools 10.2.0   %10.0f ns   %8.0f x%n", peer, peer / us);
        } finally {
            delete(folder);
        }
    }

    private static Engine ours(PackLibrary library, List<Map<String, Object>> systems) {
        var bulk = library.bulk(SampleRules.DAY);
        int width = bulk.width();
        long[] packed = new long[systems.size() * width];
        for (int i = 0; i < systems.size(); i++) {
            bulk.pack(Facts.of(library, systems.get(i)), packed, i * width);
        }
        return i -> {
            bulk.decide(packed, i * width);
            int count = 0;
            for (long word : bulk.holds()) {
                count += Long.bitCount(word);
            }
            return count;
        };
    }

    /** Median over samples of the mean time of one decision in a batch, after as many samples of warm-up. */
    private static double median(Engine engine, int batch, int samples) throws Exception {
        double[] times = new double[samples];
        int at = 0;
        int sink = 0;
        for (int round = 0; round < 2; round++) {
            for (int s = 0; s < samples; s++) {
                long start = System.nanoTime();
                for (int i = 0; i < batch; i++) {
                    sink += engine.decide(at);
                    at = at + 1 == SYSTEMS ? 0 : at + 1;
                }
                times[s] = (System.nanoTime() - start) / (double) batch;
            }
        }
        if (sink < 0) {
            System.out.println(sink);
        }
        Arrays.sort(times);
        return times[samples / 2];
    }

    /** Each thread makes random systems a chunk at a time, off the clock, and decides them on the clock. */
    private static void registry(PackLibrary library) throws Exception {
        var day = library.milestones().get(library.milestones().size() / 2);
        try (var pool = Executors.newFixedThreadPool(THREADS)) {
            var work = new ArrayList<Callable<long[]>>();
            for (int t = 0; t < THREADS; t++) {
                int seed = t;
                work.add(() -> share(library, day, new Random(seed), REGISTRY / THREADS));
            }
            long slowest = 0;
            long holds = 0;
            for (var done : pool.invokeAll(work)) {
                slowest = Math.max(slowest, done.get()[0]);
                holds += done.get()[1];
            }
            System.out.printf(
                    Locale.ROOT,
                    "%,d systems under all %d packs (%d rules) as of %s on %d threads: %.2f s, %.1f rules hold on"
                            + " average%n",
                    REGISTRY,
                    library.packs().size(),
                    library.packs().stream().mapToInt(p -> p.rules().size()).sum(),
                    day,
                    THREADS,
                    slowest / 1e9,
                    holds / (double) REGISTRY);
        }
    }

    private static long[] share(PackLibrary library, LocalDate day, Random random, int systems) {
        Bulk bulk = library.bulk(day);
        int width = bulk.width();
        long[] chunk = new long[CHUNK * width];
        long nanos = 0;
        long holds = 0;
        for (int done = 0; done < systems; done += CHUNK) {
            for (int i = 0; i < CHUNK; i++) {
                bulk.pack(randomFacts(library, random), chunk, i * width);
            }
            long start = System.nanoTime();
            for (int i = 0; i < CHUNK; i++) {
                bulk.decide(chunk, i * width);
                for (long word : bulk.holds()) {
                    holds += Long.bitCount(word);
                }
            }
            nanos += System.nanoTime() - start;
        }
        return new long[] {nanos, holds};
    }

    /** Four facts out of five answered; of a list, each option with one chance in five. */
    private static Facts randomFacts(PackLibrary library, Random random) {
        var values = new HashMap<String, Object>();
        for (var fact : library.facts()) {
            if (random.nextInt(5) > 0) {
                values.put(fact.id(), randomValue(fact, random));
            }
        }
        return Facts.of(library, values);
    }

    private static Object randomValue(Fact fact, Random random) {
        return switch (fact.type()) {
            case BOOL -> random.nextBoolean();
            case NUMBER -> Math.pow(10, random.nextInt(28));
            case DATE -> "20" + (20 + random.nextInt(10)) + "-06-01";
            case CHOICE ->
                fact.options().get(random.nextInt(fact.options().size())).id();
            case CHOICES -> {
                var chosen = new ArrayList<String>();
                for (var option : fact.options()) {
                    if (random.nextInt(5) == 0 && (!option.alone() || chosen.isEmpty())) {
                        chosen.add(option.id());
                        if (option.alone()) {
                            break;
                        }
                    }
                }
                yield chosen;
            }
        };
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
