package zhiheng.server.rooms.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
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
import zhiheng.server.testing.Visitor;

/** What registry, home and dossier say of the packs that ship, to a person who decides by it. */
class RegistryTruthTest {
    private static final String PASSWORD = "a long enough one";
    /** Older than the duties of high-risk systems, and recruiting. */
    private static final Map<String, Object> HIRING = Map.of(
            "infers", true,
            "first_placed_on", "2026-06-15",
            "eu_nexus", List.of("placed_on_eu_market"),
            "eu_roles", List.of("provider"),
            "eu_purposes", List.of("recruitment"),
            "eu_recruitment_task", List.of("for_employer"),
            "eu_profiling", true,
            "eu_annex_x_component", false,
            "offered_in", List.of());

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock();
    private ZhihengServer server;
    private Actor boss;
    private String org;
    private Visitor visitor;

    @BeforeEach
    void start() throws Exception {
        clock.day("2026-11-29");
        server = ZhihengServer.start(Config.of(folder, Path.of("../packs/library"), "127.0.0.1", 0), clock);
        boss = server.identity()
                .setUp(server.setupToken().orElseThrow(), "boss", "Boss", PASSWORD.toCharArray())
                .actor();
        org = server.office().orgs().create(boss, Org.Kind.PROVIDER, "Acme").id();
        visitor = new Visitor(server.port(), "en").signIn("boss", PASSWORD);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String register(Map<String, Object> facts) {
        return server.office()
                .registry()
                .register(boss, org, "Talent", "", "", facts)
                .id();
    }

    @Test
    void a_law_that_begins_and_will_not_apply_is_no_news_anywhere() throws Exception {
        var id = register(HIRING);
        assertThat(visitor.get("/").body())
                .contains("What the law will bring", "High-risk")
                .doesNotContain("Colorado");
        var list = visitor.get("/systems").body();
        assertThat(list.substring(list.indexOf("<table"))).contains("High-risk").doesNotContain("Colorado");
        var dossier = visitor.get("/systems/" + id).body();
        assertThat(dossier).contains("from 2027-12-02").doesNotContain("from 2027-01-01");
        assertThat(visitor.get("/changes?from=2026-12-31&to=2027-01-01").body())
                .contains("<span class=\"number\">0</span> systems change");
    }

    @Test
    void each_law_has_its_tiers_under_its_name_in_the_filter() throws Exception {
        register(HIRING);
        var page = visitor.get("/systems").body();
        var select = page.substring(page.indexOf("<select id=\"tier\""), page.indexOf("</select>"));
        var groups = Pattern.compile("<optgroup label=\"([^\"]+)\">(.*?)</optgroup>", Pattern.DOTALL)
                .matcher(select)
                .results()
                .toList();
        assertThat(groups).hasSizeGreaterThan(8);
        assertThat(groups).extracting(g -> g.group(1)).doesNotHaveDuplicates();
        assertThat(groups)
                .allSatisfy(g -> assertThat(Pattern.compile(">([^<]+)</option>")
                                .matcher(g.group(2))
                                .results()
                                .map(o -> o.group(1)))
                        .doesNotHaveDuplicates());
    }

    @Test
    void an_answer_that_moves_only_what_is_to_come_is_not_called_nothing() throws Exception {
        var id = register(HIRING);
        server.office().registry().setFacts(boss, id, 1, Map.of("eu_design_changed", false));
        var page = visitor.get("/systems/" + id).body();
        var changed = page.substring(page.indexOf("id=\"changed\""));
        assertThat(changed.substring(0, changed.indexOf("</section>")))
                .contains("What changed, and why", "duties on another day")
                .contains("Meet accessibility requirements · Article 16(l): 2030-08-02 instead of 2027-12-02")
                .doesNotContain("The last answers changed no tier and no duty");
    }

    @Test
    void a_day_that_rests_on_an_open_exception_is_marked_and_loses_the_mark_with_the_answer() throws Exception {
        var facts = new HashMap<>(HIRING);
        facts.put("eu_exclusions", List.of());
        facts.put("eu_practices", List.of());
        facts.put("eu_product_law", List.of());
        facts.put("eu_deployer_kind", List.of("employer"));
        facts.put("eu_task", List.of("assesses"));
        facts.put("eu_changes", List.of());
        var id = register(facts);
        assertThat(visitor.get("/systems/" + id + "/duties/EU-P-ACC").body())
                .as("the exception for older systems waits for an answer")
                .contains("2027-12-02", "an exception is not yet ruled out");
        server.office().registry().setFacts(boss, id, 1, Map.of("eu_design_changed", true));
        assertThat(visitor.get("/systems/" + id + "/duties/EU-P-ACC").body())
                .contains("2027-12-02")
                .doesNotContain("an exception is not yet ruled out");
    }

    @Test
    void where_nothing_has_a_day_home_leads_to_the_questions_that_may_bring_duties() throws Exception {
        register(Map.of());
        assertThat(visitor.get("/").body())
                .contains("nothing has a day yet, since unanswered questions may bring duties")
                .doesNotContain("Nothing has a day at present.");
    }

    @Test
    void a_count_below_zero_is_refused_at_its_field_and_kept() throws Exception {
        var id = register(HIRING);
        var questions = "/systems/" + id + "/questions?edit=eu_gpai_training_flop";
        var answer = visitor.post(
                questions,
                "/systems/" + id + "/questions",
                Map.of(
                        "asked", List.of("eu_gpai_training_flop"),
                        "version", List.of("1"),
                        "editing", List.of("1"),
                        "f-eu_gpai_training_flop", List.of("-5")));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("not a number of zero or more", "value=\"-5\"");
        assertThat(server.office().registry().system(boss, id).facts()).doesNotContainKey("eu_gpai_training_flop");
    }

    /** The same over REST, wherever answers are taken. */
    @Test
    void a_count_below_zero_is_refused_over_rest_with_its_place() throws Exception {
        var id = register(HIRING);
        var facts = "\"facts\":{\"infers\":true,\"eu_gpai_training_flop\":-5}";
        for (var request : List.of(
                List.of("POST", "/api/v1/systems", "{\"orgId\":\"" + org + "\",\"name\":\"S\"," + facts + "}"),
                List.of("PATCH", "/api/v1/systems/" + id, "{\"version\":1," + facts + "}"),
                List.of("POST", "/api/v1/classify", "{" + facts + "}"))) {
            var answer = rest(request.get(0), request.get(1), request.get(2));
            assertThat(answer.statusCode()).as(request.toString()).isEqualTo(400);
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
            assertThat(answer.body()).contains("'facts.eu_gpai_training_flop' must be a number of 0 or more");
        }
        assertThat(server.office().registry().system(boss, id).version()).isOne();
    }

    private HttpResponse<String> rest(String method, String path, String body) throws Exception {
        var secret =
                server.identity().createToken(boss, "t", Role.ADMINISTRATOR).secret();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(server.address().resolve(path))
                            .header("Authorization", "Bearer " + secret)
                            .header("Accept-Language", "en")
                            .header("Content-Type", "application/json")
                            .method(method, HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void one_of_a_kind_is_told_in_the_singular() throws Exception {
        register(Map.of("infers", true, "eu_nexus", List.of("placed_on_eu_market"), "eu_roles", List.of("provider")));
        assertThat(visitor.get("/systems").body()).contains("<span class=\"number\">1</span> system\n");
        var dossier =
                visitor.get("/systems/" + register(Map.of("infers", true))).body();
        assertThat(dossier).doesNotContain(">1</span> duties", ">1</span> open questions");
    }
}
