package zhiheng.gateway.permit;

import java.util.concurrent.atomic.AtomicBoolean;

/** A call on its way: counts among the concurrent ones until it is closed, once. */
public final class Lease {
    private final Usage usage;
    private final AtomicBoolean closed = new AtomicBoolean();

    Lease(Usage usage) {
        this.usage = usage;
    }

    /** The call used so many tokens. */
    public void spend(long tokens) {
        usage.spend(tokens);
    }

    /** The call is over, here and at the upstream. */
    public void close() {
        if (closed.compareAndSet(false, true)) {
            usage.release();
        }
    }

    /** The call is over and used so many tokens. */
    public void close(long tokens) {
        if (!closed.get()) {
            spend(tokens);
        }
        close();
    }
}
