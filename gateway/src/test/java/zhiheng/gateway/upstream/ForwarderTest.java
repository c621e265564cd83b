package zhiheng.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls over real connections to upstreams that misbehave. */
class ForwarderTest {
    private static final Consumer<HttpServerRequest> WELL =
            request -> request.response().end("well");
    private static final Consumer<HttpServerRequest> SILENT = request -> {};
    private static final Consumer<HttpServerRequest> CUT =
            request -> request.connection().close();

    private final Vertx vertx = Vertx.vertx();
    private final Forwarder forwarder = new Forwarder(vertx, new Balancer(), new Destinations(Set.of("127.0.0.1")), 16);
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private int routes;

    @AfterEach
    void close() {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    private static Consumer<HttpServerRequest> status(int status) {
        return request -> request.response().setStatusCode(status).end("status " + status);
    }

    /** A route of a system of its own over servers that answer so; the first has weight 1, the others are fallbacks in this order. */
    @SafeVarargs
    private Route route(int attempts, Consumer<HttpServerRequest>... answers) {
        var upstreams = new ArrayList<Upstream>();
        for (var answer : answers) {
            var id = "u" + upstreams.size();
            HttpServer server = await(vertx.createHttpServer()
                    .requestHandler(request -> {
                        asked.add(id);
                        answer.accept(request);
                    })
                    .listen(0, "127.0.0.1"));
            upstreams.add(upstream(id, server.actualPort(), upstreams.isEmpty() ? 1 : 0));
        }
        return new Route("bot" + ++routes, upstreams, attempts, "");
    }

    private static Upstream upstream(String id, int port, int weight) {
        return new Upstream(
                id,
                URI.create("http://127.0.0.1:" + port + "/v1"),
                "",
                weight,
                Map.of(),
                Duration.ofSeconds(1),
                Duration.ofMillis(300));
    }

    private Forwarder.Answer send(Route route) {
        var call = new Forwarder.Call(
                "/chat/completions",
                HttpMethod.POST,
                "m",
                "application/json",
                Map.of(),
                "",
                (upstream, attempt) -> Buffer.buffer("{}"));
        return await(forwarder.send(route, call).answer());
    }

    private static String body(Forwarder.Answer answer) {
        HttpClientResponse response = answer.response();
        var body = response.body();
        response.resume();
        return await(body).toString();
    }

    @Test
    void an_upstream_that_is_busy_broken_silent_or_cuts_off_is_followed_by_the_next() {
        for (var bad : List.of(status(429), status(408), status(500), status(503), SILENT, CUT)) {
            asked.clear();
            var answer = send(route(2, bad, WELL));
            assertThat(asked).containsExactly("u0", "u1");
            assertThat(answer.upstream().id()).isEqualTo("u1");
            assertThat(answer.attempts()).isEqualTo(2);
            assertThat(body(answer)).isEqualTo("well");
        }
    }

    @Test
    void an_upstream_nobody_listens_at_is_followed_by_the_next() throws Exception {
        var well = route(2, WELL).upstreams().getFirst();
        int nobody;
        try (var socket = new java.net.ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        var route = new Route("bot", List.of(upstream("none", nobody, 1), upstream("well", well.port(), 0)), 2, "");
        assertThat(send(route).upstream().id()).isEqualTo("well");
    }

    @Test
    void an_answer_about_the_call_itself_is_the_answer() {
        for (int status : new int[] {200, 400, 401, 404, 422}) {
            asked.clear();
            assertThat(send(route(3, status(status), WELL)).response().statusCode())
                    .isEqualTo(status);
            assertThat(asked).containsExactly("u0");
        }
    }

    @Test
    void when_the_tries_are_used_up_the_last_answer_is_passed_on() {
        var answer = send(route(2, status(500), status(503), WELL));
        assertThat(asked).containsExactly("u0", "u1");
        assertThat(answer.response().statusCode()).isEqualTo(503);
        assertThat(body(answer)).isEqualTo("status 503");
    }

    @Test
    void when_nobody_answers_the_error_names_the_upstream_and_not_its_address() {
        var route = route(2, CUT, SILENT);
        assertThatThrownBy(() -> send(route))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOf(Forwarder.Unavailable.class)
                .hasMessageContaining("u1")
                .hasMessageNotContaining("127.0.0.1");
    }

    @Test
    void once_a_head_has_come_nobody_else_is_asked() {
        var route = route(
                3,
                request -> {
                    request.response().setChunked(true).write("half");
                    vertx.setTimer(20, later -> request.connection().close());
                },
                WELL);
        var answer = send(route);
        assertThatThrownBy(() -> body(answer)).isInstanceOf(CompletionException.class);
        assertThat(asked).containsExactly("u0");
    }

    @Test
    void a_slow_body_is_not_taken_for_a_slow_head() {
        var route = route(
                2,
                request -> {
                    request.response().setChunked(true).write("slow ");
                    vertx.setTimer(500, later -> request.response().end("but whole"));
                },
                WELL);
        assertThat(body(send(route))).isEqualTo("slow but whole");
        assertThat(asked).containsExactly("u0");
    }

    @Test
    void an_upstream_that_failed_often_is_not_asked_any_more() {
        var route = route(2, status(500), WELL);
        for (int i = 0; i < Breaker.FAILURES; i++) {
            send(route);
        }
        asked.clear();
        assertThat(send(route).attempts()).isEqualTo(1);
        assertThat(asked).containsExactly("u1");
        var alone = new Route(route.system(), route.upstreams().subList(0, 1), 1, "");
        assertThatThrownBy(() -> send(alone)).hasMessageContaining("every upstream is down");
    }
}
