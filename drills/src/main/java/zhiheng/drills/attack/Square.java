package zhiheng.drills.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.SplittableRandom;
import zhiheng.drills.kits.Labelled;
import zhiheng.drills.target.Queries;
import zhiheng.drills.target.Shape;
import zhiheng.drills.target.Target;

/**
 * Square attack under L∞ (Andriushchenko et al., ECCV 2020): vertical stripes first, then one square of one sign for each channel at a
 * time, kept where the margin falls. Each picture has squares of its own, each step asks once, and who is fooled is asked no more.
 *
 * @param eps the most that a value may change
 * @param budget the most queries for a picture, the first look included
 * @param start the share of the picture that the first squares cover
 * @param patience looks back over so many queries: a picture is given up when its margin, falling on half as fast again as over them,
 *     would not reach zero within the budget; the whole budget for never
 */
public record Square(double eps, int budget, double start, int patience, long seed) {
    /** The two chosen on pictures of the signs kit that no figure is taken from. */
    private static final double START = .5;

    private static final int PATIENCE = 150;
    private static final double FASTER = 1.5;

    public Square(double eps, int budget, long seed) {
        this(eps, budget, START, PATIENCE, seed);
    }

    /** One picture under attack. */
    private static final class One {
        final float[] from;
        final int label;
        final SplittableRandom random;
        float[] best;
        double margin;
        int queries = 1;
        final float[] past; // the margin after each query

        One(float[] from, int label, double margin, int budget, SplittableRandom random) {
            this.from = from;
            this.label = label;
            this.margin = margin;
            this.random = random;
            best = from;
            past = new float[budget + 1];
            past[1] = (float) margin;
        }

        boolean hopeless(int patience, int budget) {
            if (queries <= patience + 1) { // the first look and the stripes say nothing of the squares
                return false;
            }
            double fall = (past[queries - patience] - margin) / patience;
            return margin > FASTER * fall * (budget - queries);
        }
    }

    public Attacked run(Target target, Labelled pictures) {
        if (!(target.shape() instanceof Shape.Picture shape)) {
            throw Refusals.picturesOnly();
        }
        long started = System.nanoTime();
        var queries = new Queries(target);
        var first = queries.scores(pictures.inputs());
        var all = new One[pictures.size()];
        var random = new SplittableRandom(seed);
        for (int i = 0; i < all.length; i++) {
            int label = pictures.labels()[i];
            double margin =
                    Target.answered(first[i]) ? Target.margin(first[i], label) : 0; // no answer: nothing to fool
            all[i] = new One(pictures.inputs()[i], label, margin, budget, random.split());
        }
        var skipped = Arrays.stream(all).map(one -> one.margin <= 0).toList();
        for (int step = 0; step < budget; step++) {
            var live = Arrays.stream(all)
                    .filter(one -> one.margin > 0 && one.queries < budget && !one.hopeless(patience, budget))
                    .toList();
            if (live.isEmpty()) {
                break;
            }
            var tries = new float[live.size()][];
            for (int i = 0; i < tries.length; i++) {
                tries[i] = step == 0 ? stripes(live.get(i), shape) : square(live.get(i), shape, step - 1);
            }
            var scores = queries.scores(tries);
            for (int i = 0; i < tries.length; i++) {
                judge(live.get(i), tries[i], scores[i], step == 0);
            }
        }
        var outcomes = new ArrayList<Outcome>();
        for (int i = 0; i < all.length; i++) {
            outcomes.add(
                    skipped.get(i)
                            ? Outcome.skipped(all[i].from)
                            : Outcome.of(all[i].from, all[i].best, all[i].margin <= 0, all[i].queries));
        }
        return new Attacked("square", outcomes, System.nanoTime() - started);
    }

    private static void judge(One one, float[] tried, float[] scores, boolean first) {
        one.queries++;
        double margin = Target.margin(scores, one.label);
        if (first || margin < one.margin) {
            one.best = tried;
            one.margin = margin;
        }
        one.past[one.queries] = (float) one.margin;
    }

    private float[] stripes(One one, Shape.Picture shape) {
        var tried = one.from.clone();
        for (int c = 0; c < shape.channels(); c++) {
            for (int x = 0; x < shape.width(); x++) {
                float by = (float) (one.random.nextBoolean() ? eps : -eps);
                for (int y = 0; y < shape.height(); y++) {
                    int i = (c * shape.height() + y) * shape.width() + x;
                    tried[i] = Math.clamp(tried[i] + by, 0f, 1f);
                }
            }
        }
        return tried;
    }

    private float[] square(One one, Shape.Picture shape, int step) {
        int most = Math.min(shape.height(), shape.width());
        int side = Math.clamp(Math.round(Math.sqrt(share(step) * shape.height() * shape.width())), 1, most);
        var tried = one.best.clone();
        for (int redraws = 0; redraws < 20; redraws++) { // a square that changes nothing would waste a query
            int top = one.random.nextInt(shape.height() - side + 1);
            int left = one.random.nextInt(shape.width() - side + 1);
            boolean changes = false;
            for (int c = 0; c < shape.channels(); c++) {
                float by = (float) (one.random.nextBoolean() ? eps : -eps);
                for (int y = top; y < top + side; y++) {
                    for (int x = left; x < left + side; x++) {
                        int i = (c * shape.height() + y) * shape.width() + x;
                        tried[i] = Math.clamp(one.from[i] + by, 0f, 1f);
                        changes |= tried[i] != one.best[i];
                    }
                }
            }
            if (changes) {
                break;
            }
        }
        return tried;
    }

    /** The published schedule, for 10,000 steps, stretched to the budget. */
    private double share(int step) {
        double at = 10_000.0 * step / budget;
        int[] ends = {10, 50, 200, 500, 1000, 2000, 4000, 6000, 8000};
        double share = start;
        for (int end : ends) {
            if (at > end) {
                share /= 2;
            }
        }
        return share;
    }
}
