package zhiheng.drills.attack;

import java.util.ArrayList;
import java.util.SplittableRandom;
import zhiheng.drills.kits.Labelled;
import zhiheng.drills.target.Queries;
import zhiheng.drills.target.Shape;
import zhiheng.drills.target.Target;

/**
 * Stickers: one opaque square of one colour. The same one is put on all pictures given (say, every stop sign), which is what somebody
 * with a printer could do, and the place and colour that lower the margins most are searched for: a coarse look over the whole picture
 * first, then small changes of the best.
 *
 * @param side of the square in pixels
 * @param budget how many stickers are tried; each costs one query a picture
 */
public record Decals(int side, int budget, long seed) {
    /** A sticker: its upper left pixel and its colour by channels. */
    public record Decal(int x, int y, int side, float[] colour) {
        public float[] on(float[] picture, Shape.Picture shape) {
            var with = picture.clone();
            for (int c = 0; c < shape.channels(); c++) {
                for (int row = y; row < y + side; row++) {
                    for (int column = x; column < x + side; column++) {
                        with[(c * shape.height() + row) * shape.width() + column] = colour[c];
                    }
                }
            }
            return with;
        }
    }

    /**
     * The best sticker that was found.
     *
     * @param tried pictures that were answered right before
     * @param fooled how many of them are not with the sticker
     * @param onto the class that most of the fooled are taken for, −1 where there are none
     */
    public record Found(Decal decal, int tried, int fooled, int onto, long queries) {}

    private record Try(Decal decal, double loss, int fooled, int[] onto) {}

    public Found run(Target target, Labelled pictures) {
        if (!(target.shape() instanceof Shape.Picture shape)) {
            throw Refusals.picturesOnly();
        }
        if (side < 1 || side > Math.min(shape.height(), shape.width())) {
            throw Refusals.sticker(side);
        }
        var queries = new Queries(target);
        var right = right(queries, pictures);
        var random = new SplittableRandom(seed);
        var best = measure(queries, shape, right, anywhere(shape, random));
        for (int i = 1; i < budget && best.fooled < right.size(); i++) {
            boolean coarse = i < budget / 2;
            var next = measure(
                    queries, shape, right, coarse ? anywhere(shape, random) : beside(best.decal, shape, random));
            if (next.loss < best.loss) {
                best = next;
            }
        }
        int onto = -1;
        for (int c = 0; c < best.onto.length; c++) {
            if (best.onto[c] > 0 && (onto < 0 || best.onto[c] > best.onto[onto])) {
                onto = c;
            }
        }
        return new Found(best.decal, right.size(), best.fooled, onto, queries.spent());
    }

    private static Labelled right(Queries queries, Labelled pictures) {
        int[] answers = queries.labels(pictures.inputs());
        var inputs = new ArrayList<float[]>();
        var labels = new ArrayList<Integer>();
        for (int i = 0; i < answers.length; i++) {
            if (answers[i] == pictures.labels()[i]) {
                inputs.add(pictures.inputs()[i]);
                labels.add(answers[i]);
            }
        }
        return new Labelled(
                inputs.toArray(float[][]::new), labels.stream().mapToInt(l -> l).toArray());
    }

    private Decal anywhere(Shape.Picture shape, SplittableRandom random) {
        var colour = new float[shape.channels()];
        for (int c = 0; c < colour.length; c++) {
            colour[c] = random.nextInt(3) / 2f; // none, half, all: 27 colours of paint
        }
        return new Decal(
                random.nextInt(shape.width() - side + 1), random.nextInt(shape.height() - side + 1), side, colour);
    }

    private Decal beside(Decal decal, Shape.Picture shape, SplittableRandom random) {
        var colour = decal.colour.clone();
        int channel = random.nextInt(colour.length);
        colour[channel] = Math.clamp(colour[channel] + (float) (.2 * random.nextGaussian()), 0f, 1f);
        return new Decal(
                Math.clamp(decal.x + random.nextInt(5) - 2, 0, shape.width() - side),
                Math.clamp(decal.y + random.nextInt(5) - 2, 0, shape.height() - side),
                side,
                colour);
    }

    private static Try measure(Queries queries, Shape.Picture shape, Labelled pictures, Decal decal) {
        var with = new float[pictures.size()][];
        for (int i = 0; i < with.length; i++) {
            with[i] = decal.on(pictures.inputs()[i], shape);
        }
        var scores = queries.scores(with);
        int[] onto = new int[queries.classes()];
        int fooled = 0;
        double loss = 0;
        for (int i = 0; i < with.length; i++) {
            double margin = Target.margin(scores[i], pictures.labels()[i]);
            loss += Math.clamp(margin, -1, 1e6); // one that is fooled by far must not outweigh those that are not
            int label = Target.label(scores[i]);
            if (label >= 0 && label != pictures.labels()[i]) {
                fooled++;
                onto[label]++;
            }
        }
        return new Try(decal, loss, fooled, onto);
    }
}
