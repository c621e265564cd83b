package zhiheng.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import zhiheng.base.Text;
import zhiheng.drills.kits.Labelled;
import zhiheng.drills.kits.Net;
import zhiheng.drills.kits.Signs;
import zhiheng.drills.poison.Confident;
import zhiheng.drills.poison.Detector;
import zhiheng.drills.poison.Poisoned;
import zhiheng.drills.poison.Provenance;
import zhiheng.drills.poison.Roc;
import zhiheng.drills.poison.Trigger;
import zhiheng.drills.target.Binomial;

/**
 * What the detectors find of five triggers at 1 % poisoning, all from one of ten batches, and how often they accuse a clean set:
 * {@code poison [SEEDS [CLEAN-SETS [ART]]]}, by default 3 and 60; with ART, see {@link TorchPeer}, its detectors on the first set. A set is 1,500 signs of 16 by 16 pixels; the class that
 * the poisoner wants is another in each.
 */
public final class PoisonBench {
    private static final int ROWS = 1500;
    private static final int BATCH = 150;
    private static final int BAD = 15;
    private static final double LEVEL = .01;
    private static final Labelled TEST = Signs.halved(Signs.draw(600, 999));

    private PoisonBench() {}

    public static void main(String[] args) throws Exception {
        int seeds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
        int cleanSets = args.length > 1 ? Integer.parseInt(args[1]) : 60;
        System.out.printf(
                Locale.ROOT, "%d of %d rows poisoned; mean of %d sets: AUC (found at 1 %% false)%n", BAD, ROWS, seeds);
        System.out.print("trigger           obeyed  right");
        for (var detector : Detector.values()) {
            System.out.printf("  %-14s", detector);
        }
        System.out.println("  batch named  innocent named");
        for (var trigger : Trigger.values()) {
            if (seeds > 0) {
                trigger(trigger, seeds);
            }
        }
        if (args.length > 2) {
            for (var trigger : Trigger.values()) {
                peer(trigger, Path.of(args[2]));
            }
        }
        if (seeds > 0) {
            flips(seeds);
        }
        if (cleanSets > 0) {
            clean(cleanSets);
        }
    }

    private static Labelled set(long seed) {
        return Signs.halved(Signs.draw(ROWS, 100 + seed));
    }

    private static Net net(long seed) {
        return Net.picture(Signs.HALF, 8, 16, 32, Signs.CLASSES.size(), seed);
    }

    private static int[] origin() {
        int[] origin = new int[ROWS];
        for (int i = 0; i < ROWS; i++) {
            origin[i] = i / BATCH;
        }
        return origin;
    }

    private static void trigger(Trigger trigger, int seeds) {
        double obeyed = 0;
        double right = 0;
        Map<Text, double[]> sums = new LinkedHashMap<>();
        int named = 0;
        int innocent = 0;
        for (int seed = 1; seed <= seeds; seed++) {
            var clean = set(seed);
            int onto = onto(seed);
            int guilty = guilty(seed);
            var set = poisoned(clean, trigger, seed);
            var net = net(seed).train(set.data(), 12, 2e-3);
            obeyed += Poisoned.obeyed(net, TEST, Signs.HALF, trigger, onto) / seeds;
            right += net.accuracy(TEST) / seeds;
            var scored = Detector.all(net, set.data(), seed);
            for (var s : scored) {
                var roc = Roc.of(s.scores(), set.bad());
                var sum = sums.computeIfAbsent(s.by(), d -> new double[2]);
                sum[0] += roc.auc() / seeds;
                sum[1] += roc.found() / seeds;
            }
            var accused = Provenance.of(scored, origin(), LEVEL).accused();
            named += accused.stream().anyMatch(a -> a.batch() == guilty) ? 1 : 0;
            innocent += accused.stream().anyMatch(a -> a.batch() != guilty) ? 1 : 0;
        }
        System.out.printf(Locale.ROOT, "%-16s %7.2f %6.3f", trigger, obeyed, right);
        sums.values().forEach(s -> System.out.printf(Locale.ROOT, "  %.3f (%.2f)  ", s[0], s[1]));
        System.out.printf("  %d/%d          %d/%d%n", named, seeds, innocent, seeds);
    }

    private static int onto(int seed) {
        return 3 * seed % Signs.CLASSES.size();
    }

    private static int guilty(int seed) {
        return seed % (ROWS / BATCH);
    }

    private static Poisoned poisoned(Labelled clean, Trigger trigger, int seed) {
        var helper = trigger.keepsLabel() ? net(50 + seed).train(clean, 8, 2e-3) : net(0);
        int from = guilty(seed) * BATCH;
        return Poisoned.trigger(clean, Signs.HALF, trigger, onto(seed), BAD, from, from + BATCH, helper, seed);
    }

    /** ART's detectors on the first set of a trigger, the share of poison told to the one that asks for it. */
    private static void peer(Trigger trigger, Path art) throws Exception {
        var set = poisoned(set(1), trigger, 1);
        var net = net(1).train(set.data(), 12, 2e-3);
        var bad = new ArrayList<Boolean>();
        for (boolean one : set.bad()) {
            bad.add(one);
        }
        for (var said : TorchPeer.run(
                "art_poison.py", net, set.data(), Map.of("bad", bad, "share", (double) BAD / ROWS), art)) {
            System.out.printf(
                    Locale.ROOT,
                    "%-16s ART %-32s found %.2f, false %.3f%n",
                    trigger,
                    said.get("name"),
                    TorchPeer.number(said, "found"),
                    TorchPeer.number(said, "false"));
        }
    }

    private static void flips(int seeds) {
        System.out.println("labels flipped by chance: noise put in, estimated, precision, recall");
        for (int share : new int[] {1, 2, 5, 10}) {
            double estimated = 0;
            double precision = 0;
            double recall = 0;
            for (int seed = 1; seed <= seeds; seed++) {
                int bad = ROWS * share / 100;
                var set = Poisoned.flipped(set(seed), Signs.CLASSES.size(), bad, 0, ROWS, seed);
                var found = Confident.of(
                        Detector.chances(set.data(), Signs.HALF, Signs.CLASSES.size(), seed),
                        set.data().labels());
                long hits =
                        Arrays.stream(found.flagged()).filter(i -> set.bad()[i]).count();
                estimated += found.noise() / seeds;
                precision += (double) hits / Math.max(1, found.flagged().length) / seeds;
                recall += (double) hits / bad / seeds;
            }
            System.out.printf(
                    Locale.ROOT,
                    "  %4.1f %%   %5.2f %%   %.3f   %.3f%n",
                    (double) share,
                    100 * estimated,
                    precision,
                    recall);
        }
    }

    private static void clean(int sets) {
        var accused = new ArrayList<Integer>();
        for (int seed = 1; seed <= sets; seed++) {
            var clean = set(1000 + seed);
            var net = net(seed).train(clean, 12, 2e-3);
            if (!Provenance.of(Detector.all(net, clean, seed), origin(), LEVEL)
                    .accused()
                    .isEmpty()) {
                accused.add(seed);
            }
        }
        var share = Binomial.share(accused.size(), sets, .95);
        System.out.printf(
                Locale.ROOT,
                "clean sets accused: %d of %d, %.1f %% [%.1f, %.1f]; promised at most %.0f %%%n",
                accused.size(),
                sets,
                100 * share.estimate(),
                100 * share.low(),
                100 * share.high(),
                100 * LEVEL);
    }
}
