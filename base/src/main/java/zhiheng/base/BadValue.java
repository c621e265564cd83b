package zhiheng.base;

import org.jspecify.annotations.Nullable;

/** A setting that cannot be, such as a field of a permit: where, what is wrong, and what to do, for the person who wrote it. */
public final class BadValue extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient Text text;

    /** @param where the field, empty where there is none to name */
    public BadValue(String where, String zh, String en) {
        this(where, zh, en, null);
    }

    public BadValue(String where, String zh, String en, @Nullable Throwable cause) {
        super((where.isEmpty() ? "" : where + ": ") + zh + " / " + en, cause);
        text = where.isEmpty() ? new Text(zh, en) : new Text(zh, en).after(where + ": ");
    }

    /** What a person reads of an exception from a constructor of settings. */
    public static Text said(IllegalArgumentException e) {
        var message = String.valueOf(e.getMessage());
        return e instanceof BadValue bad ? bad.text : new Text(message, message);
    }
}
