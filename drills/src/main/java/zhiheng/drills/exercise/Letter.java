package zhiheng.drills.exercise;

/** A grade, the best first. */
public enum Letter {
    A,
    B,
    C,
    D,
    E;

    /** The lower of two: a chain is as strong as its weakest link. */
    public Letter and(Letter other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
