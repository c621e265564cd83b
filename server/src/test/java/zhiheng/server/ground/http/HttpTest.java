package zhiheng.server.ground.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.base.JsonReader;
import zhiheng.base.testing.Await;
import zhiheng.server.ground.audit.SecurityLog;
import zhiheng.server.ground.identity.Session;
import zhiheng.server.testing.OfficeServer;

/** Addresses made for these tests behind a real gate: who is let in, how bodies are taken, what an answer looks like. */
class HttpTest {
    @TempDir
    static Path folder;

    private static final Vertx VERTX = Vertx.vertx();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final AtomicReference<SentFile> LAST = new AtomicReference<>();

    private static OfficeServer house;
    private static Door door;
    private static String token;
    private static URI base;

    @BeforeAll
    static void start() {
        house = new OfficeServer(folder);
        token = house.server
                .identity()
                .createToken(house.boss.actor(), "gate", zhiheng.office.people.Role.ADMINISTRATOR)
                .secret();
        door = new Door(house.server.identity(), new SecurityLog(Clock.systemUTC()));
        var router = Router.router(VERTX);
        var gate = new Gate(door);
        for (var endpoint : endpoints()) {
            gate.mount(router, endpoint);
        }
        base = URI.create("http://127.0.0.1:"
                + VERTX.createHttpServer()
                        .requestHandler(router)
                        .listen(0, "127.0.0.1")
                        .await()
                        .actualPort());
    }

    private static List<Endpoint> endpoints() {
        return List.of(
                Endpoint.open(
                        HttpMethod.GET,
                        "/open",
                        Endpoint.Body.NONE,
                        call -> Reply.json(Map.of("who", call.actor().id()))),
                Endpoint.get(
                        "/who", call -> Reply.json(Map.of("who", call.actor().id()))),
                Endpoint.get(
                        "/list",
                        call -> Reply.json(JsonOut.page(
                                Paging.page(
                                        IntStream.range(0, 120)
                                                .mapToObj(i -> "n" + i)
                                                .toList(),
                                        s -> s,
                                        call),
                                s -> JsonOut.map("id", s)))),
                Endpoint.get("/asked", call -> Reply.json(JsonOut.map("q", call.query("q"), "day", call.date("day")))),
                Endpoint.json(HttpMethod.POST, "/version", call -> {
                    var json = call.json("version");
                    return Reply.json(Map.of("version", call.version(json)));
                }),
                Endpoint.jsonIfAny(
                        HttpMethod.POST,
                        "/maybe",
                        call -> Reply.json(Map.of("x", call.json("x").text("x", "none")))),
                Endpoint.post("/deed", call -> {
                    call.json(JsonReader.Limits.BODY);
                    return Reply.nothing();
                }),
                Endpoint.post("/nothing", call -> Reply.nothing()),
                Endpoint.file(
                        HttpMethod.POST,
                        "/file",
                        call -> Reply.bytes("text/plain", call.content()).with("X-Length", "" + call.content().length)),
                Endpoint.stream(HttpMethod.POST, "/stream", call -> {
                    LAST.set(call.file());
                    return Reply.json(Map.of(
                            "name", call.file().name(),
                            "labelled", call.file().labelledName(),
                            "bytes", Files.size(call.file().path())));
                }),
                Endpoint.stream(HttpMethod.POST, "/back", call -> {
                    var copy = SentFile.empty(call.file().name());
                    Files.copy(call.file().path(), copy.path(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                    LAST.set(copy);
                    return Reply.file("application/octet-stream", copy);
                }),
                Endpoint.get("/broken", call -> {
                    throw new IllegalStateException("secret inside");
                }));
    }

    @AfterAll
    static void stop() {
        door.close();
        VERTX.close().await();
        house.close();
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).header("Accept-Language", "en");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder known(String path) {
        return request(path).header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        var request = known(path).POST(body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        return send(
                headers.length == 0 ? request.header("Content-Type", "application/json") : request.headers(headers));
    }

    @Test
    void an_address_for_anybody_asks_for_no_token_and_shows_no_ones_things() throws Exception {
        assertThat(send(request("/open")).body()).isEqualTo("{\"who\":\"\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer wrong", "Bearer ", "Basic Ym9zczpib3Nz", "bearer", "x"})
    void whoever_brings_no_good_token_is_asked_to_sign_in(String authorization) throws Exception {
        var answer = send(request("/who").header("Authorization", authorization));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json; charset=utf-8");
        assertThat(answer.body()).contains("\"status\":401", "Sign in first");
    }

    @Test
    void the_scheme_of_the_header_is_read_in_any_case() throws Exception {
        assertThat(send(request("/who").header("Authorization", "bEaReR " + token))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_session_reads_by_its_cookie_and_changes_by_its_token_only() throws Exception {
        var session = house.server
                .identity()
                .signIn("boss", OfficeServer.PASSWORD.toCharArray(), "127.0.0.1")
                .orElseThrow();
        var cookie = Session.COOKIE + "=" + session.id();
        assertThat(send(request("/who").header("Cookie", cookie)).body()).contains(house.boss.id());
        var bare = send(request("/nothing").header("Cookie", cookie).POST(BodyPublishers.noBody()));
        assertThat(bare.statusCode()).isEqualTo(403);
        assertThat(bare.body()).contains("X-CSRF-Token");
        assertThat(send(request("/nothing")
                                .header("Cookie", cookie)
                                .header("X-CSRF-Token", session.csrf())
                                .POST(BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void a_list_comes_in_pages_that_together_hold_everything_once() throws Exception {
        var seen = new ArrayList<String>();
        var cursor = "";
        do {
            var page = new tools.jackson.databind.json.JsonMapper()
                    .readTree(send(known("/list?limit=50" + cursor)).body());
            page.get("items").forEach(item -> seen.add(item.get("id").asString()));
            cursor = page.has("next") ? "&cursor=" + page.get("next").asString() : "";
        } while (!cursor.isEmpty());
        assertThat(seen).hasSize(120).doesNotHaveDuplicates().startsWith("n0").endsWith("n119");
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0,must be from 1 to 200",
        "limit=201,must be from 1 to 200",
        "limit=ten,must be from 1 to 200",
        "cursor=n999,start at the first page again"
    })
    void a_page_that_is_none_is_refused(String query, String says) throws Exception {
        var answer = send(known("/list?" + query));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(says);
    }

    @Test
    void a_question_of_the_address_has_a_longest_length_and_a_day_must_be_one() throws Exception {
        assertThat(send(known("/asked?q=" + "x".repeat(500) + "&day=2026-11-29"))
                        .body())
                .contains("x".repeat(500), "2026-11-29");
        assertThat(send(known("/asked?q=" + "x".repeat(501))).body()).contains("500 characters at most");
        assertThat(send(known("/asked?day=tomorrow")).body()).contains("'day' must be a date");
        assertThat(send(known("/asked?q=&day=")).body()).isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource({"'\"7\"',7", "7,7", "' \"12\" ',12"})
    void the_version_seen_is_told_by_a_header_as_it_was_answered(String match, long version) throws Exception {
        var answer = post("/version", "{}", "Content-Type", "application/json", "If-Match", match);
        assertThat(answer.body()).isEqualTo("{\"version\":" + version + "}");
    }

    @Test
    void the_version_seen_is_told_or_the_change_is_not_made() throws Exception {
        assertThat(post("/version", "{\"version\":3}").body()).isEqualTo("{\"version\":3}");
        assertThat(post("/version", "{}").statusCode()).isEqualTo(428);
        var odd = post("/version", "{}", "Content-Type", "application/json", "If-Match", "\"a,b\"");
        assertThat(odd.statusCode()).isEqualTo(400);
        assertThat(odd.body()).contains("If-Match must be a version");
    }

    @Test
    void json_has_to_say_that_it_is_and_may_be_left_out_only_where_nothing_is_needed() throws Exception {
        assertThat(post("/version", "{\"version\":1}", "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(415);
        assertThat(post("/version", "{\"version\":1}", "Content-Type", "APPLICATION/JSON; charset=utf-8")
                        .statusCode())
                .isEqualTo(200);
        assertThat(post("/maybe", "").body()).isEqualTo("{\"x\":\"none\"}");
        assertThat(post("/maybe", "{\"x\":\"1\"}").body()).isEqualTo("{\"x\":\"1\"}");
        assertThat(post("/version", "").statusCode()).isEqualTo(400);
    }

    @Test
    void a_body_beyond_its_limit_is_refused_with_the_limit() throws Exception {
        var answer = post("/version", "{\"version\":1}" + " ".repeat(JsonIn.MAX_BYTES));
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains(JsonIn.MAX_BYTES + " bytes at most");
    }

    @Test
    void a_room_that_reads_json_where_none_is_declared_is_found_out() throws Exception {
        assertThat(post("/deed", "").statusCode()).isEqualTo(500);
    }

    @Test
    void a_failure_inside_names_the_request_and_tells_nothing_of_the_inside() throws Exception {
        var answer = send(known("/broken"));
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("\"request\":").doesNotContain("secret", "Exception");
    }

    @Test
    void an_answer_of_nothing_has_neither_body_nor_type() throws Exception {
        var answer = post("/nothing", "");
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("Content-Type")).isEmpty();
    }

    @Test
    void a_file_in_memory_comes_back_byte_by_byte_with_its_own_headers() throws Exception {
        var answer = post("/file", "\0\t\nabc", "Content-Type", "image/png");
        assertThat(answer.body()).isEqualTo("\0\t\nabc");
        assertThat(answer.headers().firstValue("X-Length")).contains("6");
    }

    @Test
    void a_stream_lies_on_the_disk_while_its_request_lasts_and_not_a_moment_longer() throws Exception {
        var answer = post("/stream?fileName=photo.jpg", "x".repeat(300_000), "Content-Type", "image/jpeg");
        assertThat(answer.body())
                .contains("\"name\":\"photo.jpg\"", "\"labelled\":\"photo-aigc.jpg\"", "\"bytes\":300000");
        assertThat(LAST.get().path()).doesNotExist();
        assertThat(LAST.get().path().toString()).endsWith(".jpg");
    }

    @Test
    void a_file_that_is_sent_back_is_deleted_once_it_is_sent() throws Exception {
        var body = "y".repeat(100_000);
        assertThat(post("/back?fileName=a.bin", body, "Content-Type", "image/jpeg")
                        .body())
                .isEqualTo(body);
        var sent = LAST.get().path();
        Await.until("the file is deleted", () -> !Files.exists(sent));
    }

    @Test
    void a_stream_that_says_it_is_too_long_is_refused_before_it_is_sent() throws Exception {
        try (var socket = new Socket(base.getHost(), base.getPort())) {
            write(socket, head(SentFile.MAX_BYTES + 1));
            assertThat(firstLine(socket)).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void who_is_nobody_sends_no_stream() throws Exception {
        LAST.set(null);
        var answer = send(request("/stream").POST(BodyPublishers.ofString("x".repeat(200_000))));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(LAST.get()).isNull();
    }

    @Test
    void so_many_files_are_taken_at_once_and_the_next_is_asked_to_come_again() throws Exception {
        var sending = begun(17);
        Await.until("one of seventeen is answered", () -> sending.stream().anyMatch(HttpTest::answered));
        var refused = sending.stream().filter(HttpTest::answered).toList();
        assertThat(refused).hasSize(1);
        assertThat(firstLine(refused.getFirst())).startsWith("HTTP/1.1 503");
        for (var socket : sending) {
            if (socket != refused.getFirst()) {
                write(socket, "y");
                assertThat(firstLine(socket)).startsWith("HTTP/1.1 200");
            }
            socket.close();
        }
    }

    @Test
    void senders_who_go_away_in_the_middle_give_their_places_back() throws Exception {
        for (var socket : begun(16)) {
            socket.close();
        }
        Await.until("a place is free", () -> {
            try {
                return post("/stream", "x", "Content-Type", "image/jpeg").statusCode() == 200;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Files of two bytes of which the first is sent. */
    private static List<Socket> begun(int files) throws IOException {
        var sending = new ArrayList<Socket>();
        for (int i = 0; i < files; i++) {
            sending.add(new Socket(base.getHost(), base.getPort()));
            write(sending.getLast(), head(2) + "x");
        }
        return sending;
    }

    private static boolean answered(Socket socket) {
        try {
            return socket.getInputStream().available() > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String head(long bytes) {
        return "POST /stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token + "\r\nContent-Length: " + bytes
                + "\r\n\r\n";
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String firstLine(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }
}
