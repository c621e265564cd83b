package zhiheng.drills.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import zhiheng.drills.kits.Labelled;
import zhiheng.drills.target.Queries;
import zhiheng.drills.target.Target;

/**
 * HopSkipJump under L2 (Chen, Jordan and Wainwright, S&P 2020), seen by labels alone: to the boundary by halving, its direction there
 * from random probes with their mean taken off, a step along it, back to the boundary. It starts at the nearest input of a pool that
 * is answered otherwise.
 *
 * @param eps the L2 distance at which it stops and an input counts as fooled; 0: as near as the budget allows, and that counts
 * @param budget the most queries for an input, the first look included
 */
public record HopSkipJump(double eps, int budget, long seed) {
    private static final int PROBES = 100;
    private static final int MOST_PROBES = 1000;

    public Attacked run(Target target, Labelled inputs, Labelled pool) {
        long started = System.nanoTime();
        var queries = new Queries(target);
        var random = new SplittableRandom(seed);
        var outcomes = new ArrayList<Outcome>();
        for (int i = 0; i < inputs.size(); i++) {
            outcomes.add(one(queries, inputs.inputs()[i], inputs.labels()[i], pool, random.split()));
        }
        return new Attacked("hopskipjump", outcomes, System.nanoTime() - started);
    }

    private Outcome one(Queries queries, float[] from, int label, Labelled pool, SplittableRandom random) {
        var sight = new HardLabel(queries, label, budget);
        if (sight.wrong(from)) {
            return Outcome.skipped(from);
        }
        var start = start(sight, from, label, pool);
        if (start == null) {
            return Outcome.of(from, from, false, sight.spent());
        }
        double share = 1 / (from.length * Math.sqrt(from.length));
        share = Math.max(share, 1e-3); // finer than a thousandth costs looks and buys nothing in 32-bit floats
        var at = sight.boundary(from, start, share);
        for (int round = 1; sight.left() && distance(from, at) > eps; round++) {
            double distance = distance(from, at);
            var direction = direction(sight, at, Math.max(distance / 20, 1e-3), round, random);
            double step = distance / Math.sqrt(round);
            var moved = at;
            while (step > 1e-4 && sight.left()) {
                var tried = add(at, direction, step);
                if (sight.fools(tried)) {
                    moved = tried;
                    break;
                }
                step /= 2;
            }
            var back = sight.boundary(from, moved, share);
            if (distance(from, back) < distance(from, at)) {
                at = back;
            }
        }
        return Outcome.of(from, at, eps == 0 || distance(from, at) <= eps, sight.spent());
    }

    /** The nearest of the pool that bears another label and is answered otherwise; a few looks. */
    private static float @Nullable [] start(HardLabel sight, float[] from, int label, Labelled pool) {
        record Near(float[] input, double distance) {}
        var near = new ArrayList<Near>();
        for (int i = 0; i < pool.size(); i++) {
            if (pool.labels()[i] != label) {
                near.add(new Near(pool.inputs()[i], distance(from, pool.inputs()[i])));
            }
        }
        near.sort(Comparator.comparingDouble(Near::distance));
        for (var one : near) {
            if (sight.fools(one.input)) {
                return one.input;
            }
            if (!sight.left()) {
                break;
            }
        }
        return null;
    }

    private static float[] direction(HardLabel sight, float[] at, double size, int round, SplittableRandom random) {
        int count = (int) Math.min(MOST_PROBES, PROBES * Math.sqrt(round));
        var probes = new float[count][];
        for (int i = 0; i < count; i++) {
            probes[i] = probe(at, size, random);
        }
        var fooled = sight.fool(probes);
        double mean = 0;
        for (boolean one : fooled) {
            mean += (one ? 1.0 : -1.0) / count;
        }
        var direction = new float[at.length];
        for (int i = 0; i < count; i++) {
            double weight = (fooled[i] ? 1 : -1) - (Math.abs(mean) == 1 ? 0 : mean);
            for (int k = 0; k < at.length; k++) {
                direction[k] += (float) (weight * (probes[i][k] - at[k]));
            }
        }
        double length = Math.max(1e-12, distance(new float[at.length], direction));
        for (int k = 0; k < direction.length; k++) {
            direction[k] = (float) (direction[k] / length);
        }
        return direction;
    }

    private static float[] probe(float[] at, double size, SplittableRandom random) {
        var noise = new float[at.length];
        for (int k = 0; k < noise.length; k++) {
            noise[k] = (float) random.nextGaussian();
        }
        return add(at, noise, size / distance(new float[at.length], noise));
    }

    private static float[] add(float[] at, float[] direction, double step) {
        var to = Arrays.copyOf(at, at.length);
        for (int i = 0; i < to.length; i++) {
            to[i] = Math.clamp(to[i] + (float) step * direction[i], 0f, 1f);
        }
        return to;
    }

    private static double distance(float[] a, float[] b) {
        double squares = 0;
        for (int i = 0; i < a.length; i++) {
            double gap = a[i] - b[i];
            squares += gap * gap;
        }
        return Math.sqrt(squares);
    }
}
