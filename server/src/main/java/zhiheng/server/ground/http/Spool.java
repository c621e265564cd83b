package zhiheng.server.ground.http;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Takes a body to a file as fast as the disk takes it: the sender is slowed down rather than memory filled. Only so many at
 * once, so that senders cannot fill the disk either.
 */
public final class Spool {
    public static final String FILE = "zhiheng.file";
    private static final int AT_ONCE = 16;

    private final AtomicInteger open = new AtomicInteger();

    /** Then goes on with the sent file under {@link #FILE}; whoever handles it closes it. */
    public void receive(RoutingContext context, long most) {
        var request = context.request();
        if (declared(request) > most) {
            context.fail(413);
            return;
        }
        if (!enter(context)) {
            return;
        }
        request.pause();
        var names = context.queryParam("fileName");
        var name = names.isEmpty() ? "" : names.getFirst();
        context.vertx()
                .executeBlocking(() -> SentFile.empty(name))
                .compose(file -> context.vertx()
                        .fileSystem()
                        .open(file.path().toString(), new OpenOptions().setTruncateExisting(true))
                        .map(disk -> new Intake(context, file, disk, most)))
                .onSuccess(Intake::start)
                .onFailure(failure -> {
                    open.decrementAndGet();
                    request.resume();
                    context.fail(failure);
                });
    }

    /** Takes the files of a form in, as {@link #receive} takes a body; the form's other fields are beside them. */
    public Handler<RoutingContext> form(long most) {
        String folder;
        try {
            folder = SentFile.folder().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var body = BodyHandler.create(folder).setBodyLimit(most).setDeleteUploadedFilesOnEnd(true);
        return context -> {
            if (declared(context.request()) > most) {
                context.fail(413);
            } else if (enter(context)) {
                context.addEndHandler(done -> open.decrementAndGet());
                body.handle(context);
            }
        };
    }

    private boolean enter(RoutingContext context) {
        if (open.incrementAndGet() > AT_ONCE) {
            open.decrementAndGet();
            context.fail(Problem.busy());
            return false;
        }
        return true;
    }

    private static long declared(HttpServerRequest request) {
        var length = request.getHeader("Content-Length");
        return length != null && length.matches("[0-9]{1,18}") ? Long.parseLong(length) : 0;
    }

    /** One body on its way to the disk. Lives on the event loop of its connection. */
    private final class Intake {
        private final RoutingContext context;
        private final SentFile file;
        private final AsyncFile disk;
        private final long most;
        private long size;
        private boolean over;

        public Intake(RoutingContext context, SentFile file, AsyncFile disk, long most) {
            this.context = context;
            this.file = file;
            this.disk = disk;
            this.most = most;
        }

        public void start() {
            var request = context.request();
            disk.exceptionHandler(this::fail);
            request.exceptionHandler(this::fail);
            request.handler(this::take);
            request.endHandler(nothing -> end());
            if (context.response().closed()) {
                fail(new HttpClosedException("went away before the file was open")); // nobody says so any more
                return;
            }
            request.resume();
        }

        private void take(Buffer part) {
            if (over) {
                return; // a refused body drains
            }
            size += part.length();
            if (size > most) {
                finish(() -> context.fail(413));
                return;
            }
            disk.write(part);
            if (disk.writeQueueFull()) {
                context.request().pause();
                disk.drainHandler(nothing -> context.request().resume());
            }
        }

        private void end() {
            if (over) {
                return;
            }
            over = true;
            disk.close().onComplete(closed -> {
                open.decrementAndGet();
                if (closed.failed()) {
                    file.close();
                    context.fail(closed.cause());
                } else {
                    context.put(FILE, file);
                    context.next();
                }
            });
        }

        private void fail(Throwable cause) {
            finish(() -> context.fail(cause));
        }

        private void finish(Runnable then) {
            if (over) {
                return;
            }
            over = true;
            disk.close().onComplete(closed -> {
                open.decrementAndGet();
                file.close();
                then.run();
            });
        }
    }
}
