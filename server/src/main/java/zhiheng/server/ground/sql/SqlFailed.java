package zhiheng.server.ground.sql;

import java.sql.SQLException;

/** Carries an SQLException through the office, which knows none. */
public final class SqlFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final SQLException failure;

    public SqlFailed(SQLException failure) {
        super(failure);
        this.failure = failure;
    }

    public SQLException failure() {
        return failure;
    }
}
