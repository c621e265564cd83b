package zhiheng.office.duties;

import java.time.LocalDate;

/**
 * That a duty which comes back was met once.
 *
 * @param due the anniversary that was met
 * @param day on which it was
 */
public record DutyMet(String duty, LocalDate due, LocalDate day) {}
