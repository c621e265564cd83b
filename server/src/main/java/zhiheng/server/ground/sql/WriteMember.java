package zhiheng.server.ground.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Somebody's work and what becomes of it; told once, when the transaction that it shares has ended. */
final class WriteMember<T> {
    private final Db.Work<T> work;
    private final CompletableFuture<@Nullable T> told = new CompletableFuture<>();
    private @Nullable T result;
    private @Nullable Throwable failure;

    WriteMember(Db.Work<T> work) {
        this.work = work;
    }

    void work(Connection connection) throws SQLException {
        result = work.on(connection);
    }

    /** Its work was undone for this. */
    void failed(Throwable cause) {
        failure = cause;
    }

    /** Told at once: nobody else's work has a part in it. */
    void refused(Throwable cause) {
        told.completeExceptionally(cause);
    }

    /** The transaction is on the disk, with its work or, where that failed, without. */
    void committed() {
        if (failure == null) {
            told.complete(result);
        } else {
            told.completeExceptionally(failure);
        }
    }

    /** The transaction is gone, for a cause that is told rather than that of the work, which may have come from it. */
    void lost(Throwable cause) {
        if (cause == failure) {
            told.completeExceptionally(cause);
            return;
        }
        int code = cause instanceof SQLException sql ? sql.getErrorCode() : 0;
        var lost = new SQLException(cause.getMessage(), null, code, cause);
        if (failure != null) {
            lost.addSuppressed(failure);
        }
        told.completeExceptionally(lost);
    }

    /** Waits for what is told. */
    @SuppressWarnings("NullAway") // null is what the work returned
    T await() throws SQLException {
        try {
            return told.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case SQLException sql -> throw sql;
                case RuntimeException own -> throw own;
                case Error error -> throw error;
                case null, default -> throw e;
            }
        }
    }
}
