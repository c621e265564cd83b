package zhiheng.drills.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import zhiheng.base.Text;
import zhiheng.drills.kits.Labelled;
import zhiheng.drills.target.Binomial;
import zhiheng.drills.target.Queries;
import zhiheng.drills.target.Shape;
import zhiheng.drills.target.Target;
import zhiheng.watch.Interval;

/**
 * What no attacker needs to do: fog, rain, snow, night, glare, a shaken or a noisy camera, each in five grades in the manner of
 * Hendrycks and Dietterich (ICLR 2019), drawn by rule. One query for each picture, kind and grade.
 */
public final class Weather {
    public static final int GRADES = 5;

    /** A kind of weather or of a bad camera. */
    public enum Kind {
        FOG("雾", "fog"),
        RAIN("雨", "rain"),
        SNOW("雪", "snow"),
        NIGHT("夜", "night"),
        GLARE("眩光", "glare"),
        SHAKE("抖动", "shake"),
        NOISE("噪点", "noise");

        private final Text text;

        Kind(String zh, String en) {
            text = new Text(zh, en);
        }

        public Text text() {
            return text;
        }
    }

    /** The share that is answered right in one kind and grade, with exact bounds. */
    public record Reading(Kind kind, int grade, Interval right) {}

    private Weather() {}

    public static List<Reading> run(Target target, Labelled pictures, long seed) {
        if (!(target.shape() instanceof Shape.Picture shape)) {
            throw Refusals.picturesOnly();
        }
        var queries = new Queries(target);
        var readings = new ArrayList<Reading>();
        for (var kind : Kind.values()) {
            for (int grade = 1; grade <= GRADES; grade++) {
                var random = new SplittableRandom(seed);
                var worse = new float[pictures.size()][];
                for (int i = 0; i < worse.length; i++) {
                    worse[i] = apply(kind, grade, pictures.inputs()[i], shape, random);
                }
                int[] labels = queries.labels(worse);
                int right = 0;
                for (int i = 0; i < labels.length; i++) {
                    right += labels[i] == pictures.labels()[i] ? 1 : 0;
                }
                readings.add(new Reading(kind, grade, Binomial.share(right, labels.length, .95)));
            }
        }
        return readings;
    }

    static float[] apply(Kind kind, int grade, float[] picture, Shape.Picture shape, SplittableRandom random) {
        var to = picture.clone();
        double s = grade / (double) GRADES;
        switch (kind) {
            case FOG -> each(to, shape, (v, x, y) -> v + (.75 - v) * s * (.55 + .3 * y / shape.height()));
            case NIGHT -> each(to, shape, (v, x, y) -> v * (1 - .9 * s) + .012 * s * random.nextGaussian());
            case NOISE -> each(to, shape, (v, x, y) -> v + .2 * s * random.nextGaussian());
            case GLARE -> {
                double cx = random.nextDouble(shape.width());
                double cy = random.nextDouble(shape.height() / 2.0);
                double reach = shape.width() * (.15 + .35 * s);
                each(to, shape, (v, x, y) -> v + 1.2 * s * Math.exp(-Math.pow(Math.hypot(x - cx, y - cy) / reach, 2)));
            }
            case RAIN -> streaks(to, shape, (int) (shape.width() * s), random);
            case SNOW -> flakes(to, shape, (int) (shape.width() * shape.height() * .16 * s), random);
            case SHAKE -> {
                return shaken(picture, shape, grade);
            }
        }
        for (int i = 0; i < to.length; i++) {
            to[i] = Math.clamp(to[i], 0f, 1f);
        }
        return to;
    }

    private interface Change {
        double of(double value, int x, int y);
    }

    private static void each(float[] picture, Shape.Picture shape, Change change) {
        for (int i = 0; i < picture.length; i++) {
            int at = i % (shape.width() * shape.height());
            picture[i] = (float) change.of(picture[i], at % shape.width(), at / shape.width());
        }
    }

    private static void streaks(float[] picture, Shape.Picture shape, int count, SplittableRandom random) {
        for (int k = 0; k < count; k++) {
            int x = random.nextInt(shape.width());
            int y = random.nextInt(shape.height());
            int length = shape.height() / 6 + random.nextInt(shape.height() / 4);
            for (int i = 0; i < length && y + i < shape.height(); i++) {
                put(picture, shape, Math.min(x + i / 4, shape.width() - 1), y + i, .8f, .55f);
            }
        }
    }

    private static void flakes(float[] picture, Shape.Picture shape, int count, SplittableRandom random) {
        for (int k = 0; k < count; k++) {
            put(picture, shape, random.nextInt(shape.width()), random.nextInt(shape.height()), .97f, .9f);
        }
    }

    private static void put(float[] picture, Shape.Picture shape, int x, int y, float value, float share) {
        for (int c = 0; c < shape.channels(); c++) {
            int i = (c * shape.height() + y) * shape.width() + x;
            picture[i] += share * (value - picture[i]);
        }
    }

    /** The mean along a line across as many pixels as the grade and one. */
    private static float[] shaken(float[] picture, Shape.Picture shape, int grade) {
        var to = new float[picture.length];
        for (int c = 0; c < shape.channels(); c++) {
            for (int y = 0; y < shape.height(); y++) {
                for (int x = 0; x < shape.width(); x++) {
                    float sum = 0;
                    for (int k = -grade; k <= grade; k++) {
                        int from = Math.clamp(x + k, 0, shape.width() - 1);
                        sum += picture[(c * shape.height() + y) * shape.width() + from];
                    }
                    to[(c * shape.height() + y) * shape.width() + x] = sum / (2 * grade + 1);
                }
            }
        }
        return to;
    }
}
