package zhiheng.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import zhiheng.drills.attack.Square;
import zhiheng.drills.kits.Kits;
import zhiheng.drills.kits.Labelled;
import zhiheng.drills.kits.Net;
import zhiheng.drills.target.OnnxTarget;
import zhiheng.drills.target.Target;

/**
 * The square attack beside ART's: the same network (the signs kit), the same images, one run, one thread each. {@code attack [ART
 * [IMAGES [BUDGET]]]}, where ART is a folder that holds the package {@code art} of the Adversarial Robustness Toolbox, see {@link
 * TorchPeer}. Without ART, our side alone. Processor time is printed beside wall time, for on a busy machine only that compares.
 */
public final class AttackBench {
    private static final List<Double> EPS = List.of(.05, .1, .2, .3);
    private static final int ITERATIONS = 1000;
    private static final double START = .5;
    private static final long[] SEEDS = {1, 2, 3};

    private AttackBench() {}

    private record Side(double success, double queries, double seconds, double processor) {}

    public static void main(String[] args) throws Exception {
        int count = args.length > 1 ? Integer.parseInt(args[1]) : 100;
        int budget = args.length > 2 ? Integer.parseInt(args[2]) : ITERATIONS;
        var kit = Kits.of("signs");
        var net = (Net) kit.model();
        try (var target = OnnxTarget.open(net.onnx())) {
            var images = right(target, kit.test(), count);
            new Square(.1, 200, 9).run(target, images); // warm
            var ours = new ArrayList<Side>();
            for (double eps : EPS) {
                ours.add(ours(target, images, eps, budget));
            }
            var peer = args.length > 0 ? peer(net, images, Path.of(args[0])) : List.<Side>of();
            System.out.printf(
                    Locale.ROOT,
                    "%d images; ours: budget %d, mean of %d seeds; ART: %d iterations, one seed%n",
                    count,
                    budget,
                    SEEDS.length,
                    ITERATIONS);
            System.out.println(
                    "eps    success  queries   wall    cpu |  ART: success  queries   wall    cpu |  queries   wall    cpu");
            for (int i = 0; i < ours.size(); i++) {
                var o = ours.get(i);
                System.out.printf(
                        Locale.ROOT,
                        "%.2f   %7.3f %8.1f %6.2f %6.2f",
                        EPS.get(i),
                        o.success,
                        o.queries,
                        o.seconds,
                        o.processor);
                if (!peer.isEmpty()) {
                    var p = peer.get(i);
                    System.out.printf(
                            Locale.ROOT,
                            " |       %7.3f %8.1f %6.2f %6.2f |   %.3fx %.3fx %.3fx",
                            p.success,
                            p.queries,
                            p.seconds,
                            p.processor,
                            o.queries / p.queries,
                            o.seconds / p.seconds,
                            o.processor / p.processor);
                }
                System.out.println();
            }
        }
    }

    private static Side ours(Target target, Labelled images, double eps, int budget) {
        double success = 0;
        double queries = 0;
        double seconds = 0;
        double processor = 0;
        var threads = ManagementFactory.getThreadMXBean();
        for (long seed : SEEDS) {
            long before = threads.getCurrentThreadCpuTime();
            var attacked = new Square(eps, budget, seed).run(target, images);
            processor += (threads.getCurrentThreadCpuTime() - before) / 1e9 / SEEDS.length;
            success += attacked.success().estimate() / SEEDS.length;
            queries += attacked.meanQueries() / SEEDS.length;
            seconds += attacked.nanos() / 1e9 / SEEDS.length;
        }
        return new Side(success, queries, seconds, processor);
    }

    private static Labelled right(Target target, Labelled test, int count) {
        var scores = target.scores(test.inputs());
        var inputs = new ArrayList<float[]>();
        var labels = new ArrayList<Integer>();
        for (int i = 0; i < scores.length && inputs.size() < count; i++) {
            if (Target.label(scores[i]) == test.labels()[i]) {
                inputs.add(test.inputs()[i]);
                labels.add(test.labels()[i]);
            }
        }
        return new Labelled(
                inputs.toArray(float[][]::new), labels.stream().mapToInt(l -> l).toArray());
    }

    private static List<Side> peer(Net net, Labelled images, Path art) throws Exception {
        return TorchPeer.run(
                        "art_square.py",
                        net,
                        images,
                        Map.of("eps", EPS, "iterations", ITERATIONS, "start", START, "seed", 1),
                        art)
                .stream()
                .map(said -> new Side(
                        TorchPeer.number(said, "success"),
                        TorchPeer.number(said, "queries"),
                        TorchPeer.number(said, "seconds"),
                        TorchPeer.number(said, "processor")))
                .toList();
    }
}
