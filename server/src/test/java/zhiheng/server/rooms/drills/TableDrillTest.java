package zhiheng.server.rooms.drills;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import zhiheng.drills.exercise.Mark;
import zhiheng.drills.exercise.Pauses;
import zhiheng.drills.exercise.TimeLines;
import zhiheng.office.people.Role;

/** Drills at a table: who may do what, what is refused, findings as duties, repeat findings. */
class TableDrillTest extends DrillHouse {
    private String held() throws Exception {
        var drill = running("driving-cabin", "tabletop", "cabin");
        ok(boss, "POST", drill + "/injects", "{\"inject\":\"poisoned-knowledge\"}");
        ok(company, "POST", drill + "/entries", "{\"kind\":\"acknowledged\",\"words\":\"seen by Wang Xiaoming\"}");
        ok(company, "POST", drill + "/entries", "{\"kind\":\"graded\",\"detail\":\"blue\"}");
        ok(boss, "POST", drill + "/end", "");
        return drill;
    }

    @Test
    void what_is_said_at_a_table_is_scored_and_what_was_wanting_becomes_a_duty_that_closes_with_a_proof()
            throws Exception {
        var drill = held();
        var scored = ok(boss, "POST", drill + "/score", "");
        assertThat(scored.at("/score/atMost").asBoolean()).isTrue();
        assertThat(scored.at("/score/technical").isMissingNode()).isTrue();
        assertThat(scored.get("grade").asString()).isEqualTo("≤E");
        assertThat(scored.get("findings").toString())
                .contains("grading:poisoning", "contain:poisoning", "reported:initial")
                .contains("\"repeat\":false")
                .doesNotContain("\"repeat\":true");
        assertThat(rest(boss, "POST", drill + "/score", "").statusCode())
                .as("once")
                .isEqualTo(409);
        var finding = scored.at("/findings/0");
        assertThat(LocalDate.parse(finding.get("due").asString())).isAfter(LocalDate.now(java.time.ZoneOffset.UTC));
        var path = drill + "/findings/" + finding.get("id").asString() + "/done?words=mended&name=proof.txt";
        assertThat(file(company, path, new byte[0]).statusCode()).isEqualTo(422);
        assertThat(file(stranger, path, "proof".getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(404);
        assertThat(file(company, path, "proof".getBytes(StandardCharsets.UTF_8)).statusCode())
                .isEqualTo(200);
        assertThat(file(company, path, "proof".getBytes(StandardCharsets.UTF_8)).statusCode())
                .isEqualTo(409);
        var again = ok(boss, "POST", held() + "/score", "");
        assertThat(again.get("findings").toString())
                .as("the next drill shows it again")
                .contains("\"repeat\":true");
        ok(boss, "POST", drill + "/close", "{\"words\":\"summed up\"}");
        assertThat(seen(drill).get("state").asString()).isEqualTo("closed");
    }

    @Test
    void a_drill_stands_still_and_goes_on_also_over_a_restart() throws Exception {
        var drill = running("driving-cabin", "tabletop", "cabin");
        assertThat(rest(company, "POST", drill + "/pause", "").statusCode()).isEqualTo(403);
        ok(boss, "POST", drill + "/injects", "{\"inject\":\"poisoned-knowledge\"}");
        ok(boss, "POST", drill + "/pause", "{\"words\":\"a fire alarm in the house\"}");
        assertThat(rest(company, "POST", drill + "/entries", "{\"kind\":\"acknowledged\"}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(rest(boss, "POST", drill + "/injects", "{\"inject\":\"sticker-signs\"}")
                        .statusCode())
                .isEqualTo(409);
        ok(company, "POST", drill + "/entries", "{\"kind\":\"note\",\"words\":\"we wait\"}");
        server.close();
        open();
        assertThat(seen(drill).get("state").asString()).isEqualTo("paused");
        Thread.sleep(1_100); // so that a pause of a second is measured
        ok(boss, "POST", drill + "/resume", "");
        assertThat(rest(boss, "POST", drill + "/resume", "").statusCode()).isEqualTo(409);
        ok(company, "POST", drill + "/entries", "{\"kind\":\"acknowledged\"}");
        assertThat(seen(drill).get("pausedSeconds").asLong()).isPositive();
        ok(boss, "POST", drill + "/pause", "");
        ok(boss, "POST", drill + "/end", "");
        var scored = ok(boss, "POST", drill + "/score", "");
        var kept = TimeLines.read(rest(boss, "GET", drill + "/record", "").body());
        var paused = Pauses.of(kept.line().marks(), kept.line().ended()).sum();
        assertThat(paused.toMillis()).isGreaterThan(1_000);
        var raw = Duration.between(at(kept, Mark.Kind.INJECTED), at(kept, Mark.Kind.ACKNOWLEDGED));
        assertThat(scored.at("/score/measures/acknowledge/value").asDouble())
                .as("without the pause")
                .isLessThan(raw.toMillis() / 1000.0 - 1);
    }

    private static Instant at(TimeLines.Kept kept, Mark.Kind kind) {
        return kept.line().marks().stream()
                .filter(m -> m.kind() == kind)
                .findFirst()
                .orElseThrow()
                .at();
    }

    @Test
    void a_demonstration_gives_no_grade_and_no_findings() throws Exception {
        var drill = running("driving-cabin", "demonstration", "cabin");
        ok(boss, "POST", drill + "/injects", "{\"inject\":\"poisoned-knowledge\"}");
        ok(company, "POST", drill + "/entries", "{\"kind\":\"acknowledged\"}");
        ok(boss, "POST", drill + "/end", "");
        var scored = ok(boss, "POST", drill + "/score", "");
        assertThat(scored.at("/grade").asString("")).isEmpty();
        assertThat(scored.get("findings")).isEmpty();
    }

    private java.net.http.HttpResponse<String> file(String token, String path, byte[] body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(server.address().resolve(path))
                        .POST(BodyPublishers.ofByteArray(body))
                        .header("Content-Type", "application/octet-stream")
                        .header("Authorization", "Bearer " + token)
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void parts_are_kept_apart_words_are_in_no_leaf_and_nothing_is_said_of_what_has_not_come() throws Exception {
        var drill = running("driving-cabin", "tabletop", "cabin");
        assertThat(rest(company, "POST", drill + "/entries", "{\"kind\":\"acknowledged\"}")
                        .statusCode())
                .as("nothing was injected")
                .isEqualTo(409);
        ok(boss, "POST", drill + "/injects", "{\"inject\":\"poisoned-knowledge\"}");
        assertThat(rest(boss, "POST", drill + "/injects", "{\"inject\":\"poisoned-knowledge\"}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(rest(boss, "POST", drill + "/entries", "{\"kind\":\"acknowledged\"}")
                        .statusCode())
                .as("a controller does not respond")
                .isEqualTo(403);
        assertThat(rest(department, "POST", drill + "/entries", "{\"kind\":\"note\",\"words\":\"x\"}")
                        .statusCode())
                .as("without a seat one reads")
                .isEqualTo(403);
        assertThat(rest(company, "POST", drill + "/entries", "{\"kind\":\"contained\",\"detail\":\"L9\"}")
                        .body())
                .contains("L0 to L7");
        assertThat(rest(company, "POST", drill + "/entries", "{\"kind\":\"reported\",\"detail\":\"initail\"}")
                        .body())
                .contains("no such report");
        var auditor = person(departmentOrg, "aud", Role.AUDITOR);
        assertThat(rest(auditor, "POST", drill + "/stop", "{\"words\":\"x\"}").statusCode())
                .isEqualTo(403);
        ok(company, "POST", drill + "/entries", "{\"kind\":\"note\",\"words\":\"Wang Xiaoming 13800138000\"}");
        var leaves = java.util.stream.LongStream.range(0, server.ledger().size())
                .mapToObj(i -> server.ledger().entry(i).bodyJson())
                .toList()
                .toString();
        assertThat(leaves).contains("poisoned-knowledge").doesNotContain("Xiaoming", "13800138000");
    }

    @Test
    void a_plan_that_cannot_be_is_refused_with_what_is_wrong() throws Exception {
        bad("{\"scenario\":\"driving-cabn\",\"form\":\"live\",\"systems\":{}}", "Did you mean 'driving-cabin'?");
        bad("{\"scenario\":\"driving-cabin\",\"form\":\"live\",\"systems\":{}}", "Choose a system");
        bad(
                "{\"scenario\":\"driving-cabin\",\"form\":\"tabletop\",\"systems\":{\"cabin\":\"" + system + "\"}}",
                "Choose who sits at 'Provider of the service'");
        bad(
                "{\"scenario\":\"driving-cabin\",\"form\":\"tabletop\",\"tempo\":0,\"systems\":{\"cabin\":\"" + system
                        + "\"},\"seats\":{\"operator\":\"org/" + acme + "\"}}",
                "The tempo is from 1 to 3600");
        bad(
                "{\"scenario\":\"driving-cabin\",\"form\":\"tabletop\",\"systems\":{\"cabin\":\"" + system
                        + "\",\"moon\":\"" + production + "\"},\"seats\":{\"operator\":\"org/" + acme + "\"}}",
                "no such place");
        var unknown = rest(
                boss,
                "POST",
                "/api/v1/drills",
                "{\"scenario\":\"driving-cabin\",\"form\":\"tabletop\",\"systems\":{\"cabin\":\"nobody\"}}");
        assertThat(unknown.statusCode()).isEqualTo(404);
    }

    private void bad(String body, String said) throws Exception {
        var answer = rest(boss, "POST", "/api/v1/drills", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(answer.body()).contains(said);
    }
}
