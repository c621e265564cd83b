package zhiheng.server.rooms.calendar;

import gg.jte.Content;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's feed.
 *
 * @param made when its address was made, "" when there is none
 * @param address shown once, when it is made, else ""
 */
public record CalendarView(@Nullable Content made, String address) {}
