package zhiheng.server.rooms.permits;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiheng.server.testing.SharedGateway.json;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zhiheng.server.testing.GatewayServer;
import zhiheng.server.testing.SharedGateway;
import zhiheng.server.testing.Visitor;

/** A permit tried on the calls of a day before it is given: over REST, as a form and as JSON. Nothing is changed by it. */
class PermitTrialTest {
    private static final String MAIL =
            "{\"model\":\"gpt\",\"messages\":[{\"role\":\"user\",\"content\":\"Write to ann@example.com\"}]}";

    @TempDir
    static Path folder;

    private static SharedGateway house;
    private static Visitor visitor;
    private static String system;
    private static String page;

    @BeforeAll
    static void start() throws Exception {
        house = new SharedGateway(folder);
        visitor = house.visitor("boss");
        system = house.system("Bot");
        page = "/systems/" + system + "/gateway/permit";
        var key = house.ready(system, "{\"reason\":\"begin\",\"terms\":{\"inspectors\":[\"pii\"]}}");
        house.call(key, "chat/completions", GatewayServer.CALL);
        house.call(key, "chat/completions", MAIL);
        house.call(key, "chat/completions", GatewayServer.CALL);
        house.recorded(system, 3);
    }

    @AfterAll
    static void stop() {
        house.close();
    }

    private static tools.jackson.databind.JsonNode tried(String permit) throws Exception {
        return json(SharedGateway.ok(house.api("POST", "/api/v1/systems/" + system + "/permit/preview", permit)));
    }

    private static long version() throws Exception {
        return json(house.api("GET", "/api/v1/systems/" + system + "/permit", ""))
                .get("version")
                .asLong();
    }

    /** The form as the page shows it, with some fields typed anew. */
    private static HttpResponse<String> typed(String... fields) throws Exception {
        var all = new HashMap<String, List<String>>();
        all.put("version", List.of("1"));
        all.put("state", List.of("OPEN"));
        all.put("zone", List.of("Z"));
        all.put("place", List.of("START"));
        all.put("whenStoreIsDown", List.of("SERVE_AND_BUFFER"));
        all.put("onAlert", List.of("TELL"));
        all.put("inspector.pii", List.of("1"));
        all.put("do", List.of("preview"));
        all.put("day", List.of("today"));
        for (int i = 0; i < fields.length; i += 2) {
            all.put(fields[i], List.of(fields[i + 1]));
        }
        return visitor.post(page, page, all);
    }

    @Test
    void a_tighter_cap_stops_the_calls_beyond_it_and_names_the_first() throws Exception {
        var outcome = tried("{\"day\":\"today\",\"caps\":{\"callsPerDay\":1},\"terms\":{\"inspectors\":[\"pii\"]}}");
        assertThat(outcome.get("calls").asInt()).isEqualTo(3);
        assertThat(outcome.get("passedThen").asInt()).isEqualTo(3);
        assertThat(outcome.get("passed").asInt()).isOne();
        assertThat(outcome.get("stopped").asInt()).isEqualTo(2);
        assertThat(outcome.at("/examples/0/clause").asString()).isEqualTo("permit.calls-per-day");
        assertThat(outcome.get("users").asInt()).isPositive();
    }

    @Test
    void what_an_inspector_found_would_be_refused_if_the_permit_said_so() throws Exception {
        var outcome =
                tried("{\"day\":\"today\",\"terms\":{\"inspectors\":[\"pii\"],\"actions\":{\"pii\":\"refuse\"}}}");
        assertThat(outcome.get("stopped").asInt()).isOne();
        assertThat(outcome.at("/refused/permit.actions").asInt()).isOne();
    }

    @Test
    void what_an_inspector_that_did_not_run_would_find_is_said_not_to_be_known() throws Exception {
        var outcome = tried("{\"day\":\"today\",\"terms\":{\"inspectors\":[\"secrets\"]}}");
        assertThat(outcome.get("notRun").get(0).asString()).isEqualTo("secrets");
    }

    @Test
    void yesterday_had_no_calls() throws Exception {
        assertThat(tried("{\"caps\":{\"callsPerDay\":1}}").get("calls").asInt()).isZero();
        assertThat(typed("day", "yesterday").body()).contains("There were no calls on this day");
    }

    @Test
    void a_day_begins_when_it_does_in_the_permits_zone() throws Exception {
        // at eight in the morning UTC it is still the day before on the Howland Island
        var outcome = tried("{\"day\":\"today\",\"scope\":{\"zone\":\"Etc/GMT+12\"}}");
        assertThat(outcome.get("calls").asInt()).isEqualTo(3);
        assertThat(typed("zone", "Etc/GMT+12").body()).contains("2026-04-30");
    }

    @Test
    void the_page_tells_what_would_have_been_refused_and_that_nothing_was_changed() throws Exception {
        var body = typed("callsPerDay", "1,0 0 0", "concurrentCalls", "").body();
        assertThat(body).contains("Nothing has been changed", "value=\"1,0 0 0\"");
        var tight = typed("callsPerDay", "1").body();
        assertThat(tight).contains("permit.calls-per-day", "value=\"1\"");
        assertThat(version()).isOne();
    }

    @ParameterizedTest
    @CsvSource({
        "callsPerDay,many,whole number",
        "callsPerDay,-1,whole number",
        "youngest,200,At most 150",
        "regions,China,no code of ISO 3166",
        "regions,cn,no code of ISO 3166",
        "usersPerDay,1000001,\"counted one by one\"",
        "zone,Mars/Base,a zone such as",
        "opens,9am,a time such as",
        "opens,09:00,both ends or none",
        "expires,soon,2026",
        "keepRecordDays,99999,At most 36500",
        "producer,12345,''"
    })
    void what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(String field, String text, String says)
            throws Exception {
        var answer = typed(field, text, "purposes", "help & care");
        assertThat(answer.statusCode()).isEqualTo(422);
        var at = field.equals("opens") && text.equals("09:00") ? "closes" : field;
        assertThat(answer.body()).contains("id=\"" + at + "-error\"", "value=\"" + text + "\"", "help &amp; care");
        if (!field.equals("expires")) {
            assertThat(answer.body()).contains(says.replace("\"", ""));
        }
    }

    @Test
    void a_change_wants_a_reason_before_anything_is_tried() throws Exception {
        var answer = typed("do", "change");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("id=\"reason-error\"");
        assertThat(version()).isOne();
    }

    private static HttpResponse<String> written(String permit, String... fields) throws Exception {
        var all = new HashMap<String, List<String>>();
        all.put("permit", List.of(permit));
        all.put("do", List.of("preview"));
        for (int i = 0; i < fields.length; i += 2) {
            all.put(fields[i], List.of(fields[i + 1]));
        }
        return visitor.post(page, page + "/json", all);
    }

    @Test
    void as_json_it_is_tried_as_well_and_what_was_typed_stays() throws Exception {
        var permit = "{\"system\":\"" + system + "\",\"version\":1,\"caps\":{\"callsPerDay\":2}}";
        var answer = written(permit, "day", "today");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("permit.calls-per-day", "callsPerDay");
    }

    @ParameterizedTest
    @CsvSource({"'{\"caps\":',permit", "'{\"capz\":{}}',permit", "'{\"system\":\"another\",\"version\":1}',permit"})
    void json_that_is_no_permit_of_this_system_is_refused_at_its_field(String permit, String field) throws Exception {
        var answer = written(permit);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("id=\"" + field + "-error\"").doesNotContain("Exception");
    }

    @Test
    void rest_names_what_is_wrong_with_a_permit() throws Exception {
        var path = "/api/v1/systems/" + system + "/permit/preview";
        assertThat(house.api("POST", path, "{\"caps\":{\"callPerDay\":1}}").body())
                .contains("callsPerDay");
        assertThat(house.api("POST", path, "{\"state\":\"ajar\"}").statusCode()).isEqualTo(400);
        assertThat(house.byStranger("POST", path, "{}").statusCode()).isEqualTo(404);
    }

    @Test
    void a_system_without_a_permit_has_none_to_read_or_to_change() throws Exception {
        var bare = house.system("Bare");
        assertThat(house.api("GET", "/api/v1/systems/" + bare + "/permit", "").statusCode())
                .isEqualTo(404);
        assertThat(visitor.get("/systems/" + bare + "/gateway/permit").uri().getPath())
                .as("where the first one is issued")
                .isEqualTo("/systems/" + bare + "/gateway");
    }

    @Test
    void who_may_only_read_is_refused_and_others_do_not_see_it() throws Exception {
        var auditor = house.visitor("auditor");
        assertThat(auditor.get(page).statusCode()).isEqualTo(200);
        assertThat(auditor.post(page, page, Map.of("do", List.of("preview"))).statusCode())
                .isEqualTo(403);
        assertThat(house.visitor("other").get(page).statusCode()).isEqualTo(404);
    }
}
