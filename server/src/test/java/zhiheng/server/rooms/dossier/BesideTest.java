package zhiheng.server.rooms.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.testing.MovableClock;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;
import zhiheng.server.testing.Visitor;

/** One generative service in the Union and in Korea, by the packs that ship: what evidence of one law serves in the other. */
class BesideTest {
    private static final String PASSWORD = "a long enough one";
    private static final Map<String, Object> CHAT = Map.of(
            "infers", true,
            "interacts_with_people", true,
            "generates", List.of("text"),
            "eu_nexus", List.of("placed_on_eu_market"),
            "eu_roles", List.of("provider"),
            "eu_exclusions", List.of(),
            "offered_in", List.of("korea"),
            "kr_operator", true,
            "kr_defence", false,
            "kr_areas", List.of());

    @TempDir
    Path folder;

    private ZhihengServer server;
    private Actor boss;
    private String id;
    private Visitor visitor;

    @BeforeEach
    void start() throws Exception {
        var clock = new MovableClock();
        clock.day("2026-11-30");
        server = ZhihengServer.start(Config.of(folder, Path.of("../packs/library"), "127.0.0.1", 0), clock);
        boss = server.identity()
                .setUp(server.setupToken().orElseThrow(), "boss", "Boss", PASSWORD.toCharArray())
                .actor();
        var org = server.office().orgs().create(boss, Org.Kind.PROVIDER, "Acme").id();
        id = server.office()
                .registry()
                .register(boss, org, "Chat", "", "", CHAT)
                .id();
        visitor = new Visitor(server.port(), "en").signIn("boss", PASSWORD);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void the_dossier_leads_to_what_is_left_for_the_second_law() throws Exception {
        assertThat(visitor.get("/systems/" + id).body()).contains("href=\"/systems/" + id + "/beside\"");
        var page = visitor.get("/systems/" + id + "/beside?first=EU&second=KR").body();
        assertThat(page)
                .contains("Korea, when EU is met")
                .contains("Tell users in advance that AI is used", "Tell people that they deal with AI")
                .contains("Telling at first interaction is telling in advance")
                .contains("left to do")
                .contains("No evidence of this system leads");
        assertThat(visitor.get("/systems/" + id + "/beside").statusCode()).isEqualTo(200);
    }

    @Test
    void evidence_given_once_is_shown_at_the_duty_of_the_other_law() throws Exception {
        server.office()
                .evidence()
                .add(boss, id, "EU-50-1", "First screen", "https://example.org/screen", null, null, null);
        var page = visitor.get("/systems/" + id + "/beside?first=EU&second=KR").body();
        assertThat(page).contains("At hand:", "https://example.org/screen");
        var twice = page.substring(page.indexOf("id=\"twice\""));
        assertThat(twice).contains("First screen", "EU-50-1", "KR-31-1").doesNotContain("No evidence of this system");
        var duty = visitor.get("/systems/" + id + "/duties/EU-50-1").body();
        assertThat(duty.substring(duty.indexOf("name=\"serves\"")))
                .startsWith("name=\"serves\" value=\"KR-31-1\"")
                .contains("Tell users in advance that AI is used · by the crosswalk served in part");
    }

    @Test
    void the_dossier_answers_for_four_places_with_citations_and_tells_a_commitment_from_a_law() throws Exception {
        server.office()
                .registry()
                .setFacts(
                        boss,
                        id,
                        1,
                        Map.of(
                                "generates", List.of("text", "image"),
                                "cn_public_in_prc", true,
                                "cn_roles", List.of("provider"),
                                "offered_in", List.of("korea", "california"),
                                "ca_public", true,
                                "ca_kind", List.of(),
                                "ca_frontier", false,
                                "frameworks", List.of("iso_42001")));
        var page = visitor.get("/systems/" + id + "/duties?force=all").body();
        assertThat(page)
                .contains("China · ", "EU · ", "Korea · ", "California · ", "International · ")
                .contains("Article 50(1)", "Article 31(2)", "Bus. &amp; Prof. Code 22757.3(a)", "voluntary commitment");
        var beside =
                visitor.get("/systems/" + id + "/beside?first=CN&second=US-CA").body();
        assertThat(beside).contains("California, when China is met", "served in part");
    }

    @Test
    void a_place_where_nothing_is_owed_is_refused_and_one_place_twice_is_no_comparison() throws Exception {
        assertThat(visitor.get("/systems/" + id + "/beside?first=US-CO&second=KR")
                        .statusCode())
                .isEqualTo(422);
        assertThat(visitor.get("/systems/" + id + "/beside?first=KR&second=KR").body())
                .contains("Choose two different jurisdictions.");
    }
}
