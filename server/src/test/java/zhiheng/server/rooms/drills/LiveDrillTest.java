package zhiheng.server.rooms.drills;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import zhiheng.base.testing.Await;
import zhiheng.drills.exercise.Scorer;
import zhiheng.drills.exercise.TimeLines;

/** Drills over sandboxed traffic: a real server, the gateway, a stand-in of the model, the watch, an incident, containment. */
class LiveDrillTest extends DrillHouse {
    private static final String HAPPENED =
            "{\"incident_confirmed\":true,\"incident_pi_persons\":2000000,\"incident_operator\":\"other\"}";

    @ParameterizedTest
    @CsvSource({
        "driving-cabin, cabin, poisoned-knowledge, sticker-signs, forged-pictures",
        "health-clinic, clinic, poisoned-dialogue, biased-triage, unlabelled-images",
        "finance-credit, credit, poisoned-credit, adversarial-prompts, forged-papers"
    })
    void a_shipped_scenario_is_held_from_the_first_inject_to_the_duties(
            String scenario, String slot, String poisoning, String adversarial, String deepfake) throws Exception {
        ok(company, "PUT", "/api/v1/systems/" + production + "/permit", "{\"state\":\"open\",\"reason\":\"r\"}");
        var drill = running(scenario, "live", slot);
        patiently("what is usual is known", () -> calls() >= 100);
        for (var inject : new String[] {poisoning, adversarial, deepfake}) {
            ok(boss, "POST", drill + "/injects", "{\"inject\":\"" + inject + "\"}");
            patiently("an alert about " + inject, () -> has(drill, "alert", inject));
            respond(drill);
        }
        ok(company, "POST", drill + "/entries", "{\"kind\":\"reported\",\"detail\":\"initial\"}");
        if (scenario.equals("finance-credit")) {
            ok(department, "POST", drill + "/entries", "{\"kind\":\"reported\",\"detail\":\"joint-answer\"}");
        }
        ok(boss, "POST", drill + "/end", "");
        var scored = ok(boss, "POST", drill + "/score", "");
        var score = scored.get("score");
        assertThat(score.at("/measures/coverage/value").asDouble()).isEqualTo(1);
        assertThat(score.at("/measures/detect/letter").asString()).isIn("A", "B");
        assertThat(score.at("/measures/contain/letter").asString()).isEqualTo("A");
        assertThat(score.at("/measures/right-step/value").asDouble()).isEqualTo(1);
        assertThat(score.at("/measures/grading/value").asDouble()).isEqualTo(1);
        assertThat(score.at("/measures/recover/letter").asString()).isEqualTo("A");
        assertThat(score.at("/measures/reported/value").asDouble()).isEqualTo(1);
        assertThat(score.at("/measures/harm/of").asLong()).isPositive();
        assertThat(score.get("proved"))
                .as("every mark is an entry of the ledger")
                .isEqualTo(score.get("marks"));
        assertThat(scored.get("grade").asString()).isEqualTo(score.get("total").asString());
        onlyTheDrill(scored);
        againAtTheShell(drill, score);
    }

    /** Hundreds of calls take their time on a busy machine. */
    private static void patiently(String what, java.util.function.BooleanSupplier holds) throws InterruptedException {
        for (int i = 0; i < 450 && !holds.getAsBoolean(); i++) {
            Thread.sleep(200);
        }
        assertThat(holds.getAsBoolean()).as(what).isTrue();
    }

    private int calls() {
        try {
            return ok(company, "GET", "/api/v1/systems/" + system + "/interactions?limit=200", "")
                    .get("items")
                    .size();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** What a company does about an alert, in the room of incidents. */
    private void respond(String drill) throws Exception {
        var alert = ok(company, "GET", "/api/v1/systems/" + system + "/alerts", "")
                .at("/items/0/id")
                .asString();
        var open = ok(company, "GET", "/api/v1/incidents?ended=false&system=" + system, "")
                .get("items");
        var id = open.isEmpty()
                ? ok(
                                company,
                                "POST",
                                "/api/v1/incidents",
                                "{\"system\":\"" + system + "\",\"source\":\"alert\",\"reference\":\"" + alert + "\"}")
                        .get("id")
                        .asString()
                : open.get(0).get("id").asString();
        var incident = "/api/v1/incidents/" + id;
        var version = ok(company, "GET", incident, "").get("version").asLong();
        ok(company, "POST", incident + "/answers", "{\"version\":" + version + ",\"answers\":" + HAPPENED + "}");
        ok(company, "POST", incident + "/measures", "{\"level\":\"L3\",\"hours\":2,\"reason\":\"drill\"}");
        Await.until("some calls meet the containment", () -> {
            try {
                return seen(drill).at("/entries").size() > 0 && held() > 0;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        for (var m : ok(company, "GET", incident, "").get("measures")) {
            if (m.get("state").asString().equals("holds")) {
                ok(
                        company,
                        "POST",
                        incident + "/measures/" + m.get("id").asString() + "/restore",
                        "{\"reason\":\"mended\"}");
            }
        }
    }

    private int held() throws Exception {
        return ok(company, "GET", "/api/v1/systems/" + system + "/held", "")
                .get("items")
                .size();
    }

    /** No call reached the other system, the rehearsed one serves nobody any more, and its key is gone. */
    private void onlyTheDrill(JsonNode scored) throws Exception {
        assertThat(scored.at("/systems").toString()).doesNotContain(production);
        assertThat(ok(company, "GET", "/api/v1/systems/" + production + "/interactions", "")
                        .get("items"))
                .isEmpty();
        Await.until("the system is stopped", () -> {
            try {
                return ok(company, "GET", "/api/v1/systems/" + system + "/permit", "")
                        .get("state")
                        .asString()
                        .equals("stopped");
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        for (var key :
                ok(company, "GET", "/api/v1/systems/" + system + "/keys", "").get("items")) {
            assertThat(key.get("revoked").asBoolean()).isTrue();
        }
    }

    private void againAtTheShell(String drill, JsonNode score) throws Exception {
        var kept = TimeLines.read(rest(boss, "GET", drill + "/record", "").body());
        var again = Scorer.score(kept.scenario(), kept.line());
        assertThat(String.valueOf(again.total())).isEqualTo(score.get("total").asString());
        assertThat(again.marks()).isEqualTo(score.get("marks").asLong());
    }

    @Test
    void a_system_that_serves_others_is_not_taken_nor_one_whose_provider_has_no_seat() throws Exception {
        ok(company, "PUT", "/api/v1/systems/" + production + "/permit", "{\"state\":\"open\",\"reason\":\"r\"}");
        var key = ok(company, "POST", "/api/v1/systems/" + production + "/keys", "{\"label\":\"app\"}")
                .get("key")
                .asString();
        var drill = planned("driving-cabin", "live", "cabin", production);
        ok(boss, "POST", drill + "/brief", "");
        var refused = rest(boss, "POST", drill + "/begin", "");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("serves others");
        assertThat(seen(drill).get("state").asString()).isEqualTo("briefed");
        assertThat(call(key, "support").statusCode()).as("it serves as before").isEqualTo(200);
        var seats = "{\"operator\":\"org/" + departmentOrg + "\"}";
        var unasked = rest(
                boss,
                "POST",
                "/api/v1/drills",
                "{\"scenario\":\"driving-cabin\",\"form\":\"live\",\"systems\":{\"cabin\":\"" + system
                        + "\"},\"seats\":" + seats + "}");
        assertThat(unasked.statusCode()).as(unasked.body()).isEqualTo(403);
    }

    @Test
    void nobody_but_the_drill_calls_a_rehearsed_system_and_a_permit_for_others_stops_the_drill() throws Exception {
        var key = ok(company, "POST", "/api/v1/systems/" + system + "/keys", "{\"label\":\"app\"}")
                .get("key")
                .asString();
        var drill = running("driving-cabin", "live", "cabin");
        assertThat(call(key, "support").statusCode()).isEqualTo(403);
        var permit = ok(company, "GET", "/api/v1/systems/" + system + "/permit", "");
        ok(
                company,
                "PUT",
                "/api/v1/systems/" + system + "/permit",
                "{\"version\":" + permit.get("version").asLong()
                        + ",\"state\":\"open\",\"scope\":{\"purposes\":[]},\"expires\":null,\"reason\":\"live again\"}");
        Await.until("the drill stops itself", () -> ended(drill));
        assertThat(seen(drill).get("why").asString()).contains("fence");
        assertThat(ok(company, "GET", "/api/v1/systems/" + system + "/permit", "")
                        .get("state")
                        .asString())
                .as("the permit that a person gave stands")
                .isEqualTo("open");
    }

    private boolean ended(String drill) {
        try {
            return seen(drill).get("state").asString().equals("ended");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anybody_in_it_stops_it_a_stranger_sees_nothing_and_its_time_ends_it() throws Exception {
        var drill = running("driving-cabin", "live", "cabin");
        assertThat(rest(stranger, "GET", drill, "").statusCode()).isEqualTo(404);
        assertThat(rest(stranger, "POST", drill + "/stop", "{\"words\":\"x\"}").statusCode())
                .isEqualTo(404);
        assertThat(rest(company, "POST", drill + "/injects", "{\"inject\":\"sticker-signs\"}")
                        .statusCode())
                .as("a participant injects nothing")
                .isEqualTo(403);
        assertThat(rest(company, "POST", drill + "/stop", "{}").statusCode())
                .as("a reason is asked for")
                .isEqualTo(422);
        ok(company, "POST", drill + "/stop", "{\"words\":\"a real fault in the plant\"}");
        assertThat(seen(drill).get("state").asString()).isEqualTo("ended");
        Await.until("the system is stopped", () -> permitIs("stopped"));
        var quick = ok(
                        boss,
                        "POST",
                        "/api/v1/drills",
                        "{\"scenario\":\"driving-cabin\",\"form\":\"live\",\"tempo\":3600,\"systems\":{\"cabin\":\""
                                + system + "\"},\"seats\":{\"operator\":\"org/" + acme + "\"}}")
                .get("id")
                .asString();
        ok(boss, "POST", "/api/v1/drills/" + quick + "/brief", "");
        ok(boss, "POST", "/api/v1/drills/" + quick + "/begin", "");
        Await.until("its time is over", () -> ended("/api/v1/drills/" + quick));
        assertThat(has("/api/v1/drills/" + quick, "injected", "forged-pictures"))
                .as("by the events list")
                .isTrue();
    }

    private boolean permitIs(String state) {
        try {
            return ok(company, "GET", "/api/v1/systems/" + system + "/permit", "")
                    .get("state")
                    .asString()
                    .equals(state);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_paused_live_drill_calls_nobody_and_its_permit_lets_nobody_in_until_it_goes_on() throws Exception {
        var drill = running("driving-cabin", "live", "cabin");
        patiently("it runs", () -> calls() > 3);
        ok(boss, "POST", drill + "/pause", "");
        Await.until("nobody may call", () -> permitIs("stopped"));
        int before = calls();
        Thread.sleep(700);
        assertThat(calls()).isEqualTo(before);
        ok(boss, "POST", drill + "/resume", "");
        patiently("it goes on", () -> calls() > before + 3);
        assertThat(permitIs("open")).isTrue();
        ok(boss, "POST", drill + "/pause", "");
        Await.until("nobody may call", () -> permitIs("stopped"));
        var permit = "/api/v1/systems/" + system + "/permit";
        var version = ok(company, "GET", permit, "").get("version").asLong();
        ok(company, "PUT", permit, "{\"state\":\"open\",\"version\":" + version + ",\"reason\":\"ours\"}");
        ok(boss, "POST", drill + "/resume", "");
        Await.until("it is over", () -> ended(drill));
        assertThat(permitIs("open")).as("what somebody gave meanwhile stands").isTrue();
    }

    @Test
    void a_restart_ends_a_live_drill_and_leaves_its_system_stopped() throws Exception {
        var drill = running("driving-cabin", "live", "cabin");
        server.close();
        open();
        assertThat(seen(drill).get("state").asString()).isEqualTo("ended");
        assertThat(seen(drill).get("why").asString())
                .as("by the start, or before by the gateway that was closed under it")
                .containsAnyOf("started again", "by a fault");
        assertThat(permitIs("stopped")).isTrue();
    }
}
