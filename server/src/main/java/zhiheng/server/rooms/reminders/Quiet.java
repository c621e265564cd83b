package zhiheng.server.rooms.reminders;

import java.time.LocalTime;

/**
 * Hours of every day in which somebody wants no e-mail, by the clock on the wall: from the one, up to and without the other, over
 * midnight where the first is the later. Two equal ones are none.
 */
record Quiet(LocalTime from, LocalTime to) {
    static final Quiet NONE = new Quiet(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

    boolean holds(LocalTime time) {
        return from.isBefore(to)
                ? !time.isBefore(from) && time.isBefore(to)
                : from.isAfter(to) && (!time.isBefore(from) || time.isBefore(to));
    }

    boolean none() {
        return from.equals(to);
    }
}
