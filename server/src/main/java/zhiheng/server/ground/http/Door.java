package zhiheng.server.ground.http;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import zhiheng.base.Refusal;
import zhiheng.office.people.Actor;
import zhiheng.server.ground.audit.SecurityEvent;
import zhiheng.server.ground.audit.SecurityLog;
import zhiheng.server.ground.identity.Identity;
import zhiheng.server.ground.identity.Session;
import zhiheng.server.ground.log.RequestId;

/**
 * The one entrance of pages and REST: who comes in, on which threads the work is done, how much is taken in at once. Close it
 * before anything that the work stands on: what has begun is finished and answered first, what comes later is refused.
 */
public final class Door implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 10;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Spool spool = new Spool();
    private final Identity identity;
    private final SecurityLog security;

    public Door(Identity identity, SecurityLog security) {
        this.identity = identity;
        this.security = security;
    }

    /** Notes that somebody known asked for what it may not see or do. Ids stay, whatever else stands in the address does not. */
    public void refused(RoutingContext context, Actor actor, Throwable why) {
        if (why instanceof Refusal r && (r.kind() == Refusal.Kind.FORBIDDEN || r.kind() == Refusal.Kind.NOT_FOUND)) {
            var route = context.currentRoute();
            var path = route == null || route.getPath() == null ? "" : route.getPath();
            var id = context.pathParam("id");
            security.note(
                    SecurityEvent.Kind.REFUSED,
                    actor.id(),
                    id != null && id.matches("[0-9A-Za-z-]{1,64}") ? id : "",
                    address(context),
                    r.kind().status() + " " + context.request().method() + " " + path);
        }
    }

    /** Where the request comes from, as far as the network tells. */
    public static String address(RoutingContext context) {
        var remote = context.request().remoteAddress();
        return remote == null ? "" : String.valueOf(remote.hostAddress());
    }

    public SecurityLog security() {
        return security;
    }

    public Identity identity() {
        return identity;
    }

    /** Takes in files for all addresses, so that its limit holds for all together. */
    public Spool spool() {
        return spool;
    }

    /** The person whose session the cookie names. Blocks. */
    public Optional<Session> session(RoutingContext context) {
        var cookie = context.request().getCookie(Session.cookie(Peer.https(context.request())));
        return cookie == null ? Optional.empty() : identity.session(cookie.getValue());
    }

    /**
     * Does {@code work}, which may block, on a virtual thread and what it returns on the event loop.
     *
     * @param failed what to do on the event loop instead when the work fails, or when the server is stopping
     */
    public void run(RoutingContext context, Callable<Runnable> work, Function<Throwable, Runnable> failed) {
        var loop = context.vertx().getOrCreateContext();
        try {
            threads.execute(RequestId.carry(context, () -> {
                var then = result(work, failed);
                loop.runOnContext(done -> then.run());
            }));
        } catch (RejectedExecutionException e) {
            failed.apply(Problem.stopping()).run();
        }
    }

    private static Runnable result(Callable<Runnable> work, Function<Throwable, Runnable> failed) {
        try {
            return work.call();
        } catch (Exception | LinkageError | StackOverflowError e) {
            return failed.apply(e);
        }
    }

    /** As {@link #run}, before a byte of the body is taken: until {@code work} says who sends it. */
    public void admit(RoutingContext context, Callable<Runnable> work, Function<Throwable, Runnable> failed) {
        context.request().pause();
        run(context, () -> resuming(context, work.call()), e -> resuming(context, failed.apply(e)));
    }

    /** A body that is not wanted drains, or the answer would wait for it. */
    private static Runnable resuming(RoutingContext context, Runnable then) {
        return () -> {
            if (!context.request().isEnded()) {
                context.request().resume();
            }
            then.run();
        };
    }

    public boolean isClosing() {
        return threads.isShutdown();
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
                threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
