package zhiheng.gateway.wire;

import io.vertx.core.Vertx;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Work of one call that may take long. It is done on a virtual thread, one at a time, and what follows comes back on the event loop
 * that asked. To be used on that event loop only.
 */
final class OffLoop {
    private final Vertx vertx;
    private @Nullable Thread working;

    OffLoop(Vertx vertx) {
        this.vertx = vertx;
    }

    /** @param then gets the result, null when the work failed */
    <T> void run(Supplier<T> work, Consumer<@Nullable T> then) {
        var context = vertx.getOrCreateContext();
        working = Thread.startVirtualThread(() -> {
            T result = null;
            try {
                result = work.get();
            } catch (RuntimeException | Error failed) {
                // null tells the continuation that the work failed; it answers the caller
            }
            var done = result;
            context.runOnContext(back -> {
                working = null;
                then.accept(done);
            });
        });
    }

    /** The result is of no use any more. */
    void stop() {
        if (working != null) {
            working.interrupt();
        }
    }
}
