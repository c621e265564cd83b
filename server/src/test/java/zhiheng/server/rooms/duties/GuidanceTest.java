package zhiheng.server.rooms.duties;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.testing.MovableClock;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;
import zhiheng.server.testing.TwoZones;
import zhiheng.server.testing.Visitor;

/** A law and a guide with one last day, long past, and the guide's first tier: on pages, in files and over REST. */
class GuidanceTest {
    private static final String PASSWORD = "a long enough one";

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private ZhihengServer server;
    private Visitor visitor;
    private String system;
    private String token;

    @BeforeEach
    void start() throws Exception {
        var clock = new MovableClock(Instant.parse("2026-07-01T12:00:00Z"));
        server = ZhihengServer.start(Config.of(folder, TwoZones.guidance(folder), "127.0.0.1", 0), clock);
        var boss = server.identity()
                .setUp(server.setupToken().orElseThrow(), "boss", "Boss", PASSWORD.toCharArray())
                .actor();
        token = server.identity().createToken(boss, "t", Role.ADMINISTRATOR).secret();
        var org = server.office().orgs().create(boss, Org.Kind.PROVIDER, "Acme");
        system = server.office()
                .registry()
                .register(boss, org.id(), "Chat", "", "", Map.of("infers", true, "uses", List.of("chat")))
                .id();
        visitor = new Visitor(server.port(), "en").signIn("boss", PASSWORD);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> rest(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void rest_lists_all_unless_law_or_guidance_is_asked_for() throws Exception {
        assertThat(rest("/api/v1/duties").body())
                .contains("\"T-FIRM\"", "\"W-FIRM\"", "\"force\":\"law\"", "\"force\":\"guidance\"");
        assertThat(rest("/api/v1/duties?force=law").body())
                .contains("\"T-FIRM\"")
                .doesNotContain("\"W-FIRM\"");
        assertThat(rest("/api/v1/duties?force=guidance").body())
                .contains("\"W-FIRM\"")
                .doesNotContain("\"T-FIRM\"", "OVERDUE");
        assertThat(rest("/api/v1/duties?force=laws").body()).doesNotContain("\"T-FIRM\"", "\"W-FIRM\"");
        assertThat(rest("/api/v1/packs").body()).contains("\"binding\":true", "\"binding\":false");
    }

    @Test
    void a_dossier_over_rest_can_be_asked_for_one_of_them() throws Exception {
        var dossier = "/api/v1/systems/" + system + "/dossier";
        assertThat(tracked(dossier)).contains("\"T-FIRM\"", "\"W-FIRM\"");
        assertThat(tracked(dossier + "?force=law")).contains("\"T-FIRM\"").doesNotContain("\"W-FIRM\"");
        assertThat(tracked(dossier + "?force=guidance")).contains("\"W-FIRM\"").doesNotContain("\"T-FIRM\"");
        assertThat(rest(dossier + "?force=laws").statusCode()).isEqualTo(422);
    }

    /** What is tracked of each duty, without the finding before it. */
    private String tracked(String path) throws Exception {
        var body = rest(path).body();
        return body.substring(body.lastIndexOf("\"duties\""));
    }

    @Test
    void the_page_and_its_files_begin_with_law_and_a_click_shows_guidance() throws Exception {
        assertThat(visitor.get("/duties").body())
                .contains("T-FIRM", "href=\"/duties?show=open&amp;force=guidance\"")
                .doesNotContain("W-FIRM");
        assertThat(visitor.get("/duties?force=guidance").body())
                .contains("W-FIRM", "/duties.csv?show=open&amp;force=guidance")
                .containsPattern("W-FIRM · guidance")
                .doesNotContain("T-FIRM");
        assertThat(visitor.get("/duties?force=all").body()).contains("T-FIRM", "W-FIRM");
        assertThat(visitor.get("/duties.csv").body()).contains("T-FIRM").doesNotContain("W-FIRM");
        assertThat(visitor.get("/duties.csv?force=guidance").body())
                .contains("W-FIRM")
                .doesNotContain("T-FIRM");
    }

    @Test
    void a_guides_first_tier_is_in_no_colour_and_says_that_it_is_guidance() throws Exception {
        assertThat(visitor.get("/systems").body())
                .contains("Guidance · High")
                .containsPattern("class=\"chip tier-guide\"")
                .doesNotContain("chip tier-high");
        assertThat(visitor.get("/systems/" + system).body())
                .contains("Guidance · High", "Test guide · Guidance", "and 1 point of guidance")
                .doesNotContain("tier-high");
    }

    @Test
    void home_and_the_dossier_count_law_alone() throws Exception {
        assertThat(visitor.get("/").body()).contains("T-FIRM").doesNotContain("W-FIRM", "tier-high", "tier-guide");
        assertThat(rest("/api/v1/systems").body()).contains("\"overdue\":1");
        assertThat(visitor.get("/systems/" + system + "/duties").body())
                .contains("T-FIRM")
                .doesNotContain("id=\"W-FIRM\"");
        assertThat(visitor.get("/systems/" + system + "/duties?force=guidance").body())
                .contains("id=\"W-FIRM\"")
                .doesNotContain("id=\"T-FIRM\"");
    }
}
