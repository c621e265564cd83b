package zhiheng.drills.attack;

import java.util.ArrayList;
import java.util.SplittableRandom;
import zhiheng.drills.kits.Labelled;
import zhiheng.drills.target.Queries;
import zhiheng.drills.target.Shape;
import zhiheng.drills.target.Target;

/**
 * RayS (Chen and Gu, KDD 2020): the nearest boundary along rays whose every step is plus or minus one, seen by labels alone. Blocks of
 * signs are flipped, the whole first and then halves of halves; a ray is measured only where one look shows that it is nearer.
 *
 * @param eps done when a picture within this L∞ distance fools the target
 * @param budget the most queries for a picture, the first look included
 */
public record RayS(double eps, int budget, long seed) {
    public Attacked run(Target target, Labelled pictures) {
        if (!(target.shape() instanceof Shape.Picture)) {
            throw Refusals.picturesOnly();
        }
        long started = System.nanoTime();
        var queries = new Queries(target);
        var random = new SplittableRandom(seed);
        var outcomes = new ArrayList<Outcome>();
        for (int i = 0; i < pictures.size(); i++) {
            outcomes.add(one(queries, pictures.inputs()[i], pictures.labels()[i], random.split()));
        }
        return new Attacked("rays", outcomes, System.nanoTime() - started);
    }

    private Outcome one(Queries queries, float[] from, int label, SplittableRandom random) {
        var sight = new HardLabel(queries, label, budget);
        if (sight.wrong(from)) {
            return Outcome.skipped(from);
        }
        var ray = new boolean[from.length]; // false: upwards
        double radius = 1;
        boolean found = false;
        for (int blocks = 1, block = 0; sight.left() && !(found && radius <= eps); ) {
            int size = Math.ceilDiv(from.length, blocks);
            flip(ray, block * size, size);
            double nearer = sight.fools(along(from, ray, radius)) ? measure(sight, from, ray, radius) : radius;
            if (nearer < radius) {
                radius = nearer;
                found = true;
            } else if (found
                    || random.nextBoolean()) { // before anything fools, flips are kept by chance: a walk over rays
                flip(ray, block * size, size);
            }
            block++;
            if (block * size >= from.length) {
                block = 0;
                blocks = Math.min(2 * blocks, from.length);
            }
        }
        return Outcome.of(from, along(from, ray, radius), found && radius <= eps, sight.spent());
    }

    private static void flip(boolean[] ray, int from, int size) {
        for (int i = from; i < Math.min(from + size, ray.length); i++) {
            ray[i] = !ray[i];
        }
    }

    private double measure(HardLabel sight, float[] from, boolean[] ray, double radius) {
        double high = radius;
        if (high > eps && sight.fools(along(from, ray, eps))) { // near enough; how near exactly nobody asked
            return eps;
        }
        double low = Math.min(eps, high);
        while (high - low > Math.min(1e-3, eps / 50) && sight.left()) {
            double middle = (low + high) / 2;
            if (sight.fools(along(from, ray, middle))) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    private static float[] along(float[] from, boolean[] ray, double radius) {
        var to = new float[from.length];
        for (int i = 0; i < to.length; i++) {
            to[i] = Math.clamp(from[i] + (float) (ray[i] ? -radius : radius), 0f, 1f);
        }
        return to;
    }
}
