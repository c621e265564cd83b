package zhiheng.server.rooms.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import zhiheng.server.rooms.needs.NeedsOnServer;
import zhiheng.server.testing.Surfer;

/** Visits and surveys on a real server: what was found becomes needs and tasks, and activity stands beside effect. */
class SupervisionRoomTest extends NeedsOnServer {
    private HttpResponse<String> enter(String who, String sort, String more) throws Exception {
        return rest(
                who,
                "POST",
                "/api/v1/supervision",
                "{\"org\":\"" + waterOrg + "\",\"sort\":\"" + sort
                        + "\",\"held\":\"2026-09-17\",\"minutes\":90,\"purpose\":\"pipes <b>\"" + more + "}");
    }

    private JsonNode effect(String org) throws Exception {
        for (var d : json(rest(boss, "GET", "/api/v1/supervision/effect", "")).get("departments")) {
            if (d.get("org").asString().equals(org)) {
                return d;
            }
        }
        throw new AssertionError(org);
    }

    private static String task(int baseline, int target) {
        return ",\"task\":[{\"title\":\"mend\",\"due\":\"2026-09-30\",\"indicator\":\"leaks\",\"baseline\":" + baseline
                + ",\"target\":" + target + "}]";
    }

    @Test
    void what_a_visit_finds_becomes_needs_and_a_task() throws Exception {
        var act = json(enter(boss, "visit", ",\"findings\":[\"三处漏水，联系 13800138000\",\"阀门锈死\"]" + task(9, 0)));
        assertThat(act.get("became")).hasSize(3);
        assertThat(act.get("became").get(0).asString()).startsWith("node/");
        var needs = json(rest(boss, "GET", "/api/v1/needs", "")).get("items");
        assertThat(needs).hasSize(2);
        assertThat(needs.toString()).contains("阀门锈死").doesNotContain("13800138000");
        assertThat(json(rest(water, "GET", "/api/v1/nodes", "")).get("items")).hasSize(1);
        assertThat(effect(waterOrg).get("idleMinutes").asInt()).isZero();
    }

    @Test
    void only_the_desk_enters_acts_that_were_held_and_a_wrong_task_leaves_nothing_behind() throws Exception {
        assertThat(enter(water, "visit", "").statusCode()).isEqualTo(403);
        assertThat(enter(company, "visit", "").statusCode()).isEqualTo(403);
        clock.set(Instant.parse("2026-09-10T02:00:00Z"));
        assertThat(enter(boss, "visit", "").statusCode()).isEqualTo(422);
        clock.set(Instant.parse("2026-09-18T02:00:00Z"));
        assertThat(enter(boss, "visit", ",\"findings\":[\"x\"]" + task(3, 3)).statusCode())
                .isEqualTo(422);
        assertThat(json(rest(boss, "GET", "/api/v1/needs", "")).get("items")).isEmpty();
        json(enter(boss, "visit", ""));
        assertThat(json(rest(roads, "GET", "/api/v1/supervision", "")).get("items"))
                .isEmpty();
        assertThat(json(rest(water, "GET", "/api/v1/supervision", "")).get("items"))
                .hasSize(1);
    }

    @Test
    void busy_without_effect_is_computed_and_ends_when_something_moves() throws Exception {
        json(enter(boss, "meeting", task(9, 0)));
        for (int i = 0; i < 4; i++) {
            json(enter(boss, i % 2 == 0 ? "form" : "survey", ""));
        }
        assertThat(effect(waterOrg).get("verdict").asString()).isEqualTo("not_measured");
        clock.set(Instant.parse("2026-10-08T02:00:00Z"));
        assertThat(effect(waterOrg).get("verdict").asString()).isEqualTo("busy_without_effect");
        assertThat(effect(waterOrg).get("minutes").asInt()).isEqualTo(450);
        assertThat(effect(waterOrg).get("idleMinutes").asInt()).isEqualTo(360);
        var node = json(rest(water, "GET", "/api/v1/nodes", ""))
                .get("items")
                .get(0)
                .get("id")
                .asString();
        // its own report moves nothing
        json(rest(
                water, "POST", "/api/v1/nodes/" + node + "/report", "{\"version\":1,\"value\":0,\"words\":\"100 %\"}"));
        assertThat(effect(waterOrg).get("verdict").asString()).isEqualTo("busy_without_effect");
        json(rest(boss, "POST", "/api/v1/nodes/" + node + "/confirm", "{\"version\":2,\"value\":0}"));
        assertThat(effect(waterOrg).get("verdict").asString()).isEqualTo("effect");
        clock.set(Instant.parse("2026-12-16T00:00:00Z"));
        assertThat(effect(waterOrg).get("acts").asInt()).isEqualTo(5);
        clock.set(Instant.parse("2026-12-17T00:00:00Z"));
        assertThat(effect(waterOrg).get("acts").asInt()).isZero();
    }

    @Test
    void acts_about_a_merged_department_count_for_the_one_it_went_up_in() throws Exception {
        json(enter(boss, "visit", ""));
        json(rest(
                boss, "POST", "/api/v1/needs/merges", "{\"gone\":\"" + waterOrg + "\",\"into\":\"" + roadsOrg + "\"}"));
        assertThat(effect(roadsOrg).get("acts").asInt()).isEqualTo(1);
        assertThat(json(rest(roads, "GET", "/api/v1/supervision", "")).get("items"))
                .hasSize(1);
    }

    @Test
    void an_act_is_entered_on_the_page_which_keeps_what_was_typed() throws Exception {
        var surfer = new Surfer(server.address(), "en");
        surfer.signIn("boss", PASSWORD);
        assertThat(surfer.open("/supervision").body()).contains("No act was entered yet.");
        var fields = new String[] {
            "sort",
            "SURVEY",
            "org",
            waterOrg,
            "held",
            "2026-09-17",
            "minutes",
            "many",
            "purpose",
            "asking <i>",
            "findings",
            "no water\n\nno light"
        };
        var wrong = surfer.send("/supervision", fields);
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("asking &lt;i");
        fields[7] = "30";
        surfer.send("/supervision", fields);
        assertThat(surfer.open("/supervision").body())
                .contains("asking &lt;i", "became a need", "Survey", "Not to be measured yet");
        assertThat(json(rest(boss, "GET", "/api/v1/needs", "")).get("items")).hasSize(2);
    }
}
