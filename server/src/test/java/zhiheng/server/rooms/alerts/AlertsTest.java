package zhiheng.server.rooms.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import zhiheng.server.testing.GatewayServer;
import zhiheng.server.testing.Visitor;

/** What people do with an alert, by REST and on its page, over a real server whose monitors raised it. */
class AlertsTest extends GatewayServer {
    private static final String NOBODY = "\"version\":0,\"state\":\"";

    private Visitor visitor;
    private String alert;

    @BeforeEach
    void leak() throws Exception {
        var seen = IntStream.range(0, 400)
                .mapToObj(i -> "{\"metric\":\"leak.certain\",\"value\":1," + "\"attributes\":{\"interaction\":\"app-"
                        + i + "\"}}")
                .collect(Collectors.joining(","));
        var raised = json(api("POST", system + "/observations", admin, "{\"observations\":[" + seen + "]}"));
        assertThat(raised.get("alerts").size()).isPositive();
        alert = one(admin, "").get("id").asString();
        visitor = new Visitor(server.port(), "en").signIn("boss", "a long enough one");
    }

    private String id() {
        return system.substring(system.lastIndexOf('/') + 1);
    }

    private JsonNode one(String token, String query) throws Exception {
        return json(api("GET", "/api/v1/alerts" + query, token, ""))
                .get("items")
                .get(0);
    }

    private int put(String token, String body) throws Exception {
        return api("PUT", "/api/v1/alerts/" + alert, token, body).statusCode();
    }

    @Test
    void an_alert_is_taken_up_closed_with_a_reason_and_opened_again_and_each_step_is_an_act() throws Exception {
        assertThat(one(admin, "?state=open").get("handled").get("version").asInt())
                .isZero();
        assertThat(put(admin, "{" + NOBODY + "acknowledged\",\"owner\":\"Safety\",\"note\":\"looks real\"}"))
                .isEqualTo(200);
        assertThat(put(admin, "{\"version\":1,\"state\":\"closed\"}"))
                .as("no reason")
                .isEqualTo(422);
        assertThat(put(admin, "{\"version\":1,\"state\":\"closed\",\"reason\":\"a test\"}"))
                .isEqualTo(200);
        assertThat(put(admin, "{\"version\":2,\"state\":\"acknowledged\"}"))
                .as("closed first opens")
                .isEqualTo(409);
        assertThat(put(admin, "{\"version\":2,\"state\":\"open\",\"note\":\"again\"}"))
                .isEqualTo(200);
        var all = json(api("GET", "/api/v1/alerts/" + alert, admin, "")).get("history");
        assertThat(all.valueStream().map(h -> h.get("state").asString()))
                .containsExactly("open", "closed", "acknowledged");
        var index = all.get(2).get("ledgerIndex").asLong();
        var entry = server.ledger().entry(index);
        assertThat(entry.act()).isEqualTo("alert.acknowledged");
        assertThat(entry.subject()).isEqualTo("alert/" + alert);
        assertThat(entry.bodyJson()).contains(alert, "ACKNOWLEDGED").doesNotContain("Safety", "looks real");
    }

    @Test
    void who_comes_second_is_refused_and_nothing_of_the_first_is_lost() throws Exception {
        assertThat(put(admin, "{" + NOBODY + "open\",\"owner\":\"first\"}")).isEqualTo(200);
        assertThat(put(admin, "{" + NOBODY + "open\",\"owner\":\"second\"}")).isEqualTo(409);
        assertThat(one(admin, "").get("handled").get("owner").asString()).isEqualTo("first");
    }

    @Test
    void the_page_of_a_conflict_shows_both_and_saving_again_works() throws Exception {
        var page = "/alerts/" + alert;
        assertThat(put(admin, "{" + NOBODY + "acknowledged\",\"owner\":\"first\"}"))
                .isEqualTo(200);
        var mine = Map.of(
                "version", List.of("0"),
                "state", List.of("ACKNOWLEDGED"),
                "owner", List.of("second"),
                "note", List.of("typed at length"));
        var refused = visitor.post(page, page, mine);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body())
                .contains("Somebody else saved", "first", "value=\"second\"", "typed at length")
                .contains("name=\"version\" value=\"1\"");
        var again = new java.util.HashMap<>(mine);
        again.put("version", List.of("1"));
        assertThat(visitor.post(page, page, again).statusCode()).isEqualTo(200);
        assertThat(one(admin, "").get("handled").get("owner").asString()).isEqualTo("second");
    }

    @Test
    void the_list_is_kept_to_a_state_and_a_system_and_names_what_is_watched() throws Exception {
        assertThat(visitor.get("/alerts").body()).contains("/alerts/" + alert, "Certain leaks above the limit");
        assertThat(visitor.get("/watch").uri().getPath()).isEqualTo("/alerts");
        assertThat(visitor.get("/alerts?state=closed").body()).doesNotContain("/alerts/" + alert);
        var watched = visitor.get("/alerts?system=" + id()).body();
        assertThat(watched).contains("What is watched", "Last datum", "400", "nothing has come yet");
        var monitors = json(api("GET", system + "/monitors", admin, "")).get("items");
        assertThat(monitors.valueStream()
                        .filter(m -> m.has("newest"))
                        .map(m -> m.get("monitor").asString()))
                .containsExactly("leakage.limit");
    }

    @Test
    void what_is_watched_is_still_known_after_a_restart() throws Exception {
        server.close();
        open();
        var monitors = json(api("GET", system + "/monitors", admin, "")).get("items");
        assertThat(monitors.valueStream().mapToInt(m -> m.get("observations").asInt()))
                .contains(400);
    }

    @Test
    void numbers_are_readable_and_lead_to_system_and_calls_in_either_language() throws Exception {
        var page = visitor.get("/alerts/" + alert).body();
        assertThat(page)
                .contains("where 900,000 is enough", "/systems/" + id(), "app-", "<time datetime=\"")
                .doesNotContainPattern("[0-9]e\\+[0-9]");
        var chinese = new Visitor(server.port(), "zh").signIn("boss", "a long enough one");
        assertThat(chinese.get("/alerts/" + alert).body()).contains("阈值 900,000", "确证的敏感信息超过限值");
    }

    @Test
    void the_dossier_says_how_many_alerts_wait_and_leads_to_them() throws Exception {
        assertThat(visitor.get("/systems/" + id()).body())
                .contains("1 alert not closed, 1 not looked into yet", "/alerts?system=" + id());
        assertThat(put(admin, "{" + NOBODY + "closed\",\"reason\":\"a test\"}")).isEqualTo(200);
        assertThat(visitor.get("/systems/" + id()).body()).contains("No alert is waiting");
    }

    @Test
    void alerts_of_others_do_not_exist_and_an_auditor_only_reads() throws Exception {
        assertThat(api("GET", "/api/v1/alerts/" + alert, stranger, "").statusCode())
                .isEqualTo(404);
        assertThat(json(api("GET", "/api/v1/alerts", stranger, "")).get("items"))
                .isEmpty();
        assertThat(put(stranger, "{" + NOBODY + "acknowledged\"}")).isEqualTo(404);
        var auditor = server.identity()
                .createToken(boss, "audit", zhiheng.office.people.Role.AUDITOR)
                .secret();
        assertThat(api("GET", "/api/v1/alerts/" + alert, auditor, "").statusCode())
                .isEqualTo(200);
        assertThat(put(auditor, "{" + NOBODY + "acknowledged\"}")).isEqualTo(403);
    }
}
