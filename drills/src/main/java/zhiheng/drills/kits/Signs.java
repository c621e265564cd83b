package zhiheng.drills.kits;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import zhiheng.base.Text;
import zhiheng.drills.target.Shape;

/**
 * Traffic signs drawn by rule, 32 by 32 pixels in colour: shape, colour and glyph in the manner of GB 5768.2, turned, shifted, near or
 * far, in good light or bad, a little blurred, before a ground of two colours with noise. Drawings, no photographs.
 */
public final class Signs {
    public static final int SIDE = 32;
    public static final Shape.Picture SHAPE = new Shape.Picture(3, SIDE, SIDE);
    public static final Shape.Picture HALF = new Shape.Picture(3, SIDE / 2, SIDE / 2);
    static final int STOP = 0;
    static final int FAST = 4;

    public static final List<Text> CLASSES = List.of(
            new Text("停车让行", "stop"),
            new Text("减速让行", "give way"),
            new Text("禁止驶入", "no entry"),
            new Text("限速 30", "limit 30"),
            new Text("限速 80", "limit 80"),
            new Text("注意危险", "danger"),
            new Text("直行", "straight ahead"),
            new Text("向右转弯", "turn right"),
            new Text("干路先行", "priority road"),
            new Text("人行横道", "crossing"));

    private static final float[] RED = {.78f, .08f, .1f};
    private static final float[] WHITE = {.95f, .95f, .95f};
    private static final float[] BLACK = {.06f, .06f, .06f};
    private static final float[] BLUE = {.05f, .25f, .7f};
    private static final float[] YELLOW = {.97f, .8f, .1f};

    private Signs() {}

    /** {@code count} signs, class by turns, as one seed draws them. */
    public static Labelled draw(int count, long seed) {
        var random = new SplittableRandom(seed);
        var inputs = new float[count][];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % CLASSES.size();
            inputs[i] = one(labels[i], random);
        }
        return new Labelled(inputs, labels);
    }

    /** The same at half the side: each pixel the mean of four. Quicker to train on, for drills that train often. */
    public static Labelled halved(Labelled signs) {
        int half = SIDE / 2;
        var inputs = new float[signs.size()][];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = new float[HALF.size()];
            for (int k = 0; k < inputs[i].length; k++) {
                int at = (k / half * 2) * SIDE + k % half * 2; // rows of all channels run on
                var from = signs.inputs()[i];
                inputs[i][k] = (from[at] + from[at + 1] + from[at + SIDE] + from[at + SIDE + 1]) / 4;
            }
        }
        return new Labelled(inputs, signs.labels());
    }

    private static float[] one(int kind, RandomGenerator random) {
        double turn = Math.toRadians(random.nextDouble(-10, 10));
        double scale = random.nextDouble(.72, 1.0);
        double dx = random.nextDouble(-.12, .12);
        double dy = random.nextDouble(-.12, .12);
        double cos = Math.cos(turn) / scale;
        double sin = Math.sin(turn) / scale;
        float light = (float) random.nextDouble(.45, 1.1);
        var top = ground(random);
        var low = ground(random);
        var picture = new float[SHAPE.size()];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                for (int s = 0; s < 4; s++) { // four samples a pixel
                    double px = (x + .25 + s % 2 * .5) / SIDE * 2 - 1 - dx;
                    double py = (y + .25 + s / 2 * .5) / SIDE * 2 - 1 - dy;
                    var colour = paint(kind, cos * px + sin * py, cos * py - sin * px);
                    for (int c = 0; c < 3; c++) {
                        float share = (float) y / SIDE;
                        float value = colour.length == 0 ? top[c] * (1 - share) + low[c] * share : colour[c];
                        picture[(c * SIDE + y) * SIDE + x] += value * light / 4;
                    }
                }
            }
        }
        if (random.nextBoolean()) {
            picture = blur(picture);
        }
        double noise = random.nextDouble(0, .04);
        for (int i = 0; i < picture.length; i++) {
            picture[i] = Math.clamp(picture[i] + (float) (noise * random.nextGaussian()), 0f, 1f);
        }
        return picture;
    }

    private static float[] ground(RandomGenerator random) {
        float base = (float) random.nextDouble(.2, .8);
        var colour = new float[3];
        for (int c = 0; c < 3; c++) {
            colour[c] = Math.clamp(base + (float) random.nextDouble(-.2, .2), 0f, 1f);
        }
        return colour;
    }

    private static float[] paint(int kind, double u, double v) {
        double r = Math.hypot(u, v);
        return switch (kind) {
            case STOP -> !octagon(u, v, .85) ? NOTHING : !octagon(u, v, .78) || letters(u, v) ? WHITE : RED;
            case 1 -> !triangle(u, -v, .9) ? NOTHING : !triangle(u, -v, .55) ? RED : WHITE;
            case 2 -> r > .85 ? NOTHING : Math.abs(v) < .15 && Math.abs(u) < .6 ? WHITE : RED;
            case 3, FAST -> r > .85 ? NOTHING : r > .66 ? RED : digits(kind == 3, u, v) ? BLACK : WHITE;
            case 5 -> !triangle(u, v, .9) ? NOTHING : !triangle(u, v, .72) || exclaims(u, v) ? BLACK : YELLOW;
            case 6 -> r > .85 ? NOTHING : up(u, v) ? WHITE : BLUE;
            case 7 -> r > .85 ? NOTHING : up(-v, -u) ? WHITE : BLUE;
            case 8 -> Math.abs(u) + Math.abs(v) > .95 ? NOTHING : Math.abs(u) + Math.abs(v) > .62 ? WHITE : YELLOW;
            default ->
                Math.max(Math.abs(u), Math.abs(v)) > .8
                        ? NOTHING
                        : !triangle(u, v, .7) ? BLUE : walker(u, v) ? BLACK : WHITE;
        };
    }

    private static final float[] NOTHING = {};

    private static boolean octagon(double u, double v, double size) {
        return Math.max(Math.abs(u), Math.abs(v)) < size && Math.abs(u) + Math.abs(v) < size * 1.38;
    }

    /** Point up; v grows downwards. */
    private static boolean triangle(double u, double v, double size) {
        return v < .55 * size + .05 && Math.abs(u) < (v + size) * .62;
    }

    private static boolean letters(double u, double v) {
        return Math.abs(v) < .22 && Math.abs(u) < .6 && (Math.abs(v) > .12 || Math.abs(Math.abs(u) - .3) < .08);
    }

    private static boolean digits(boolean three, double u, double v) {
        boolean zero = ring(u - .27, v, .2, .3);
        double a = u + .27;
        return zero
                || (three
                        ? ring(a, v + .15, .18, .16) && a > -.08 || ring(a, v - .15, .18, .16) && a > -.08
                        : ring(a, v + .15, .18, .16) || ring(a, v - .15, .2, .17));
    }

    private static boolean ring(double u, double v, double a, double b) {
        double r = Math.hypot(u / a, v / b);
        return r < 1.15 && r > .55;
    }

    private static boolean exclaims(double u, double v) {
        return Math.abs(u) < .08 && v > -.35 && v < .15 || Math.hypot(u, v - .28) < .09;
    }

    private static boolean up(double u, double v) {
        return Math.abs(u) < .11 && v > -.2 && v < .6 || v > -.62 && v < -.12 && Math.abs(u) < (v + .62) * .75;
    }

    private static boolean walker(double u, double v) {
        return Math.hypot(u, v + .22) < .09
                || Math.abs(u) < .07 && v > -.15 && v < .12
                || Math.abs(Math.abs(u) - (v - .08) * .6) < .06 && v > .08 && v < .36;
    }

    private static float[] blur(float[] picture) {
        var soft = new float[picture.length];
        for (int c = 0; c < 3; c++) {
            for (int y = 0; y < SIDE; y++) {
                for (int x = 0; x < SIDE; x++) {
                    float sum = 0;
                    for (int k = 0; k < 9; k++) {
                        int yy = Math.clamp(y + k / 3 - 1, 0, SIDE - 1);
                        int xx = Math.clamp(x + k % 3 - 1, 0, SIDE - 1);
                        sum += picture[(c * SIDE + yy) * SIDE + xx];
                    }
                    soft[(c * SIDE + y) * SIDE + x] = sum / 9;
                }
            }
        }
        return soft;
    }
}
