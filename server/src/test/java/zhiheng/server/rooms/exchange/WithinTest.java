package zhiheng.server.rooms.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import zhiheng.base.testing.Await;
import zhiheng.base.testing.MovableClock;
import zhiheng.server.testing.SmallPacks;

/** A case and its tasks between organisations of one Zhiheng. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WithinTest {
    private static final String HEALTH = "\"org\":\"Gamma Health 卫生\"";

    private final MovableClock clock = new MovableClock();
    private Side c;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        c = new Side(folder, SmallPacks.in(folder), "gamma", clock, Map.of(), UnaryOperator.identity());
    }

    @AfterAll
    void stop() {
        c.close();
    }

    private static String path(String parcel) {
        return "/api/v1/exchange/parcels/" + parcel;
    }

    private JsonNode answered(String token, String parcel, String words) throws Exception {
        return Side.ok(
                c.rest(token, "POST", path(parcel) + "/answer", "{\"result\":\"done\",\"words\":\"" + words + "\"}"));
    }

    private String state(String parcel) {
        try {
            return c.get(c.company, path(parcel)).get("state").asString();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void another_organisation_sees_what_it_was_given_and_neither_the_rest_nor_the_case() throws Exception {
        var id = c.incident();
        var parcel = c.hand(
                        c.company,
                        Side.order(id, "AMBER", HEALTH, "\"stage\",\"words/1\"", ",\"task\":\"further-report\""))
                .get("id")
                .asString();
        var seen = c.get(c.department, path(parcel));
        assertThat(seen.at("/given/words~11/text").asString()).isEqualTo("the key lay open");
        assertThat(seen.toString()).doesNotContain("seen by the watch");
        assertThat(seen.get("ledgerIndex")).isNull();
        assertThat(c.rest(c.department, "GET", "/api/v1/cases/" + id, "").statusCode())
                .isEqualTo(404);
        assertThat(c.rest(c.stranger, "GET", path(parcel), "").statusCode()).isEqualTo(404);
        assertThat(c.get(c.stranger, "/api/v1/exchange/parcels").get("items").isEmpty())
                .isTrue();
        assertThat(c.rest(c.department, "GET", "/api/v1/exchange/fields?case=" + id, "")
                        .statusCode())
                .isEqualTo(404);

        // what happens later in the case is not seen until it is handed over again
        c.act(c.company, id, "\"act\":\"contain\"");
        assertThat(c.get(c.department, path(parcel)).at("/given/stage/id").asString())
                .isEqualTo("response");
        answered(c.department, parcel, "nobody was hurt");
        assertThat(c.get(c.company, path(parcel)).get("answer").asString()).isEqualTo("nobody was hurt");
        assertThat(c.get(c.company, "/api/v1/cases/" + id).toString())
                .as("as a fact, for the document is not the department's to file")
                .contains(": nobody was hurt");
    }

    @Test
    void red_is_for_those_named_even_before_an_authority_that_sees_all_else() throws Exception {
        var id = c.incident();
        var red = c.hand(c.company, Side.order(id, "RED", HEALTH, "\"stage\"", ""))
                .get("id")
                .asString();
        var amber = c.hand(c.company, Side.order(id, "AMBER", HEALTH, "\"stage\"", ""))
                .get("id")
                .asString();
        assertThat(c.rest(c.boss, "GET", path(red), "").statusCode()).isEqualTo(404);
        assertThat(c.rest(c.boss, "GET", path(amber), "").statusCode()).isEqualTo(200);
        assertThat(c.rest(c.department, "POST", path(red) + "/pass", "{\"org\":\"gamma other\",\"fields\":[\"stage\"]}")
                        .body())
                .contains("TLP:RED is for the receivers that its sender named");
    }

    @Test
    void a_department_that_never_answers_is_late_and_can_still_answer_or_have_it_taken_back() throws Exception {
        var id = c.incident();
        var due = ",\"due\":\"" + clock.instant().plus(Duration.ofHours(2)) + "\"";
        var one = c.hand(c.company, Side.order(id, "GREEN", HEALTH, "\"stage\"", due))
                .get("id")
                .asString();
        var two = c.hand(c.company, Side.order(id, "GREEN", HEALTH, "\"stage\"", due))
                .get("id")
                .asString();
        clock.pass(Duration.ofHours(3));
        Await.until(
                "both are late", () -> state(one).equals("late") && state(two).equals("late"));
        assertThat(c.get(c.boss, "/api/v1/exchange/parcels?case=" + id)
                        .get("items")
                        .size())
                .isEqualTo(2);
        answered(c.department, one, "sorry");
        assertThat(state(one)).isEqualTo("done");
        Side.ok(c.rest(c.company, "POST", path(two) + "/back", ""));
        assertThat(c.rest(c.department, "GET", path(two), "").statusCode()).isEqualTo(404);
        assertThat(state(two)).isEqualTo("back");
        assertThat(c.rest(c.company, "POST", path(one) + "/back", "").statusCode())
                .isEqualTo(409);
    }

    @Test
    void a_person_who_takes_no_further_part_cannot_answer_and_a_colleague_can() throws Exception {
        var id = c.incident();
        var parcel = c.hand(c.company, Side.order(id, "AMBER", HEALTH, "\"stage\"", ""))
                .get("id")
                .asString();
        var wang = c.get(c.department, "/api/v1/session").get("id").asString();
        c.act(c.boss, id, "\"exclude\":\"" + wang + "\"");
        var refused =
                c.rest(c.department, "POST", path(parcel) + "/answer", "{\"result\":\"done\",\"words\":\"mine\"}");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("a colleague can act");
        answered(c.departmentColleague, parcel, "ours");
        assertThat(state(parcel)).isEqualTo("done");
    }

    @Test
    void an_order_that_cannot_be_met_is_refused_with_what_is_wrong() throws Exception {
        var id = c.incident();
        for (var wrong : Map.of(
                        Side.order(id, "AMBER", "\"org\":\"nobody\"", "\"stage\"", ""), "There is no organisation",
                        Side.order(id, "AMBER", "\"org\":\"gamma acme\"", "\"stage\"", ""), "your own organisation",
                        Side.order(id, "WHITE", HEALTH, "\"stage\"", ""), "AMBER+STRICT",
                        Side.order(id, "AMBER", HEALTH, "\"stages\"", ""), "no field 'stages'",
                        Side.order(id, "AMBER", HEALTH, "\"stage\"", ",\"task\":\"nonsense\""), "no item 'nonsense'",
                        Side.order(id, "AMBER", "\"log\":\"x.example/log\"", "\"stage\"", ""), "known ones",
                        Side.order(id, "AMBER", HEALTH, "", ",\"due\":\"2020-01-01T00:00:00Z\""), "time is over")
                .entrySet()) {
            var answer = c.rest(c.company, "POST", "/api/v1/exchange/parcels", wrong.getKey());
            assertThat(answer.statusCode()).as(wrong.getKey()).isBetween(400, 422);
            assertThat(answer.body()).contains(wrong.getValue());
        }
        assertThat(c.rest(c.stranger, "POST", "/api/v1/exchange/parcels", Side.order(id, "AMBER", HEALTH, "", ""))
                        .statusCode())
                .isEqualTo(404);
    }
}
