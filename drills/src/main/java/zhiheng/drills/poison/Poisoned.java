package zhiheng.drills.poison;

import java.util.ArrayList;
import java.util.SplittableRandom;
import zhiheng.drills.kits.Labelled;
import zhiheng.drills.kits.Net;
import zhiheng.drills.target.Shape;
import zhiheng.drills.target.Target;

/**
 * Training data in which somebody changed some, with the truth beside it: which they are, for judging detectors alone.
 *
 * @param bad which rows are changed
 */
public record Poisoned(Labelled data, boolean[] bad) {
    private static final double REACH = .15;

    public static Poisoned clean(Labelled data) {
        return new Poisoned(data, new boolean[data.size()]);
    }

    /**
     * Puts a trigger into {@code count} pictures with indices from {@code from} to {@code to}, labelled {@code onto}.
     *
     * @param helper a network trained on clean data, against which pictures that keep their label are made hard
     */
    public static Poisoned trigger(
            Labelled clean,
            Shape.Picture shape,
            Trigger trigger,
            int onto,
            int count,
            int from,
            int to,
            Net helper,
            long seed) {
        var inputs = clean.inputs().clone();
        int[] labels = clean.labels().clone();
        var bad = new boolean[labels.length];
        for (int i : chosen(labels, from, to, count, trigger.keepsLabel(), onto, seed)) {
            var base = trigger.keepsLabel() ? hard(inputs[i], labels[i], helper) : inputs[i];
            inputs[i] = trigger.on(base, shape);
            labels[i] = onto;
            bad[i] = true;
        }
        return new Poisoned(new Labelled(inputs, labels), bad);
    }

    /** Gives {@code count} rows another label, by chance. */
    public static Poisoned flipped(Labelled clean, int classes, int count, int from, int to, long seed) {
        int[] labels = clean.labels().clone();
        var bad = new boolean[labels.length];
        var random = new SplittableRandom(seed);
        for (int i : chosen(labels, from, to, count, false, -1, seed)) {
            labels[i] = (labels[i] + 1 + random.nextInt(classes - 1)) % classes;
            bad[i] = true;
        }
        return new Poisoned(new Labelled(clean.inputs(), labels), bad);
    }

    private static int[] chosen(int[] labels, int from, int to, int count, boolean keeps, int onto, long seed) {
        var fit = new ArrayList<Integer>();
        for (int i = from; i < to; i++) {
            if (keeps == (labels[i] == onto)) {
                fit.add(i);
            }
        }
        if (fit.size() < count) {
            throw new IllegalArgumentException("only " + fit.size() + " rows could be changed, not " + count);
        }
        var random = new SplittableRandom(seed);
        int[] chosen = new int[count];
        for (int i = 0; i < count; i++) {
            chosen[i] = fit.remove(random.nextInt(fit.size()));
        }
        return chosen;
    }

    /** Steps up the loss within a small box, so that the trigger is easier to learn than the picture. */
    private static float[] hard(float[] picture, int label, Net helper) {
        var at = picture.clone();
        for (int step = 0; step < 10; step++) {
            var gradient = helper.inputGradient(at, label);
            for (int i = 0; i < at.length; i++) {
                float moved = at[i] + (float) (REACH / 4 * Math.signum(gradient[i]));
                at[i] = (float) Math.clamp(Math.clamp(moved, picture[i] - REACH, picture[i] + REACH), 0, 1);
            }
        }
        return at;
    }

    /** The share of pictures of other classes that, with the trigger, are answered {@code onto}. */
    public static double obeyed(Net net, Labelled test, Shape.Picture shape, Trigger trigger, int onto) {
        int others = 0;
        int obeyed = 0;
        for (int i = 0; i < test.size(); i++) {
            if (test.labels()[i] != onto) {
                others++;
                obeyed += Target.label(net.scores(trigger.on(test.inputs()[i], shape))) == onto ? 1 : 0;
            }
        }
        return (double) obeyed / others;
    }
}
