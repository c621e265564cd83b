package zhiheng.base;

import org.jspecify.annotations.Nullable;

/**
 * Something was asked that is not done, and a person can act on it: {@link #kind} says why, {@link #text} what is wrong
 * and what to do, {@link #where} the place (a file, a field, an option; "" where there is none to name). The kind alone
 * decides the status of an answer and the exit code of a command, see {@link Kind}.
 */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why it was refused; the status by RFC 9110, the exit code as the command line documents it. */
    public enum Kind {
        /** What was sent has not the form it must have. */
        MALFORMED(400, 2),
        /** It has the form, but what it says cannot be. */
        INVALID(422, 2),
        FORBIDDEN(403, 1),
        NOT_FOUND(404, 2),
        /** Somebody else was first, or the thing is in another state by now. */
        CONFLICT(409, 1),
        /** It would be in order, but a disk, a port, a service is not there. */
        UNAVAILABLE(503, 1);

        private final int status;
        private final int exitCode;

        Kind(int status, int exitCode) {
            this.status = status;
            this.exitCode = exitCode;
        }

        /** The HTTP status of an answer that says so. */
        public int status() {
            return status;
        }

        /** The exit code of a command that ends with it: 2 where the call or its input is wrong, else 1. */
        public int exitCode() {
            return exitCode;
        }
    }

    private final Kind kind;
    private final transient Text text;
    private final String where;

    public Refusal(Kind kind, String zh, String en) {
        this(kind, new Text(zh, en), "", null);
    }

    public Refusal(Kind kind, Text text) {
        this(kind, text, "", null);
    }

    private Refusal(Kind kind, Text text, @Nullable Throwable cause) {
        this(kind, text, "", cause);
    }

    private Refusal(Kind kind, Text text, String where, @Nullable Throwable cause) {
        super(where.isEmpty() ? text.en() : where + ": " + text.en(), cause);
        this.kind = kind;
        this.text = text;
        this.where = where;
    }

    /** What was sent says what cannot be. */
    public static Refusal invalid(String zh, String en) {
        return new Refusal(Kind.INVALID, zh, en);
    }

    public static Refusal forbidden(String zh, String en) {
        return new Refusal(Kind.FORBIDDEN, zh, en);
    }

    public static Refusal notFound(String zh, String en) {
        return new Refusal(Kind.NOT_FOUND, zh, en);
    }

    public static Refusal conflict(String zh, String en) {
        return new Refusal(Kind.CONFLICT, zh, en);
    }

    /** Something outside is not there; with what it said itself, for the log. */
    public static Refusal unavailable(String zh, String en, @Nullable Throwable cause) {
        return new Refusal(Kind.UNAVAILABLE, new Text(zh, en), cause);
    }

    /** The same refusal, its place named. */
    public Refusal at(String place) {
        return new Refusal(kind, text, place, getCause());
    }

    public Kind kind() {
        return kind;
    }

    /** What is wrong and what to do. */
    public Text text() {
        return text;
    }

    public String where() {
        return where;
    }

    /** The whole of it for a person: the place, where one is named, and the text. */
    public Text spoken() {
        return where.isEmpty() ? text : text.after(where + ": ");
    }
}
