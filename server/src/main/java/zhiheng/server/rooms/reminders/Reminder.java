package zhiheng.server.rooms.reminders;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.server.ground.tell.Tiding;

/**
 * What one person was told of one step of one thing.
 *
 * @param late whether the last day had passed
 * @param zone in which {@code day} begins and ends; null for the reader's
 * @param read when the person saw it; null while it is new
 */
record Reminder(
        String id,
        Tiding.Kind kind,
        boolean urgent,
        boolean late,
        Text title,
        Text detail,
        String href,
        @Nullable LocalDate day,
        @Nullable ZoneId zone,
        Instant made,
        @Nullable Instant read) {}
