package zhiheng.server.rooms.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.base.Refusal;
import zhiheng.base.testing.Await;
import zhiheng.base.testing.MovableClock;
import zhiheng.office.people.Role;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;
import zhiheng.server.testing.SmallMeaning;
import zhiheng.server.testing.SmallPacks;
import zhiheng.server.testing.Surfer;

/** The library of policies on a real server, with and without a sentence model. */
class PoliciesRoomTest {
    private static final String PASSWORD = "a long enough one";

    @TempDir
    Path folder;

    private String token;

    private ZhihengServer start(Map<String, String> environment) throws Exception {
        var clock = new MovableClock();
        clock.day("2026-11-29");
        var packs = SmallPacks.in(folder);
        var server = ZhihengServer.start(
                Config.of(folder.resolve("data"), packs.resolve("library"), "127.0.0.1", 0)
                        .withOutside(Config.Outside.of(environment)),
                clock);
        var boss = server.identity().setUp(server.setupToken().orElseThrow(), "boss", "Boss", PASSWORD.toCharArray());
        token = server.identity()
                .createToken(boss.actor(), "t", Role.ADMINISTRATOR)
                .secret();
        return server;
    }

    private HttpResponse<String> get(ZhihengServer server, String query) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(server.address() + "/api/v1/measures/search" + query))
                            .header("Authorization", "Bearer " + token)
                            .header("Accept-Language", "en")
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    private JsonNode search(ZhihengServer server, String query) throws Exception {
        var answer = get(server, query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonMapper().readTree(answer.body());
    }

    private List<String> found(ZhihengServer server, String query) throws Exception {
        var ids = new ArrayList<String>();
        search(server, query)
                .get("items")
                .forEach(item -> ids.add(item.get("id").asString()));
        return ids;
    }

    @Test
    void words_of_both_languages_find_measures_and_facets_leave_out_only_what_can_never_hold() throws Exception {
        try (var server = start(Map.of("ZHIHENG_MEANING", "off"))) {
            assertThat(found(server, "?q=%E7%A1%AE%E6%9D%83")).contains("pay-16");
            assertThat(found(server, "?q=receivables"))
                    .startsWith("fin-receivable")
                    .contains("pay-16");
            assertThat(found(server, "?q=zzzz")).isEmpty();
            var large = found(server, "?org_size=large");
            assertThat(large).contains("pay-large-pays", "pay-9-1").doesNotContain("pe-20", "ex-voucher");
            assertThat(found(server, "?org_size=small")).contains("pe-20").doesNotContain("pay-large-pays");
            assertThat(found(server, "?org_region=elsewhere")).contains("pe-10").doesNotContain("ex-voucher");
            assertThat(found(server, "?kind=closed")).containsExactlyInAnyOrder("pay-25-4", "ex-large");
            assertThat(found(server, "?policy=cn-sme-payments&on=2025-05-31")).isEmpty();
            assertThat(found(server, "?on=2025-05-31")).contains("pe-10").doesNotContain("pay-16");
            assertThat(search(server, "").get("byMeaning").asBoolean()).isFalse();
            assertThat(get(server, "?org_size=giant").statusCode()).isEqualTo(422);
            assertThat(get(server, "?on=yesterday").body()).contains("Write the day as");
        }
    }

    @Test
    void with_a_model_what_has_the_words_comes_first_and_what_is_near_in_meaning_after_it() throws Exception {
        var model = SmallMeaning.in(
                folder.resolve("model"),
                List.of(
                        List.of("creditors", "overdue", "payment", "逾", "期", "付", "款", "息"),
                        List.of("cheating", "deceit", "true", "declared", "骗", "实")));
        try (var server = start(Map.of("ZHIHENG_MEANING", model.toString()))) {
            learnt(server);
            var hits = search(server, "?q=creditors").get("items");
            assertThat(hits).isNotEmpty();
            assertThat(hits.get(0).get("near").asDouble()).isGreaterThan(0.5);
            var byWord = search(server, "?q=overdue").get("items");
            assertThat(byWord.get(0).has("near")).isFalse();
            var surfer = new Surfer(server.address(), "en");
            surfer.signIn("boss", PASSWORD);
            assertThat(surfer.open("/policies?q=creditors").body())
                    .contains("0 found", "near in meaning", "for orientation only");
        }
    }

    /** The first who types anything is answered by words alone, and has the vectors made. */
    private void learnt(ZhihengServer server) {
        Await.until("the vectors are made", () -> {
            try {
                return search(server, "?q=x").get("byMeaning").asBoolean();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void the_model_that_ships_finds_what_is_asked_for_in_other_words() throws Exception {
        try (var server = start(Map.of())) {
            learnt(server);
            var hits = search(server, "?q=" + encode("客户一直不给我们结账怎么办")).get("items");
            var near = new ArrayList<String>();
            hits.forEach(hit -> near.add(hit.get("id").asString()));
            assertThat(near).anyMatch(id -> id.startsWith("pay-"));
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void a_model_that_cannot_be_read_ends_the_start_with_a_word_on_what_to_do() {
        assertThatThrownBy(() -> start(
                        Map.of("ZHIHENG_MEANING", folder.resolve("nowhere").toString())))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("ZHIHENG_MEANING")
                .hasMessageContaining("no model");
    }

    @Test
    void the_page_keeps_what_was_typed_and_chosen_and_shows_it_as_text() throws Exception {
        try (var server = start(Map.of("ZHIHENG_MEANING", "off"))) {
            for (var language : new String[] {"zh", "en"}) {
                var surfer = new Surfer(server.address(), language);
                surfer.signIn("boss", PASSWORD);
                var page = surfer.open("/policies?q=%3Cb%3E+pay&org_size=small&kind=support")
                        .body();
                assertThat(page)
                        .contains(
                                "value=\"&lt;b> pay\"",
                                "<option value=\"small\" selected",
                                "<option value=\"support\" selected")
                        .contains(language.equals("zh") ? "可享受" : "Can be had")
                        .doesNotContain("<b> pay");
                var wrong = surfer.open("/policies?q=kept+words&on=x");
                assertThat(wrong.statusCode()).isEqualTo(422);
                assertThat(wrong.body()).contains("value=\"kept words\"");
            }
        }
    }
}
