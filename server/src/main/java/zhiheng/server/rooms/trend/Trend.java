package zhiheng.server.rooms.trend;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * Overdue systems and gaps over days, and both as lines of a drawing.
 *
 * @param days the oldest first, those on which nobody looked left out
 */
public record Trend(List<Day> days) {
    /** Of the drawing, in units of its own. */
    public static final int WIDTH = 600;

    public static final int HEIGHT = 120;

    /** @param overdue systems with something overdue; {@code gaps} and {@code unassessed} count duties */
    public record Day(LocalDate day, long overdue, long gaps, long unassessed) {}

    /** One day is no trend. */
    public boolean drawn() {
        return days.size() > 1;
    }

    public long most() {
        return days.stream()
                .mapToLong(d -> Math.max(d.overdue(), d.gaps()))
                .max()
                .orElse(0);
    }

    public Day last() {
        return days.getLast();
    }

    public Day first() {
        return days.getFirst();
    }

    /** The points of a line as SVG has them: days from left to right by the calendar, zero at the bottom. */
    public String points(boolean gaps) {
        long span = Math.max(1, ChronoUnit.DAYS.between(first().day(), last().day()));
        var scale = Math.max(1, most());
        var points = new StringBuilder();
        for (var d : days) {
            double x = (double) WIDTH * ChronoUnit.DAYS.between(first().day(), d.day()) / span;
            double y = HEIGHT - (double) HEIGHT * (gaps ? d.gaps() : d.overdue()) / scale;
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
        }
        return points.toString().strip();
    }
}
