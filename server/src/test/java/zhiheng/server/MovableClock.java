package zhiheng.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that tests set. */
public final class MovableClock extends Clock {
    private volatile Instant now = Instant.parse("2026-05-01T08:00:00Z");

    public void day(String date) {
        now = LocalDate.parse(date).atTime(8, 0).toInstant(ZoneOffset.UTC);
    }

    public void pass(Duration time) {
        now = instant().plus(time);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public Instant instant() {
        return now;
    }
}
