package zhiheng.server.ground.sql;

/** The database failed; says which step and what to check. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
