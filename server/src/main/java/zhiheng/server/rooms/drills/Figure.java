package zhiheng.server.rooms.drills;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import zhiheng.drills.exercise.Measure;
import zhiheng.drills.exercise.Score;
import zhiheng.server.ground.page.Figures;
import zhiheng.server.ground.page.Words;

/** Values of a score as people read them. */
final class Figure {
    private static final int MINUTE = 60;
    private static final int HOUR = 3_600;

    private Figure() {}

    static String of(Measure.Unit unit, @Nullable Double value, Words words) {
        if (value == null) {
            return words.t("drill.unmeasured");
        }
        return switch (unit) {
            case TIME -> time(value, words);
            case SHARE -> String.format(Locale.ROOT, "%.1f %%", 100 * value);
            case COUNT -> Figures.number(value);
        };
    }

    /** @param seconds null where none was wanted */
    static String time(@Nullable Double seconds, Words words) {
        if (seconds == null) {
            return "–";
        }
        if (seconds == Score.NEVER) {
            return words.t("drill.never");
        }
        double size = Math.abs(seconds);
        if (size < MINUTE) {
            return words.t("drill.seconds", String.format(Locale.ROOT, size < 10 ? "%.1f" : "%.0f", seconds));
        }
        return size < HOUR
                ? words.t("drill.minutes", String.format(Locale.ROOT, "%.1f", seconds / MINUTE))
                : words.t("drill.hours", String.format(Locale.ROOT, "%.1f", seconds / HOUR));
    }

    /** The bounds of a measure in one line: A ≤ 50 %, B ≤ 100 %, … */
    static String bounds(Measure measure) {
        var out = new StringBuilder();
        var letters = "ABCD";
        for (int i = 0; i < letters.length(); i++) {
            double bound = measure.bounds().get(i);
            var value = measure.unit() == Measure.Unit.SHARE
                    ? Figures.number(100 * bound) + " %"
                    : measure.unit() == Measure.Unit.TIME ? Figures.number(bound) + " ×" : Figures.number(bound);
            out.append(i == 0 ? "" : " · ")
                    .append(letters.charAt(i))
                    .append(measure.higherIsBetter() ? " ≥ " : " ≤ ")
                    .append(value);
        }
        return out.toString();
    }
}
