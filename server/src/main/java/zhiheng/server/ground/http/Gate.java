package zhiheng.server.ground.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Optional;
import zhiheng.office.people.Actor;
import zhiheng.server.ground.log.RequestId;

/**
 * Puts endpoints on a router. Who calls is decided before a byte of the body is kept; then the body is read up to its
 * limit; then the endpoint answers. Whatever may block runs on the {@link Door}'s threads, never on the event loop.
 */
public final class Gate {
    private static final String CALLER = "zhiheng.caller";
    /** Stands for nobody on addresses open to anybody; sees nothing. */
    private static final Caller NOBODY =
            new Caller(new Actor("", "", zhiheng.office.people.Role.PROVIDER), Optional.empty());

    private final Door door;

    public Gate(Door door) {
        this.door = door;
    }

    public void mount(Router router, Endpoint endpoint) {
        router.route(endpoint.method(), endpoint.path()).handler(context -> admit(context, endpoint));
        switch (endpoint.body()) {
            case NONE -> {}
            case JSON, JSON_IF_ANY, FILE ->
                router.route(endpoint.method(), endpoint.path())
                        .handler(BodyHandler.create(false).setBodyLimit(endpoint.body().mostBytes));
            case STREAM ->
                router.route(endpoint.method(), endpoint.path())
                        .handler(context -> door.spool().receive(context, endpoint.body().mostBytes));
        }
        router.route(endpoint.method(), endpoint.path())
                .handler(context -> door.run(
                        context,
                        () -> {
                            var reply = answer(context, endpoint);
                            return () -> send(context, reply);
                        },
                        e -> {
                            if (context.get(CALLER) instanceof Caller caller && caller != NOBODY) {
                                door.refused(context, caller.actor(), e);
                            }
                            return problem(context, e);
                        }))
                .failureHandler(context -> RequestId.carry(context, () -> send(context, failure(context, endpoint)))
                        .run());
    }

    private static Reply answer(RoutingContext context, Endpoint endpoint) throws Exception {
        try (SentFile sent = context.get(Spool.FILE)) {
            return endpoint.handler().handle(new Call(context, context.get(CALLER), endpoint.body()));
        }
    }

    private void admit(RoutingContext context, Endpoint endpoint) {
        door.admit(
                context,
                () -> {
                    var caller = caller(context, endpoint);
                    return () -> {
                        context.put(CALLER, caller);
                        context.next();
                    };
                },
                e -> problem(context, e));
    }

    private static Runnable problem(RoutingContext context, Throwable error) {
        var reply = Problem.from(error).reply(Language.of(context.request()));
        return () -> send(context, reply);
    }

    private Caller caller(RoutingContext context, Endpoint endpoint) {
        if (endpoint.access() == Endpoint.Access.ANYBODY) {
            endpoint.handler().admit(context.request());
            return NOBODY;
        }
        var header = context.request().getHeader("Authorization");
        if (header != null) {
            var bearer = header.regionMatches(true, 0, "Bearer ", 0, 7)
                    ? header.substring(7).strip()
                    : "";
            return door.identity()
                    .token(bearer, Door.address(context))
                    .map(actor -> new Caller(actor, Optional.empty()))
                    .orElseThrow(Problem::unauthorized);
        }
        var session = door.session(context);
        if (session.isEmpty()) {
            throw Problem.unauthorized();
        }
        if (endpoint.method() != HttpMethod.GET
                && !session.get().csrfIs(context.request().getHeader("X-CSRF-Token"))) {
            throw Problem.csrf();
        }
        return new Caller(session.get().actor(), session);
    }

    private static Reply failure(RoutingContext context, Endpoint endpoint) {
        var problem = switch (context.statusCode()) {
            case 413 -> Problem.tooLarge(endpoint.body().mostBytes);
            case 400 -> Problem.badRequest("请求无法解析，请检查格式。", "The request cannot be read; check its form.");
            default -> Problem.from(context.failure() == null ? new IllegalStateException() : context.failure());
        };
        return problem.reply(Language.of(context.request()));
    }

    public static void send(RoutingContext context, Reply reply) {
        var response = context.response();
        var file = reply.file();
        if (response.ended() || response.closed()) {
            if (file != null) {
                file.close();
            }
            return;
        }
        response.setStatusCode(reply.status());
        if (!reply.contentType().isEmpty()) {
            response.putHeader("Content-Type", reply.contentType());
        }
        reply.headers().forEach(response::putHeader);
        if (file != null) {
            response.sendFile(file.path().toString()).onComplete(sent -> file.close());
        } else if (context.request().method() == HttpMethod.HEAD || reply.status() == 204) {
            response.end();
        } else {
            response.end(Buffer.buffer(reply.body()));
        }
    }
}
