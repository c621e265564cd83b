package zhiheng.server.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.testing.MovableClock;
import zhiheng.office.people.Role;
import zhiheng.server.testing.Visitor;

/** What every reader gets around the content: files beside the pages, its own zone, names in place of ids. */
class ReadersTest {
    private static final String PASSWORD = "a long enough one";

    @TempDir
    Path folder;

    private ZhihengServer server;
    private String id;

    @BeforeEach
    void start() {
        var library = Path.of("src/test/resources/library");
        server = ZhihengServer.start(Config.of(folder, library, "127.0.0.1", 0), new MovableClock());
        var boss = server.identity()
                .setUp(server.setupToken().orElseThrow(), "boss", "Wei Li", PASSWORD.toCharArray())
                .actor();
        server.identity().createPerson(boss, boss.orgId(), "audit", "Ana", Role.AUDITOR, PASSWORD.toCharArray());
        id = server.office()
                .registry()
                .register(boss, boss.orgId(), "Haitang Bot", "", "", Map.of())
                .id();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<byte[]> file(String method, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/static/echarts.min.js"))
                .method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        }
    }

    @Test
    void files_go_out_compressed_to_those_who_take_it_and_are_the_same_bytes() throws Exception {
        var plain = file("GET");
        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        var zipped = file("GET", "Accept-Encoding", "gzip, br");
        assertThat(zipped.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(zipped.body().length).isLessThan(250_000).isLessThan(plain.body().length / 2);
        try (var in = new GZIPInputStream(new ByteArrayInputStream(zipped.body()))) {
            assertThat(in.readAllBytes()).isEqualTo(plain.body());
        }
        assertThat(file("GET", "Accept-Encoding", "gzip;q=0").headers().firstValue("Content-Encoding"))
                .isEmpty();
        var tag = zipped.headers().firstValue("ETag").orElseThrow();
        assertThat(file("GET", "Accept-Encoding", "gzip", "If-None-Match", tag).statusCode())
                .isEqualTo(304);
        assertThat(file("GET", "If-None-Match", tag).statusCode())
                .as("of the other form")
                .isEqualTo(200);
    }

    @Test
    void head_says_what_get_would_send_and_sends_no_body() throws Exception {
        var head = file("HEAD");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValueAsLong("Content-Length").orElse(0))
                .isEqualTo(file("GET").body().length);
    }

    @Test
    void times_are_told_in_the_readers_zone_by_name_and_hold_the_instant() throws Exception {
        var visitor = new Visitor(server.port(), "en").signIn("boss", PASSWORD);
        var instant = server.ledger().entry(0).time().toString();
        assertThat(visitor.get("/ledger").body()).contains("<time datetime=\"" + instant + "\"");
        visitor.remember("zhiheng-zone", "Asia/Shanghai");
        assertThat(visitor.get("/ledger").body())
                .contains("<time datetime=\"" + instant + "\" title=\"Asia/Shanghai\"")
                .contains("Times are those of Asia/Shanghai")
                .contains("Each law counts the days of its own zone");
        visitor.remember("zhiheng-zone", "Etc/UTC");
        assertThat(visitor.get("/ledger").body()).contains("Times are those of Etc/UTC");
        visitor.remember("zhiheng-zone", "Nowhere/At\"All");
        assertThat(visitor.get("/ledger").statusCode()).isEqualTo(200);
    }

    @Test
    void an_auditor_reads_names_of_people_and_systems_and_no_ids() throws Exception {
        var auditor = new Visitor(server.port(), "en").signIn("audit", PASSWORD);
        assertThat(auditor.get("/ledger").body())
                .contains("Wei Li", "<a href=\"/systems/" + id + "\">Haitang Bot</a>", "Ana")
                .doesNotContain("<td class=\"code\">" + id);
        assertThat(auditor.get("/systems/" + id).body()).contains("Wei Li");
    }

    @Test
    void a_form_with_a_mistake_says_so_in_the_title() throws Exception {
        var visitor = new Visitor(server.port(), "en").signIn("boss", PASSWORD);
        var wrong = visitor.post("/systems/new", "/systems", Map.of("name", List.of("")));
        assertThat(wrong.body()).contains("<title>Error: ").contains("role=\"alert\"");
    }
}
