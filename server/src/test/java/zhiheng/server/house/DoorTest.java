package zhiheng.server.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.base.testing.Await;
import zhiheng.server.ground.http.Door;
import zhiheng.server.ground.identity.Session;
import zhiheng.server.testing.GatewayServer;

/** What holds for pages and for REST alike. */
class DoorTest extends GatewayServer {
    private final HttpClient client = HttpClient.newHttpClient();

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.address().resolve(path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private Session signedIn() {
        return server.identity()
                .signIn("boss", "a long enough one".toCharArray(), "127.0.0.1")
                .orElseThrow();
    }

    private HttpRequest.Builder form(Session session, String path, String csrf, String name) {
        return request(path)
                .header("Cookie", Session.COOKIE + "=" + session.id())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(
                        "csrf=" + csrf + "&org=" + session.person().orgId() + "&description=&purpose=&name="
                                + URLEncoder.encode(name, StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fr, zh;q=0.9",
                "zh-TW",
                "en-GB,zh;q=0.2",
                "zh;q=0",
                "*",
                "en;q=0.1,zh-Hans-CN;q=0.2",
                "broken;;",
                "fr"
            })
    void one_header_gives_one_language_at_both_doors(String header) throws Exception {
        var page = send(request("/sign-in").header("Accept-Language", header));
        var problem = send(request("/api/v1/systems").header("Accept-Language", header));
        boolean zh = page.headers().firstValue("Content-Language").orElseThrow().equals("zh");
        assertThat(json(problem).get("title").asString()).isEqualTo(zh ? "需要登录" : "Sign in first");
    }

    @Test
    void what_a_visitor_chose_wins_over_what_the_browser_says() throws Exception {
        var page = send(request("/sign-in").header("Accept-Language", "en").header("Cookie", "zhiheng-language=zh"));
        assertThat(page.headers().firstValue("Content-Language")).contains("zh");
        var odd = send(request("/sign-in").header("Accept-Language", "zh").header("Cookie", "zhiheng-language=xx"));
        assertThat(odd.headers().firstValue("Content-Language")).contains("zh");
    }

    @Test
    void both_doors_send_the_same_headers_of_protection_once() throws Exception {
        var page = send(request("/sign-in")).headers();
        var rest = send(request("/api/v1/systems")).headers();
        for (var name :
                List.of("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cache-Control")) {
            assertThat(page.allValues(name)).as(name).hasSize(1).isEqualTo(rest.allValues(name));
        }
    }

    @Test
    void a_wrong_token_changes_nothing_at_either_door() throws Exception {
        var session = signedIn();
        var wrong = session.csrf().substring(1) + "x";
        assertThat(send(form(session, "/systems", wrong, "Page")).statusCode()).isEqualTo(403);
        var rest = send(request("/api/v1/systems")
                .header("Cookie", Session.COOKIE + "=" + session.id())
                .header("X-CSRF-Token", wrong)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"name\":\"Rest\"}")));
        assertThat(rest.statusCode()).isEqualTo(403);
        assertThat(api("GET", "/api/v1/systems", admin, "").body()).doesNotContain("Page", "Rest");
    }

    @Test
    void forms_being_saved_while_the_server_stops_are_kept_whole_or_refused() throws Exception {
        var session = signedIn();
        var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (int i = 0; i < 40; i++) {
            answers.add(client.sendAsync(
                    form(session, "/systems", session.csrf(), "Form " + i + ".").build(), BodyHandlers.ofString()));
        }
        answers.getFirst().get(20, TimeUnit.SECONDS);
        server.close();
        var saved = new ArrayList<String>();
        for (int i = 0; i < answers.size(); i++) {
            try {
                int status = answers.get(i).get(20, TimeUnit.SECONDS).statusCode();
                assertThat(status).as("form %d", i).isIn(303, 503);
                if (status == 303) {
                    saved.add("\"Form " + i + ".\"");
                }
            } catch (ExecutionException e) {
                assertThat(e).hasCauseInstanceOf(IOException.class); // the port was closed already
            }
        }
        open();
        assertThat(saved).isNotEmpty();
        assertThat(api("GET", "/api/v1/systems?limit=100", admin, "").body()).contains(saved);
    }

    @Test
    void closing_waits_for_work_begun_and_refuses_what_comes_later() throws Exception {
        var vertx = Vertx.vertx();
        try (var door =
                new Door(server.identity(), new zhiheng.server.ground.audit.SecurityLog(java.time.Clock.systemUTC()))) {
            var begun = new CountDownLatch(1);
            var goesOn = new CountDownLatch(1);
            var router = Router.router(vertx);
            router.get()
                    .handler(ctx -> door.run(
                            ctx,
                            () -> {
                                begun.countDown();
                                goesOn.await();
                                return () -> ctx.end("done");
                            },
                            e -> () -> ctx.response().setStatusCode(503).end(e.getMessage())));
            var http = vertx.createHttpServer()
                    .requestHandler(router)
                    .listen(0, "127.0.0.1")
                    .await();
            var address = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http.actualPort()));
            var first = client.sendAsync(address.build(), BodyHandlers.ofString());
            begun.await();
            var closed = CompletableFuture.runAsync(door::close);
            Await.until("the door is closing", door::isClosing);
            var later = client.send(address.build(), BodyHandlers.ofString());
            assertThat(later.statusCode()).isEqualTo(503);
            assertThat(later.body()).contains("stopping");
            assertThat(closed).isNotDone();
            goesOn.countDown();
            assertThat(first.get(10, TimeUnit.SECONDS).body()).isEqualTo("done");
            closed.get(10, TimeUnit.SECONDS);
        } finally {
            vertx.close().await();
        }
    }
}
