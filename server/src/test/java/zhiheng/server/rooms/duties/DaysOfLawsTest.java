package zhiheng.server.rooms.duties;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
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
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;
import zhiheng.server.testing.TwoZones;
import zhiheng.server.testing.Visitor;

/**
 * Two duties with one last day, 1 June 2026, of a law in Shanghai and of one in New York, while it is the 2nd in
 * Shanghai and the 1st in New York: on the pages, in files and over REST.
 */
class DaysOfLawsTest {
    private static final String PASSWORD = "a long enough one";

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock(Instant.parse("2026-06-01T17:00:00Z"));
    private final HttpClient client = HttpClient.newHttpClient();
    private ZhihengServer server;
    private Visitor visitor;
    private Actor boss;
    private Org org;
    private String system;
    private String token;

    @BeforeEach
    void start() throws Exception {
        server = ZhihengServer.start(Config.of(folder, TwoZones.library(folder), "127.0.0.1", 0), clock);
        boss = server.identity()
                .setUp(server.setupToken().orElseThrow(), "boss", "Boss", PASSWORD.toCharArray())
                .actor();
        token = server.identity().createToken(boss, "t", Role.ADMINISTRATOR).secret();
        org = server.office().orgs().create(boss, Org.Kind.PROVIDER, "Acme");
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

    private String rest(String path) throws Exception {
        return client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    @Test
    void one_is_overdue_and_the_other_due_today_on_home_and_in_the_list() throws Exception {
        assertThat(visitor.get("/").body())
                .containsSubsequence("<small title=\"Asia/Shanghai\">1 day ago", "T-FIRM", "Overdue")
                .containsSubsequence("<small title=\"America/New_York\">today", "W-FIRM", "Not assessed");
        assertThat(visitor.get("/duties?show=overdue").body())
                .contains("T-FIRM")
                .doesNotContain("W-FIRM");
        assertThat(visitor.get("/systems/" + system + "/duties").body())
                .containsSubsequence("T-FIRM", "Overdue")
                .containsSubsequence("W-FIRM", "Not assessed");
    }

    @Test
    void a_page_says_which_day_it_is_by_which_law_and_a_duty_whose_midnight_counts() throws Exception {
        assertThat(visitor.get("/").body())
                .contains("there it is now 2026-06-01 (America/New_York), 2026-06-02 (Asia/Shanghai)");
        assertThat(visitor.get("/systems/" + system + "/duties/W-FIRM").body())
                .contains("The day ends when it ends in America/New_York.", "today");
        assertThat(visitor.get("/systems/" + system + "/duties/T-FIRM").body())
                .contains("The day ends when it ends in Asia/Shanghai.", "1 day ago");
    }

    @Test
    void rest_says_the_state_and_the_zone() throws Exception {
        assertThat(rest("/api/v1/duties?show=overdue")).contains("\"T-FIRM\"").doesNotContain("\"W-FIRM\"");
        assertThat(rest("/api/v1/duties"))
                .containsSubsequence("\"T-FIRM\"", "\"OVERDUE\"", "\"zone\":\"Asia/Shanghai\"")
                .containsSubsequence("\"W-FIRM\"", "\"NOT_ASSESSED\"", "\"zone\":\"America/New_York\"");
        assertThat(rest("/api/v1/systems/" + system + "/dossier"))
                .containsSubsequence("\"id\":\"T-FIRM\",\"state\":\"OVERDUE\"")
                .containsSubsequence("\"id\":\"W-FIRM\",\"state\":\"NOT_ASSESSED\"");
    }

    /** A day that somebody names is one day for all laws. */
    @Test
    void as_of_a_day_is_that_day_by_every_law() throws Exception {
        assertThat(rest("/api/v1/systems/" + system + "/dossier?asOf=2026-06-02"))
                .contains("\"id\":\"T-FIRM\",\"state\":\"OVERDUE\"", "\"id\":\"W-FIRM\",\"state\":\"OVERDUE\"");
        assertThat(rest("/api/v1/systems/" + system + "/dossier?asOf=2026-06-01"))
                .doesNotContain("\"state\":\"OVERDUE\"");
    }

    @Test
    void what_is_provisional_says_so_in_rows_files_and_rest() throws Exception {
        server.office().registry().register(boss, org.id(), "Unasked", "", "", Map.of("infers", true));
        assertThat(visitor.get("/duties?law=westlaw").body())
                .contains("provisional: an exception is not yet ruled out");
        assertThat(visitor.get("/duties?law=testlaw").body()).doesNotContain("provisional");
        assertThat(visitor.get("/").body()).contains("provisional: an exception");
        assertThat(rest("/api/v1/duties?law=westlaw")).contains("\"provisional\":true", "\"provisional\":false");
        var csv = visitor.get("/duties.csv?law=westlaw").body();
        assertThat(csv).contains("\"Provisional\",\"Day\",\"Time zone\"");
        assertThat(csv.lines().skip(1))
                .anyMatch(line -> line.contains("\"Yes\",\"2026-06-01\",\"America/New_York\""))
                .anyMatch(line -> line.contains("\"No\",\"2026-06-01\",\"America/New_York\""));
    }
}
