package zhiheng.server.rooms.supervision;

import java.time.LocalDate;

/**
 * Visits, surveys, meetings and forms about a department on one day.
 *
 * @param org the department whose work it is now, where it went up in another
 */
public record ActsDay(String org, LocalDate day, long acts) {}
