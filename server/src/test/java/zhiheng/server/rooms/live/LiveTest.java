package zhiheng.server.rooms.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.server.testing.GatewayServer;
import zhiheng.server.testing.SharedGateway;
import zhiheng.server.testing.Visitor;

/** The live view of one gateway: what its drawings are made of, its meters and its latest calls. */
class LiveTest {
    private static final String MAIL =
            "{\"model\":\"gpt\",\"messages\":[{\"role\":\"user\",\"content\":\"Write to ann@example.com\"}]}";

    @TempDir
    static Path folder;

    private static SharedGateway house;
    private static Visitor visitor;
    private static String page;

    @BeforeAll
    static void start() throws Exception {
        house = new SharedGateway(folder);
        visitor = house.visitor("boss");
        var system = house.system("Bot");
        page = "/systems/" + system + "/gateway";
        var key = house.ready(
                system,
                "{\"reason\":\"begin\",\"caps\":{\"callsPerDay\":4},\"terms\":{\"inspectors\":[\"pii\"],"
                        + "\"producer\":\"001191440300708461136T1XGW3\"}}");
        house.call(key, "chat/completions", GatewayServer.CALL);
        house.clock.pass(Duration.ofMinutes(5));
        house.call(key, "chat/completions", MAIL);
        house.status = 400;
        house.call(key, "chat/completions", GatewayServer.CALL);
        house.call(key, "chat/completions", GatewayServer.CALL);
        house.call(key, "chat/completions", GatewayServer.CALL);
        house.recorded(system, 5);
    }

    @AfterAll
    static void stop() {
        house.close();
    }

    private static JsonNode live(String query) throws Exception {
        var answer = visitor.get(page + "/live.json" + query);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json; charset=utf-8");
        return new JsonMapper().readTree(answer.body());
    }

    private static long sum(JsonNode values) {
        return values.valueStream().mapToLong(JsonNode::asLong).sum();
    }

    @Test
    void every_line_of_a_drawing_has_a_point_for_each_stretch_and_counts_every_call() throws Exception {
        var json = live("");
        int points = json.get("starts").size();
        assertThat(points).isEqualTo(60);
        for (var line : new String[] {"passed", "refused", "failed", "gone", "tokens-in", "labelled", "p50", "p99"}) {
            assertThat(json.get(line).size()).as(line).isEqualTo(points);
        }
        assertThat(sum(json.get("passed"))).isEqualTo(2);
        assertThat(sum(json.get("failed"))).isEqualTo(2);
        assertThat(sum(json.get("refused"))).isEqualTo(1);
        assertThat(json.at("/totals/calls").asInt()).isEqualTo(5);
    }

    @Test
    void what_was_refused_and_found_is_told_by_its_name() throws Exception {
        var json = live("");
        assertThat(json.at("/clauses/0/name").asString()).isEqualTo("permit.calls-per-day");
        assertThat(sum(json.at("/clauses/0/values"))).isOne();
        assertThat(json.at("/kinds/0/name").asString()).isEqualTo("in:pii.email");
        assertThat(json.at("/totals/found").asInt()).isOne();
    }

    @Test
    void where_nothing_passed_there_is_a_gap_and_no_nought() throws Exception {
        var json = live("");
        long gaps = json.get("p50").valueStream().filter(JsonNode::isNull).count();
        assertThat(gaps).isEqualTo(58);
    }

    @Test
    void labels_are_drawn_where_the_permit_asks_for_them() throws Exception {
        var json = live("");
        assertThat(json.get("asksForLabels").asBoolean()).isTrue();
        assertThat(json.at("/totals/labelled").asDouble()).isEqualTo(100);
        var bare = house.system("Bare");
        var none = new JsonMapper()
                .readTree(visitor.get("/systems/" + bare + "/gateway/live.json").body());
        assertThat(none.get("asksForLabels").asBoolean()).isFalse();
        assertThat(none.get("version").asInt()).isZero();
        assertThat(none.get("meters").size()).isZero();
    }

    @Test
    void meters_tell_what_of_a_cap_is_used_and_none_where_there_is_no_cap() throws Exception {
        var meters = live("").get("meters");
        var calls = meters.get(0);
        assertThat(calls.get("name").asString()).isEqualTo("calls");
        assertThat(calls.get("used").asInt()).isEqualTo(4);
        assertThat(calls.get("percent").asInt()).isEqualTo(100);
        assertThat(meters.valueStream()
                        .filter(m -> m.get("name").asString().equals("tokens"))
                        .findFirst()
                        .orElseThrow()
                        .get("percent")
                        .asInt())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"hour,60", "DAY,144", "month,144", "century,60", "'',60"})
    void the_time_looked_back_is_drawn_in_few_enough_points(String span, int most) throws Exception {
        var starts = live("?span=" + span).get("starts");
        assertThat(starts.size()).isBetween(2, most);
        var times = LongStream.range(0, starts.size())
                .map(i -> starts.get((int) i).asLong())
                .toArray();
        assertThat(times).isSorted();
    }

    @Test
    void the_page_shows_the_state_its_changes_and_the_latest_calls_before_any_script_runs() throws Exception {
        var body = visitor.get(page).body();
        assertThat(body).contains("value=\"STOPPED\"", "value=\"REVIEW\"", "of 4", "permit.calls-per-day");
        assertThat(body).doesNotContain("value=\"OPEN\"");
        assertThat(visitor.get(page + "/latest").body())
                .contains("in:pii.email")
                .doesNotContain("<html");
    }

    @Test
    void who_may_only_read_sees_the_state_and_no_button() throws Exception {
        var body = house.visitor("auditor").get(page).body();
        assertThat(body).contains("id=\"permit-state\"").doesNotContain("value=\"STOPPED\"");
        assertThat(house.visitor("other").get(page + "/live.json").statusCode()).isEqualTo(404);
    }
}
