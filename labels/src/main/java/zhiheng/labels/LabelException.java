package zhiheng.labels;

/** A label could not be written. The original file is as it was; the message says where, what, and what to do. */
public final class LabelException extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Bilingual reason;

    public LabelException(String where, Bilingual reason) {
        super(where + ": " + reason.en());
        this.reason = reason;
    }

    public Bilingual reason() {
        return reason;
    }
}
