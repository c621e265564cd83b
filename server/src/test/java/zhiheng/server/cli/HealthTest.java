package zhiheng.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.net.URI;
import org.junit.jupiter.api.Test;

class HealthTest {
    @Test
    void only_a_server_that_answers_is_healthy() {
        var vertx = Vertx.vertx();
        try {
            int port = vertx.createHttpServer()
                    .requestHandler(request -> request.response()
                            .setStatusCode("/well".equals(request.path()) ? 200 : 503)
                            .end())
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join()
                    .actualPort();
            assertThat(Health.answers(URI.create("http://127.0.0.1:" + port + "/well")))
                    .isTrue();
            assertThat(Health.answers(URI.create("http://127.0.0.1:" + port + "/ill")))
                    .isFalse();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
        assertThat(Health.answers(URI.create("http://127.0.0.1:1/"))).isFalse();
    }
}
