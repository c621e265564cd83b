package zhiheng.server.ground.log;

import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The name of one request: in the header of its answer, in every line of the log that is written while it is worked on, and in the
 * details of a failure, so that the one who reports it and the one who looks for it speak of the same. A caller or a proxy may
 * bring its own.
 */
public final class RequestId {
    public static final String HEADER = "X-Request-Id";
    static final String KEY = "request";
    private static final Pattern BROUGHT = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private RequestId() {}

    /** Gives the request its id. Mount before everything else. */
    public static void give(RoutingContext context) {
        var brought = context.request().getHeader(HEADER);
        var id = brought != null && BROUGHT.matcher(brought).matches()
                ? brought
                : Long.toHexString(ThreadLocalRandom.current().nextLong() | Long.MIN_VALUE);
        context.put(HEADER, id);
        context.response().putHeader(HEADER, id);
        carry(context, context::next).run();
    }

    /** The same work with the request's id in its lines. Threads do not hand it on by themselves. */
    public static Runnable carry(RoutingContext context, Runnable work) {
        return carry((String) context.get(HEADER), work);
    }

    /** The same work with the id of the request that this thread works on, for another thread to do it. */
    public static Runnable carry(Runnable work) {
        return carry(MDC.get(KEY), work);
    }

    private static Runnable carry(@Nullable String id, Runnable work) {
        if (id == null) {
            return work;
        }
        return () -> {
            var before = MDC.get(KEY);
            MDC.put(KEY, id);
            try {
                work.run();
            } finally {
                if (before == null) {
                    MDC.remove(KEY);
                } else {
                    MDC.put(KEY, before);
                }
            }
        };
    }

    /** The id of the request that this thread works on, empty if none. */
    public static String current() {
        var id = MDC.get(KEY);
        return id == null ? "" : id;
    }
}
