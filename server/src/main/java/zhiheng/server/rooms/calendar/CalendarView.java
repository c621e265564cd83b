package zhiheng.server.rooms.calendar;

/**
 * Somebody's feed.
 *
 * @param made when its address was made, "" when there is none
 * @param address shown once, when it is made, else ""
 */
public record CalendarView(String made, String address) {}
