package zhiheng.watch.wire;

/** Bytes that are no record of this format. */
public final class Unreadable extends Exception {
    /** Why. */
    public enum Why {
        /** Written by a newer program; it may be read once this one is newer, too. */
        NEWER,
        /** Cut short, with something behind its end, or in a form that no writer gives. */
        DAMAGED
    }

    private final Why why;

    public Unreadable(Why why, String message) {
        super(message, null, false, false); // a flood of poison should not cost a stack trace each
        this.why = why;
    }

    /** What is no record, or none that any writer gives. */
    public static Unreadable damaged(String message) {
        return new Unreadable(Why.DAMAGED, message);
    }

    public Why why() {
        return why;
    }
}
