package zhiheng.server.rooms.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiheng.server.testing.SharedGateway.json;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import zhiheng.server.testing.GatewayServer;
import zhiheng.server.testing.SharedGateway;
import zhiheng.server.testing.Visitor;

/** The calls of a system: searched over REST and on the page, traced from an answer, opened for a reason. */
class CallsTest {
    @TempDir
    static Path folder;

    private static SharedGateway house;
    private static Visitor visitor;
    private static String system;
    private static String page;
    /** Newest first: refused by the day's cap, failed, found something, said hello. */
    private static JsonNode calls;

    @BeforeAll
    static void start() throws Exception {
        house = new SharedGateway(folder);
        visitor = house.visitor("boss");
        system = house.system("Bot");
        page = "/systems/" + system + "/gateway/calls";
        var key = house.ready(
                system,
                "{\"reason\":\"begin\",\"caps\":{\"callsPerDay\":3},"
                        + "\"terms\":{\"inspectors\":[\"pii\"],\"keepContentDays\":30}}");
        house.call(key, "chat/completions", GatewayServer.CALL);
        house.call(
                key,
                "chat/completions",
                "{\"model\":\"gpt\",\"messages\":[{\"role\":\"user\",\"content\":\"Write to ann@example.com\"}]}");
        house.status = 400;
        house.answer = "{\"error\":{\"message\":\"no such model\"}}";
        house.call(key, "embeddings", "{\"model\":\"emb\",\"input\":\"x\"}");
        house.status = 200;
        house.answer = GatewayServer.ANSWER;
        house.call(key, "chat/completions", GatewayServer.CALL);
        calls = house.recorded(system, 4);
    }

    @AfterAll
    static void stop() {
        house.close();
    }

    private static String id(int newest) {
        return calls.get(newest).get("id").asString();
    }

    private static List<String> found(String query) throws Exception {
        var answer = house.api("GET", "/api/v1/systems/" + system + "/interactions?" + query, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return StreamSupport.stream(json(answer).get("items").spliterator(), false)
                .map(call -> call.get("id").asString())
                .toList();
    }

    @Test
    void calls_come_the_newest_first_or_the_oldest_as_their_head_says() throws Exception {
        var order = Pattern.compile("gateway/calls/([0-9a-f-]{36})\"");
        for (var sort : List.of("", "time", "-time")) {
            var body = visitor.get(page + "?surface=&sort=" + sort).body();
            var shown =
                    order.matcher(body).results().map(found -> found.group(1)).toList();
            var newest = List.of(id(0), id(1), id(2), id(3));
            assertThat(shown).as(sort).isEqualTo(sort.equals("-time") ? newest.reversed() : newest);
            assertThat(body).contains("aria-sort=\"" + (sort.equals("-time") ? "ascending" : "descending") + "\"");
        }
        var fromSecond = visitor.get(page + "?sort=-time&after=" + id(3)).body();
        assertThat(order.matcher(fromSecond).results().map(found -> found.group(1)))
                .containsExactly(id(2), id(1), id(0));
        assertThat(fromSecond).contains("sort=-time&amp;before=" + id(2));
    }

    @Test
    void search_finds_a_call_by_the_id_that_its_client_has_and_no_other_by_a_part_of_it() throws Exception {
        assertThat(visitor.get("/search?q=" + id(2)).body()).contains(page + "/" + id(2), "Bot");
        assertThat(visitor.get("/search?q=" + id(2).substring(1)).body())
                .doesNotContain(page)
                .contains("Nothing was found.");
    }

    @Test
    void a_call_is_found_by_each_of_its_properties() throws Exception {
        var hello = id(3);
        var told = id(2);
        var failed = id(1);
        var refused = id(0);
        assertThat(found("")).containsExactly(refused, failed, told, hello);
        assertThat(found("outcome=passed")).containsExactly(told, hello);
        assertThat(found("outcome=FAILED")).containsExactly(failed);
        assertThat(found("outcome=refused")).containsExactly(refused);
        assertThat(found("clause=*")).containsExactly(refused);
        assertThat(found("clause=permit.calls-per-day")).containsExactly(refused);
        assertThat(found("model=gpt")).containsExactly(told);
        assertThat(found("surface=embeddings")).containsExactly(failed);
        assertThat(found("status=400")).containsExactly(failed);
        assertThat(found("detection=in%3Apii.email")).containsExactly(told);
        assertThat(found("user=ann")).containsExactly(refused, hello);
        assertThat(found("permitVersion=1")).hasSize(4);
        assertThat(found("permitVersion=2")).isEmpty();
        assertThat(found("to=2026-05-01T08:00:00Z")).isEmpty();
        assertThat(found("from=2026-05-01T08:00:00Z")).hasSize(4);
        assertThat(found("model=gpt&status=400")).isEmpty();
    }

    @Test
    void pages_of_a_search_follow_each_other_without_gap() throws Exception {
        var first = json(house.api("GET", "/api/v1/systems/" + system + "/interactions?limit=3", ""));
        var next = first.get("next").asString();
        assertThat(first.get("items").size()).isEqualTo(3);
        assertThat(found("limit=3&cursor=" + next)).containsExactly(id(3));
    }

    @ParameterizedTest
    @CsvSource({
        "outcome=odd,'passed, refused, failed'",
        "status=2xx,a whole number of 3 digits at most",
        "status=2000,a whole number of 3 digits at most",
        "permitVersion=-1,a whole number of 15 digits",
        "from=yesterday,a moment such as"
    })
    void a_question_that_cannot_be_asked_is_refused_with_how_it_can(String query, String says) throws Exception {
        var answer = house.api("GET", "/api/v1/systems/" + system + "/interactions?" + query, "");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(says);
    }

    @Test
    void a_call_tells_all_that_is_kept_of_it_and_none_of_its_content() throws Exception {
        var answer = house.api("GET", "/api/v1/systems/" + system + "/interactions/" + id(2), "");
        var call = json(answer);
        assertThat(call.get("surface").asString()).isEqualTo("chat/completions");
        assertThat(call.get("tokensOut").asLong()).isEqualTo(2);
        assertThat(call.at("/detections/in:pii.email").asInt()).isOne();
        assertThat(call.get("outDigest").asString()).matches("[0-9a-f]{64}");
        assertThat(call.at("/asked/maxTokens").asInt()).isZero();
        assertThat(answer.body()).doesNotContain("example.com", "Hello");
    }

    @Test
    void calls_of_others_do_not_exist() throws Exception {
        var other = house.system("Other bot");
        for (var path : List.of("/interactions/" + id(0), "/interactions/none")) {
            assertThat(house.api("GET", "/api/v1/systems/" + other + path, "").statusCode())
                    .isEqualTo(404);
        }
        assertThat(house.byStranger("GET", "/api/v1/systems/" + system + "/interactions/" + id(0), "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(visitor.get("/systems/" + other + "/gateway/calls/" + id(0)).statusCode())
                .isEqualTo(404);
        var elsewhere = new Visitor(house.server.port(), "en").signIn("other", SharedGateway.PASSWORD);
        assertThat(elsewhere.get(page).statusCode()).isEqualTo(404);
    }

    @Test
    void traffic_is_counted_in_stretches_that_together_hold_every_call() throws Exception {
        for (var span : List.of("hour", "DAY", "month")) {
            var traffic = json(house.api("GET", "/api/v1/systems/" + system + "/traffic?span=" + span, ""));
            long all = 0;
            for (var stretch : traffic.get("stretches")) {
                for (var what : List.of("passed", "refused", "failed")) {
                    all += stretch.at("/counts/" + what).asLong(0);
                }
            }
            assertThat(all).as(span).isEqualTo(4);
        }
        assertThat(house.api("GET", "/api/v1/systems/" + system + "/traffic?span=year", "")
                        .body())
                .contains("'span' is one of");
    }

    @Test
    void the_page_lists_the_latest_first_and_says_how_each_ended() throws Exception {
        var body = visitor.get(page).body();
        assertThat(body.indexOf(id(0))).isPositive().isLessThan(body.indexOf(id(3)));
        assertThat(body).contains("permit.calls-per-day", "in:pii.email").doesNotContain("example.com");
    }

    @Test
    void the_page_searches_as_rest_does_and_keeps_what_was_asked() throws Exception {
        var body = visitor.get(page + "?outcome=FAILED&model=emb&user=&from=").body();
        assertThat(body).contains(id(1), "value=\"emb\"").doesNotContain(id(0), id(2), id(3));
        assertThat(visitor.get(page + "?user=ann").body()).contains(id(3)).doesNotContain(id(2));
    }

    @Test
    void times_are_asked_in_the_readers_zone() throws Exception {
        var far = new Visitor(house.server.port(), "en").signIn("boss", SharedGateway.PASSWORD);
        far.remember("zhiheng-zone", "Asia/Shanghai");
        assertThat(far.get(page + "?from=2026-05-01T16:00").body()).contains(id(0));
        assertThat(far.get(page + "?from=2026-05-01T16:01").body()).doesNotContain(id(0));
        assertThat(visitor.get(page + "?from=2026-05-01T08:01").body()).doesNotContain(id(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"from=tomorrow", "status=abc", "version=1.5", "call=none"})
    void what_cannot_be_searched_for_is_said_at_its_field_and_stays_typed(String query) throws Exception {
        var answer = visitor.get(page + "?model=m%22m&" + query);
        var field = query.substring(0, query.indexOf('='));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("id=\"" + field + "-error\"", "value=\"m&#34;m\"");
    }

    @Test
    void a_number_of_a_call_leads_straight_to_it() throws Exception {
        var answer = visitor.get(page + "?call=" + id(2));
        assertThat(answer.uri().getPath()).isEqualTo(page + "/" + id(2));
        assertThat(answer.body()).contains("gpt", "e-mail", " in the call · in:pii.email ×1", id(2));
    }

    private static HttpResponse<String> traced(String text) throws Exception {
        return visitor.upload(page, page + "/trace", Map.of("answer", text), "file", "", new byte[0]);
    }

    private static HttpResponse<String> traced(String name, byte[] file) throws Exception {
        return visitor.upload(page, page + "/trace", Map.of("answer", ""), "file", name, file);
    }

    @Test
    void an_answer_leads_back_to_its_call_as_text_as_digest_as_file_and_by_its_number() throws Exception {
        var digest = calls.get(1).get("outDigest").asString();
        var to = page + "/" + id(1);
        assertThat(traced("It was " + digest.toUpperCase(java.util.Locale.ROOT) + ".")
                        .uri()
                        .getPath())
                .isEqualTo(to);
        assertThat(traced("see " + id(1)).uri().getPath()).isEqualTo(to);
    }

    @Test
    void of_an_answer_that_was_given_several_times_all_calls_are_listed() throws Exception {
        for (var answer : List.of(
                traced(GatewayServer.ANSWER),
                traced("  " + GatewayServer.ANSWER + "\r\n"),
                traced("answer.json", GatewayServer.ANSWER.getBytes(StandardCharsets.UTF_8)))) {
            assertThat(answer.body()).contains(id(2), id(3)).doesNotContain(id(1));
        }
    }

    @Test
    void an_answer_of_nobody_is_said_to_be_none_and_nothing_at_all_is_asked_for() throws Exception {
        assertThat(traced("something else").body()).doesNotContain(id(2), id(3));
        var nothing = traced(" ");
        assertThat(nothing.statusCode()).isEqualTo(422);
        assertThat(nothing.body()).contains("id=\"file-error\"");
    }

    @Test
    void what_was_said_is_opened_for_a_reason_that_is_kept_beside_the_ledger_with_what_was_found_marked()
            throws Exception {
        var call = page + "/" + id(2);
        assertThat(visitor.get(call).body()).doesNotContain("ann@example.com");
        var without = visitor.post(call, call + "/content", Map.of("reason", List.of(" ")));
        assertThat(without.statusCode()).isEqualTo(422);
        assertThat(without.body()).contains("id=\"reason-error\"").doesNotContain("ann@example.com");
        long before = house.server.ledger().size();
        var opened = visitor.post(call, call + "/content", Map.of("reason", List.of("a complaint")))
                .body();
        assertThat(opened).contains("Write to ", "ann@example.com", "pii.email", "Hello");
        assertThat(house.server.ledger().entry(before).bodyJson())
                .contains("\"reason\":{\"saltedSha256\":")
                .doesNotContain("a complaint");
        assertThat(visitor.get("/ledger/" + before).body()).contains("a complaint");
        assertThat(visitor.get(call + "/media/0").statusCode()).isEqualTo(404);
    }

    @Test
    void a_search_that_finds_a_quote_in_a_model_breaks_no_page() throws Exception {
        var odd = URLEncoder.encode("\"><script>x</script>", StandardCharsets.UTF_8);
        assertThat(visitor.get(page + "?model=" + odd + "&kind=" + odd).body()).doesNotContain("<script>x");
    }
}
