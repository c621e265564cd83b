package zhiheng.server.ground.tell;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

/** A source of what people should hear of. It is asked again and again and may say the same again; each person hears it once. */
public interface Tidings {
    /** What has a last day is told from this many days ahead at the most. */
    int MOST_DAYS_AHEAD = 60;

    /** Told as passed this many days at the most: what lies longer back is an old matter, not news. */
    int MOST_DAYS_LATE = 31;

    /** What its place is kept under; never changes. */
    String name();

    /** How often it is worth asking. */
    Duration every();

    /**
     * What there is after a place.
     *
     * @param place the last one it gave; "" at the very first, and where it gave ""
     */
    Look look(String place, Window window);

    /**
     * Last days that matter now.
     *
     * @param before the first day that lies too far ahead
     */
    record Window(LocalDate from, LocalDate before) {
        public static Window around(LocalDate today) {
            return new Window(today.minusDays(MOST_DAYS_LATE), today.plusDays(MOST_DAYS_AHEAD + 1L));
        }

        public boolean holds(LocalDate day) {
            return !day.isBefore(from) && day.isBefore(before);
        }
    }

    /**
     * A part of what there is.
     *
     * @param place where to go on
     * @param more whether to go on at once
     */
    record Look(List<Tiding> found, String place, boolean more) {
        public static Look all(List<Tiding> found) {
            return new Look(found, "", false);
        }
    }
}
