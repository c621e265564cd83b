package zhiheng.labels;

import zhiheng.base.Text;

/** A label could not be written. The original file is as it was; the message says where, what, and what to do. */
public final class LabelException extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Text reason;

    public LabelException(String where, Text reason) {
        super(where + ": " + reason.en());
        this.reason = reason;
    }

    public Text reason() {
        return reason;
    }
}
