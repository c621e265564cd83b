package zhiheng.office;

/** A refusal that a person can act on; {@code kind} becomes the HTTP status. The message says what to do, zh and en. */
public final class OfficeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why it was refused. */
    public enum Kind {
        INVALID,
        FORBIDDEN,
        NOT_FOUND,
        CONFLICT
    }

    private final Kind kind;
    private final zhiheng.packs.Text text;

    public OfficeException(Kind kind, String zh, String en) {
        super(en);
        this.kind = kind;
        this.text = new zhiheng.packs.Text(zh, en);
    }

    public Kind kind() {
        return kind;
    }

    public zhiheng.packs.Text text() {
        return text;
    }
}
