package zhiheng.server.ground.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A real server whose answer is the id that its working thread sees. */
class RequestIdTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static int port;

    @BeforeAll
    static void start() {
        var router = Router.router(VERTX);
        router.route().handler(RequestId::give);
        router.get("/here").handler(ctx -> ctx.end(RequestId.current()));
        router.get("/thread")
                .handler(ctx -> Thread.ofVirtual().start(RequestId.carry(ctx, () -> {
                    var seen = RequestId.current();
                    VERTX.runOnContext(nothing -> ctx.end(seen));
                })));
        router.get("/forgotten").handler(ctx -> VERTX.runOnContext(later -> ctx.end(RequestId.current())));
        port = VERTX.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    @AfterAll
    static void stop() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    private static HttpResponse<String> get(String path, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static String id(HttpResponse<String> answer) {
        return answer.headers().firstValue("X-Request-Id").orElseThrow();
    }

    @Test
    void every_answer_names_its_request_and_no_two_share_a_name() throws Exception {
        var one = get("/here");
        assertThat(one.body()).isEqualTo(id(one)).matches("[0-9a-f]{16}");
        assertThat(id(get("/here"))).isNotEqualTo(id(one));
        assertThat(id(get("/no-such-page"))).matches("[0-9a-f]{16}");
    }

    @Test
    void the_name_goes_with_the_work_to_another_thread() throws Exception {
        var answer = get("/thread");
        assertThat(answer.body()).isEqualTo(id(answer));
    }

    @Test
    void the_event_loop_keeps_no_name_after_the_request() throws Exception {
        assertThat(get("/forgotten").body()).isEmpty();
    }

    @Test
    void a_name_that_a_proxy_brings_is_kept() throws Exception {
        var answer = get("/thread", "X-Request-Id", "edge-7.a_B");
        assertThat(id(answer)).isEqualTo("edge-7.a_B");
        assertThat(answer.body()).isEqualTo("edge-7.a_B");
    }

    @Test
    void a_name_that_could_disturb_the_log_is_replaced() throws Exception {
        assertThat(id(get("/here", "X-Request-Id", "a b\"{}"))).matches("[0-9a-f]{16}");
        assertThat(id(get("/here", "X-Request-Id", "x".repeat(65)))).matches("[0-9a-f]{16}");
    }
}
