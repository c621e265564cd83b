package zhiheng.gateway.permit;

import java.util.concurrent.atomic.AtomicBoolean;

/** A call on its way: counts among the concurrent ones until it is closed, once. */
public final class Lease {
    private final Usage usage;
    private final AtomicBoolean closed = new AtomicBoolean();

    Lease(Usage usage) {
        this.usage = usage;
    }

    /** The call is over and used so many tokens. */
    public void close(long tokens) {
        if (closed.compareAndSet(false, true)) {
            usage.release(tokens);
        }
    }
}
