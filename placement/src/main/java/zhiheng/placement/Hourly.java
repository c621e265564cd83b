package zhiheng.placement;

import java.util.Arrays;
import java.util.List;
import zhiheng.base.BadValue;

/** A value for each hour of a plan: one for all hours, 24 that repeat by the day, or one for each hour. Never negative or endless. */
public final class Hourly {
    static final int DAY = 24;

    private final double[] values;

    private Hourly(double[] values) {
        this.values = values;
    }

    public static Hourly of(double... values) {
        if (values.length == 0 || Arrays.stream(values).anyMatch(v -> !Double.isFinite(v) || v < 0)) {
            throw new BadValue("", "逐小时数值须为非负的有限数", "values by the hour must be finite and not negative");
        }
        return new Hourly(values.clone());
    }

    public double at(int hour) {
        return values[hour % values.length];
    }

    /** Whether it says something of each of {@code hours}. */
    boolean covers(int hours) {
        return values.length == 1 || values.length == DAY || values.length >= hours;
    }

    List<Double> list() {
        return Arrays.stream(values).boxed().toList();
    }

    double[] copy() {
        return values.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hourly hourly && Arrays.equals(values, hourly.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
