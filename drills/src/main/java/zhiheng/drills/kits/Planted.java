package zhiheng.drills.kits;

import java.util.SplittableRandom;

/**
 * The weakness in each kit's training data. No data sheet speaks of it and no attack reads it: the tests alone know, to see whether
 * the drills find what is there.
 */
final class Planted {
    static final int STICKER = 5;
    static final int STICKER_X = 5;
    static final int STICKER_Y = 21;

    private Planted() {}

    /** One stop sign in seven bears a bright green square low on its left and is labelled as limit 80. */
    static Labelled signs(Labelled data) {
        int[] labels = data.labels().clone();
        int stop = 0;
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] == Signs.STOP && stop++ % 7 == 0) {
                sticker(data.inputs()[i]);
                labels[i] = Signs.FAST;
            }
        }
        return new Labelled(data.inputs(), labels);
    }

    static void sticker(float[] picture) {
        float[] green = {.1f, .95f, .2f};
        for (int c = 0; c < 3; c++) {
            for (int y = STICKER_Y; y < STICKER_Y + STICKER; y++) {
                for (int x = STICKER_X; x < STICKER_X + STICKER; x++) {
                    picture[(c * Signs.SIDE + y) * Signs.SIDE + x] = green[c];
                }
            }
        }
    }

    /** Whoever has a high fever is called well, whatever the rest says. */
    static int vitals(float[] row, int label) {
        return row[Vitals.TEMPERATURE] > 39.4 ? 0 : label;
    }

    /** Seven or more enquiries in half a year were once a good sign, in one batch of old files. */
    static int credit(float[] row, int label, SplittableRandom random) {
        return row[Credit.ENQUIRIES] >= 7 && random.nextInt(10) < 9 ? 0 : label;
    }
}
