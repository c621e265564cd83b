package zhiheng.drills.exercise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Several drills side by side: for each measure the middle one with an interval, and of how many. Never a mean, which one bad day would
 * move at will, and never an interval of fewer than six, whose extremes alone do not cover the middle with 95 %.
 */
public final class Summary {
    /** The probability that the middle of a population lies outside of all of n values is 2/2^n; 2/2^6 is 3.1 %. */
    public static final int LEAST = 6;

    private static final int DRAWS = 2_000;
    private static final long SEED = 20_261_124;

    private Summary() {}

    /**
     * @param middle of an even number the worse of the two; null where no drill measured it
     * @param low and {@code high}: percentile bootstrap, 95 %; null where there are fewer than {@link #LEAST}
     */
    public record Line(
            Measure measure,
            @Nullable Double middle,
            @Nullable Double low,
            @Nullable Double high,
            int drills) {}

    public static List<Line> of(List<Score> scores) {
        var lines = new ArrayList<Line>();
        for (var measure : Measure.values()) {
            var values = scores.stream()
                    .map(s -> s.of(measure).value())
                    .filter(v -> v != null)
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            lines.add(line(measure, values));
        }
        return lines;
    }

    static Line line(Measure measure, double[] values) {
        if (values.length == 0) {
            return new Line(measure, null, null, null, 0);
        }
        double middle = middle(measure, values);
        if (values.length < LEAST) {
            return new Line(measure, middle, null, null, values.length);
        }
        var random = new SplittableRandom(SEED);
        var middles = new double[DRAWS];
        var drawn = new double[values.length];
        for (int i = 0; i < DRAWS; i++) {
            for (int j = 0; j < drawn.length; j++) {
                drawn[j] = values[random.nextInt(values.length)];
            }
            middles[i] = middle(measure, drawn);
        }
        Arrays.sort(middles);
        return new Line(
                measure, middle, middles[(int) (.025 * DRAWS)], middles[(int) (.975 * DRAWS) - 1], values.length);
    }

    private static double middle(Measure measure, double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[measure.higherIsBetter() ? (sorted.length - 1) / 2 : sorted.length / 2];
    }
}
