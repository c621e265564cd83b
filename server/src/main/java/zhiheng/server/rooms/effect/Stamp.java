package zhiheng.server.rooms.effect;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.time.temporal.ChronoField;
import org.jspecify.annotations.Nullable;

/** A day, month, quarter or year of a series, which knows its next and how many make a season. */
record Stamp(Kind kind, long number, String written) {
    enum Kind {
        DAY(7),
        MONTH(12),
        QUARTER(4),
        YEAR(1);

        private final int season;

        Kind(int season) {
            this.season = season;
        }
    }

    /** @return null for what is none of the four ways to write it */
    static @Nullable Stamp of(String text) {
        var written = text.strip();
        try {
            if (written.matches("[0-9]{4}")) {
                return new Stamp(Kind.YEAR, Year.parse(written).getValue(), written);
            }
            if (written.matches("[0-9]{4}-[Qq][1-4]")) {
                return new Stamp(
                        Kind.QUARTER, 4 * Long.parseLong(written.substring(0, 4)) + written.charAt(6) - '1', written);
            }
            if (written.matches("[0-9]{4}-[0-9]{2}")) {
                return new Stamp(Kind.MONTH, YearMonth.parse(written).getLong(ChronoField.PROLEPTIC_MONTH), written);
            }
            if (written.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
                return new Stamp(Kind.DAY, LocalDate.parse(written).toEpochDay(), written);
            }
        } catch (DateTimeException e) {
            return null; // such as a thirteenth month
        }
        return null;
    }

    int season() {
        return kind.season;
    }

    boolean follows(Stamp other) {
        return kind == other.kind && number == other.number + 1;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Stamp s && s.kind == kind && s.number == number;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(number) * 4 + kind.ordinal();
    }

    @Override
    public String toString() {
        return written;
    }
}
