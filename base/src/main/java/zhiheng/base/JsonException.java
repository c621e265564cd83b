package zhiheng.base;

/** A text is not the JSON that is wanted: where (line and column from 1) and why. */
public final class JsonException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;
    private final transient Text reason;

    JsonException(int line, int column, Text reason) {
        super(line + ":" + column + ": " + reason.en());
        this.line = line;
        this.column = column;
        this.reason = reason;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }

    public Text reason() {
        return reason;
    }
}
