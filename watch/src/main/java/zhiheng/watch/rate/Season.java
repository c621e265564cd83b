package zhiheng.watch.rate;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;

/** Which moments are expected to be alike. */
public enum Season {
    /** The same hour of any day. */
    DAY,
    /** The same hour of a working day, or of a Saturday or Sunday. */
    WEEK;

    private static final int HOURS = 24;
    private static final int PART = 6; // hours

    /** How many kinds of moments there are. */
    public int kinds() {
        return this == DAY ? HOURS : 2 * HOURS;
    }

    /** The number of the moment's kind, from 0. */
    public int kind(long millis, ZoneId zone) {
        var local = Instant.ofEpochMilli(millis).atZone(zone);
        boolean weekend = this == WEEK && local.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
        return local.getHour() + (weekend ? HOURS : 0);
    }

    /** The kind of the first hour of the part of the day, of six hours, in which the moment lies. */
    public int part(long millis, ZoneId zone) {
        int kind = kind(millis, zone);
        return kind - kind % PART;
    }

    /** How people name it: 14:00, or 14:00 on free days. */
    public String name(int kind) {
        return "%02d:00%s".formatted(kind % HOURS, this == WEEK ? kind < HOURS ? " Mon–Fri" : " Sat–Sun" : "");
    }
}
