package zhiheng.server.rooms.watch;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import zhiheng.watch.season.JointScore;

/**
 * How a file of observations is written.
 *
 * @param columns which column holds what where its name does not say it: from {@code time}, {@code value}, {@code weight}, {@code group},
 *     {@code unit} and {@code stratum} to a name in the first row
 * @param separator between two fields; {@link #ANY} takes the one that the first row has most of, of comma, semicolon and tab
 * @param decimal how numbers are written; {@link Decimal#ANY} is a comma where fields are parted by semicolons, as spreadsheets do it
 * @param zone of moments without an offset
 */
public record Reading(Map<String, String> columns, char separator, Decimal decimal, ZoneId zone, Order order) {
    /** Looked up in the first row. */
    public static final char ANY = 0;

    public static final Reading DEFAULT = new Reading(Map.of(), ANY, Decimal.ANY, ZoneOffset.UTC, Order.TIME);

    public enum Decimal {
        ANY,
        POINT,
        COMMA
    }

    /** In which order the rows are taken. */
    public enum Order {
        /** As they come; what is older than the newest by more than an hour is set aside, as it would be live. */
        TIME,
        /** As they come, whatever their times: labels that become known late count when they arrive. */
        ARRIVAL,
        /** By time, all of them, which needs memory for each. */
        SORTED
    }

    /** The same in another order. */
    public Reading in(Order order) {
        return new Reading(columns, separator, decimal, zone, order);
    }

    /** The columns with values, more than one for a score over several metrics. */
    List<String> values() {
        return IntStream.rangeClosed(1, JointScore.MOST)
                .mapToObj(i -> columns.get(i == 1 ? "value" : "value" + i))
                .takeWhile(Objects::nonNull)
                .toList();
    }

    Quantity quantity(char found) {
        return switch (decimal) {
            case POINT -> Quantity.POINT;
            case COMMA -> Quantity.COMMA;
            case ANY -> found == ';' ? Quantity.COMMA : Quantity.POINT;
        };
    }
}
