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
import java.util.concurrent.Future;
import zhiheng.office.policy.Guides;
import zhiheng.office.policy.Measures;
import zhiheng.packs.Fact;
import zhiheng.packs.Facts;
import zhiheng.packs.PackLibrary;

/**
 * Guides over many measures: one enterprise with reasons, openings and days, and very many enterprises with verdicts alone on two
 * threads. The measures are the policies that ship, copied under other names until there are enough. Arguments: how many enterprises
 * (1,000,000), how many measures (300), how many single guides (2,000).
 */
public final class GuideBench {
    private static final LocalDate DAY = LocalDate.parse("2026-11-29");
    private static final int THREADS = 2;
    private static final long SEED = 16;

    private GuideBench() {}

    public static void main(String[] args) throws Exception {
        int enterprises = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        int wanted = args.length > 1 ? Integer.parseInt(args[1]) : 300;
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 2_000;
        var shipped = Path.of(System.getProperty("zhiheng.home", "."), "packs");
        var folder = Files.createTempDirectory("guide-bench");
        copies(shipped.resolve("policies"), folder, wanted);
        var library = PackLibrary.load(folder);
        var measures = Measures.load(library, folder);
        var calendars = PackLibrary.load(shipped.resolve("library"));
        var guides = new Guides(measures, calendars::calendar);
        System.out.printf(
                "%d measures, %d questions%n",
                measures.all().size(), library.facts().size());
        one(guides, library, rounds);
        many(guides, library, enterprises);
    }

    private static void one(Guides guides, PackLibrary library, int rounds) {
        var random = new Random(SEED);
        var nanos = new long[rounds];
        int holding = 0;
        for (int warm = 0; warm < 2; warm++) {
            for (int i = 0; i < rounds; i++) {
                var facts = Facts.of(library, answers(library, random, 0.7));
                long begun = System.nanoTime();
                var guide = guides.guide(facts, DAY);
                nanos[i] = System.nanoTime() - begun;
                holding += guide.lines().size();
            }
        }
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "one guide: median %.2f ms, p99 %.2f ms, worst %.2f ms (wanted: 5 ms; %d lines made)%n",
                nanos[rounds / 2] / 1e6,
                nanos[rounds * 99 / 100] / 1e6,
                nanos[rounds - 1] / 1e6,
                holding);
    }

    private static void many(Guides guides, PackLibrary library, int enterprises) throws Exception {
        var random = new Random(SEED);
        var profiles = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < 10_000; i++) {
            profiles.add(answers(library, random, 0.8));
        }
        long begun = System.nanoTime();
        long holding = 0;
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            var parts = new ArrayList<Future<Long>>();
            for (int t = 0; t < THREADS; t++) {
                int from = t;
                Callable<Long> part = () -> {
                    var verdicts = guides.verdicts(DAY);
                    long sum = 0;
                    for (int i = from; i < enterprises; i += THREADS) {
                        // read and checked afresh, as from a store
                        verdicts.decide(Facts.of(library, profiles.get(i % profiles.size())));
                        sum += verdicts.holding();
                    }
                    return sum;
                };
                parts.add(threads.submit(part));
            }
            for (var part : parts) {
                holding += part.get();
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%,d enterprises on %d threads: %.1f s, %.1f measures hold for one on average (wanted: 60 s for"
                        + " 1,000,000)%n",
                enterprises,
                THREADS,
                (System.nanoTime() - begun) / 1e9,
                holding / (double) enterprises);
    }

    private static Map<String, Object> answers(PackLibrary library, Random random, double share) {
        var answers = new HashMap<String, Object>();
        for (var fact : library.facts()) {
            if (random.nextDouble() < share) {
                answers.put(fact.id(), answer(fact, random));
            }
        }
        return answers;
    }

    private static Object answer(Fact fact, Random random) {
        return switch (fact.type()) {
            case BOOL -> random.nextBoolean();
            case NUMBER -> random.nextInt(1, 2_000);
            case DATE -> DAY.minusDays(random.nextInt(300)).toString();
            case CHOICE ->
                fact.options().get(random.nextInt(fact.options().size())).id();
            case CHOICES -> {
                var some = fact.options().stream()
                        .filter(o -> !o.alone() && random.nextBoolean())
                        .map(Fact.Option::id)
                        .toList();
                yield some.isEmpty() ? List.of(fact.options().getFirst().id()) : some;
            }
        };
    }

    /** The packs of a folder, and copies of them whose rules have other names, until there are enough measures. */
    private static void copies(Path from, Path to, int wanted) throws IOException {
        int measures = 0;
        for (int copy = 0; measures < wanted; copy++) {
            int before = measures;
            try (var packs = Files.list(from)) {
                for (var pack : packs.filter(Files::isDirectory).sorted().toList()) {
                    boolean shared = pack.getFileName().toString().equals("shared");
                    if (copy == 0 || Files.exists(pack.resolve("measures.yaml")) && !shared) {
                        measures += copy(pack, to, copy);
                    }
                }
            }
            if (measures == before) {
                throw new IllegalArgumentException("no measures in " + from);
            }
        }
    }

    private static int copy(Path pack, Path to, int copy) throws IOException {
        var suffix = copy == 0 ? "" : "-x" + copy;
        var target = Files.createDirectories(to.resolve(pack.getFileName() + suffix));
        int measures = 0;
        for (var name : List.of("pack.yaml", "facts.yaml", "rules.yaml", "measures.yaml")) {
            var file = pack.resolve(name);
            if (!Files.exists(file) || copy > 0 && name.equals("facts.yaml")) {
                continue;
            }
            var text = Files.readString(file);
            if (copy > 0) {
                text = name.equals("pack.yaml")
                        ? text.replaceFirst("(?m)^id: (\\S+)$", "id: $1" + suffix)
                        : text.replaceAll("(?m)^- (id|rule): (\\S+)$", "- $1: $2" + suffix);
            }
            if (name.equals("measures.yaml")) {
                measures =
                        (int) text.lines().filter(l -> l.startsWith("- rule: ")).count();
            }
            Files.writeString(target.resolve(name), text);
        }
        return measures;
    }
}
