package zhiheng.office.duties;

/** Where a duty stands. LATE is never stored: it is OPEN or IN_PROGRESS past its due date. */
public enum DutyState {
    OPEN,
    IN_PROGRESS,
    MET,
    LATE,
    EXEMPTED,
    NOT_APPLICABLE
}
