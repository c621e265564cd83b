package zhiheng.server.rooms.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.office.people.Org;
import zhiheng.server.testing.OfficeServer;
import zhiheng.server.testing.Visitor;

/** The law over REST and on its pages: what the packs say of facts, of themselves, and of the registry between two days. */
class LawTest {
    @TempDir
    static Path folder;

    private static OfficeServer house;
    private static Visitor visitor;
    private static String chat;

    @BeforeAll
    static void start() throws Exception {
        house = new OfficeServer(folder);
        var boss = house.boss.actor();
        var office = house.server.office();
        var org = office.orgs().create(boss, Org.Kind.PROVIDER, "Acme");
        chat = office.registry()
                .register(boss, org.id(), "Chat", "", "", Map.of("infers", true, "uses", List.of("chat")))
                .id();
        office.registry().register(boss, org.id(), "Sorter", "", "", Map.of("infers", false));
        visitor = new Visitor(house.server.port(), "en").signIn("boss", OfficeServer.PASSWORD);
    }

    @AfterAll
    static void stop() {
        house.close();
    }

    private static JsonNode get(String path) throws Exception {
        var answer = house.rest("GET", path, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonMapper().readTree(answer.body());
    }

    private static JsonNode classify(String body) throws Exception {
        var answer = house.rest("POST", "/api/v1/classify", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonMapper().readTree(answer.body());
    }

    private static List<String> each(JsonNode list, String member) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(item -> item.get(member).asString())
                .toList();
    }

    @Test
    void the_same_facts_are_weighed_on_the_day_that_is_asked_for() throws Exception {
        var facts = "\"facts\":{\"infers\":true,\"uses\":[\"chat\"]}";
        assertThat(each(classify("{" + facts + "}").get("outcomes"), "tier")).containsExactly("low");
        var later = classify("{\"name\":\"Bot\",\"asOf\":\"2030-01-01\"," + facts + "}");
        assertThat(later.get("system").asString()).isEqualTo("Bot");
        assertThat(each(later.get("outcomes"), "tier")).contains("mid");
        assertThat(later.at("/outcomes/0/text/zh").asString()).isEqualTo("条文");
    }

    @Test
    void what_is_still_to_come_is_told_with_its_day() throws Exception {
        var now = classify("{\"facts\":{\"infers\":true,\"uses\":[\"chat\"]}}");
        assertThat(each(now.get("upcoming"), "tier")).containsExactly("mid");
        assertThat(now.at("/upcoming/0/from").asString()).isEqualTo("2030-01-01");
    }

    @Test
    void without_answers_the_questions_that_decide_come_back() throws Exception {
        var open = classify("{}").get("open");
        assertThat(each(open, "fact")).contains("infers");
        assertThat(open.get(0).at("/question/en").asString()).isEqualTo("Does it infer?");
    }

    @Test
    void a_finding_says_why_and_which_answer_would_change_it() throws Exception {
        var outcome =
                classify("{\"facts\":{\"infers\":true,\"uses\":[\"hiring\"]}}").at("/outcomes/0");
        assertThat(outcome.get("article").asString()).isEqualTo("Article 1");
        assertThat(each(outcome.get("because"), "fact")).containsExactlyInAnyOrder("infers", "uses");
        assertThat(each(outcome.get("changes"), "fact")).contains("infers");
    }

    @Test
    void a_duty_tells_its_nature_its_last_day_and_what_starts_its_periods() throws Exception {
        var duties =
                classify("{\"facts\":{\"infers\":true,\"uses\":[\"chat\"]}}").get("duties");
        assertThat(each(duties, "id")).containsExactlyInAnyOrder("T-FIRM", "T-SOFT", "T-REPORT");
        for (var duty : duties) {
            switch (duty.get("id").asString()) {
                case "T-FIRM" -> {
                    assertThat(duty.at("/due/day").asString()).isEqualTo("2026-06-01");
                    assertThat(duty.get("waivable").asBoolean()).isFalse();
                }
                case "T-REPORT" -> {
                    assertThat(duty.get("nature").asString()).isEqualTo("event");
                    assertThat(each(duty.get("clocks"), "event")).containsExactly("incident", "end-of-service");
                    assertThat(each(duty.get("clocks"), "within")).containsExactly("P15D", "P10WD");
                    assertThat(duty.get("due").isNull()).isTrue();
                }
                default -> assertThat(duty.at("/penalty/zh").asString()).isEqualTo("罚款");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"packs\":[\"nolaw\"]}',400,Known: testlaw",
        "'{\"facts\":{\"infer\":true}}',422,infers",
        "'{\"facts\":{\"uses\":[\"chatt\"]}}',422,chat",
        "'{\"facts\":{\"infers\":\"perhaps\"}}',422,infers",
        "'{\"asOf\":\"soon\"}',400,a date such as",
        "'{\"fact\":{}}',400,Did you mean"
    })
    void facts_that_no_question_takes_are_refused_by_name(String body, int status, String says) throws Exception {
        var answer = house.rest("POST", "/api/v1/classify", body);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(says).doesNotContain("Exception");
    }

    @Test
    void only_the_packs_that_are_named_are_asked() throws Exception {
        var facts = "\"facts\":{\"infers\":true,\"uses\":[\"hiring\"]}";
        assertThat(classify("{\"packs\":[\"testlaw\"]," + facts + "}")
                        .get("outcomes")
                        .size())
                .isOne();
    }

    @Test
    void a_pack_tells_what_it_is_and_all_its_rules_page_by_page() throws Exception {
        var pack = get("/api/v1/packs/testlaw");
        assertThat(pack.at("/name/zh").asString()).isEqualTo("测试法");
        assertThat(pack.at("/dates/published").asString()).isEqualTo("2020-01-01");
        assertThat(each(pack.get("tiers"), "id")).containsExactly("high", "mid", "low");
        var first = get("/api/v1/packs/testlaw/rules?limit=4");
        var rest = get("/api/v1/packs/testlaw/rules?limit=4&cursor="
                + first.get("next").asString());
        assertThat(each(first.get("items"), "id")).containsExactly("t-high", "t-low", "t-later", "t-firm");
        assertThat(each(rest.get("items"), "id")).containsExactly("t-soft", "t-report", "t-yearly");
        assertThat(rest.has("next")).isFalse();
        assertThat(first.at("/items/0/when").asString()).isEqualTo("infers && 'hiring' in uses");
        assertThat(first.at("/items/0/read/date").asString()).isEqualTo("2026-11-30");
        assertThat(first.at("/items/0/read/source/en").asString()).isEqualTo("A copy of the test law");
        assertThat(first.at("/items/1").has("read")).isFalse();
        assertThat(pack.get("read").asInt()).isEqualTo(1);
    }

    @Test
    void the_questions_come_with_their_options_in_both_languages() throws Exception {
        var facts = get("/api/v1/facts").get("items");
        assertThat(each(facts, "id")).contains("infers", "uses");
        for (var fact : facts) {
            if (fact.get("id").asString().equals("uses")) {
                assertThat(fact.get("type").asString()).isEqualTo("choices");
                assertThat(fact.at("/options/1/label/zh").asString()).isEqualTo("聊天");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/packs/nolaw", "/api/v1/packs/nolaw/rules"})
    void a_pack_that_is_not_there_is_not_found(String path) throws Exception {
        assertThat(house.rest("GET", path, "").statusCode()).isEqualTo(404);
    }

    @Test
    void between_two_days_only_the_systems_that_change_are_told_with_what_changes() throws Exception {
        var changes = get("/api/v1/changes?from=2026-05-01&to=2030-01-02");
        assertThat(each(changes.get("items"), "systemId")).containsExactly(chat);
        assertThat(each(changes.at("/items/0/diff/gained"), "tier")).containsExactly("mid");
        assertThat(changes.get("from").asString()).isEqualTo("2026-05-01");
        assertThat(get("/api/v1/changes?from=2026-05-01&to=2026-05-02")
                        .get("items")
                        .size())
                .isZero();
    }

    @Test
    void two_days_are_wanted_to_compare() throws Exception {
        var answer = house.rest("GET", "/api/v1/changes?from=2026-05-01", "");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("Give from and to");
    }

    @Test
    void the_page_of_changes_compares_today_with_the_next_day_on_which_the_law_changes() throws Exception {
        var page = visitor.get("/changes").body();
        assertThat(page).contains("value=\"2026-05-01\"", "value=\"2030-01-01\"", "Chat", "Middle");
        assertThat(page).doesNotContain("Sorter");
    }

    @Test
    void a_milestone_that_is_past_is_compared_with_the_day_before_it() throws Exception {
        assertThat(visitor.get("/changes").body()).contains("from=2019-12-31&amp;to=2020-01-01");
    }

    @Test
    void days_the_wrong_way_round_are_told_and_stay_in_their_fields() throws Exception {
        var page = visitor.get("/changes?from=2027-01-02&to=2027-01-01").body();
        assertThat(page).contains("the earlier one first", "value=\"2027-01-02\"", "value=\"2027-01-01\"");
        assertThat(visitor.get("/changes?from=2031-01-01").body()).contains("value=\"2031-01-02\"");
    }

    @Test
    void a_pack_is_read_in_the_readers_language_with_the_original_beside_it() throws Exception {
        var pack = visitor.get("/packs/testlaw").body();
        assertThat(pack).contains("Test law", "测试法", "https://example.org/law", "2020-01-01", "High", "Middle");
        assertThat(pack)
                .contains("Rules read against a copy of the text: 1 of 7", "may decide everything, bans included");
        var chinese = new Visitor(house.server.port(), "zh").signIn("boss", OfficeServer.PASSWORD);
        assertThat(chinese.get("/packs").body()).contains("测试法");
    }

    @Test
    void a_stage_shows_each_rule_with_its_article_its_condition_and_what_it_yields() throws Exception {
        var stage = visitor.get("/packs/testlaw/all").body();
        assertThat(stage)
                .contains("id=\"t-high\"", "Article 1", "infers &amp;&amp; 'hiring' in uses", "gives a tier")
                .contains("gives a duty", "2030-01-01")
                .contains("Read on 2026-11-30 against: A copy of the test law", "Not yet read against a copy");
    }

    @Test
    void the_crosswalk_is_one_step_from_the_packs() throws Exception {
        assertThat(visitor.get("/packs").body()).contains("href=\"/crosswalk\"");
        assertThat(visitor.get("/crosswalk").body())
                .contains("What evidence serves twice", "No duties are compared in this library.");
    }

    @Test
    void the_law_is_found_by_words_on_a_page_over_rest_and_in_the_search_of_every_page() throws Exception {
        assertThat(visitor.get("/packs").body()).contains("href=\"/law/find\"");
        assertThat(visitor.get("/law/find").body()).contains("Find in the law").doesNotContain("no legal advice");
        var page = visitor.get("/law/find?q=does+Article+5+apply").body();
        assertThat(page)
                .contains("href=\"/packs/testlaw/all#t-later\"", "every word", "no legal advice")
                .contains("from 2030-01-01");
        assertThat(visitor.get("/law/find?q=zzqx").body())
                .doesNotContain("every word") // the sentence model puts everything somewhere, once it is ready
                .containsPattern("Nothing has these words|near in meaning");
        var found = get("/api/v1/law/search?q=Article+5&limit=3");
        assertThat(each(found.get("items"), "id")).contains("t-later").hasSizeLessThanOrEqualTo(3);
        assertThat(house.rest("GET", "/api/v1/law/search?q=+", "").statusCode()).isEqualTo(400);
        assertThat(visitor.get("/search/hits?q=Article+5").body()).contains("/packs/testlaw/all#t-later");
    }

    @Test
    void an_instrument_tells_what_happened_and_what_is_coming() throws Exception {
        var page = visitor.get("/packs/testlaw").body();
        assertThat(page)
                .contains("What happened and what is coming", "2020-01-01", "Published", "rules begin")
                .contains("to come:", "1 rule begins", "&amp;to=2030-01-01");
        assertThat(visitor.get("/packs/testlaw/all").body()).doesNotContain("What happened");
    }

    @Test
    void days_of_the_law_that_touch_ones_own_systems_stand_in_ones_calendar() throws Exception {
        var boss = house.boss.actor();
        var office = house.server.office();
        var own = office.registry()
                .register(boss, boss.orgId(), "Own chat", "", "", Map.of("infers", true, "uses", List.of("chat")));
        var page = visitor.post("/calendar", "/calendar", Map.of()).body();
        var address = java.util.regex.Pattern.compile("/calendar/[A-Za-z0-9_-]+\\.ics")
                .matcher(page);
        assertThat(address.find()).isTrue();
        var feed = visitor.get(address.group()).body().replace("\r\n ", "");
        assertThat(feed).contains("20300101", "Test law: something begins for 1 system", "Own chat");
        assertThat(feed).doesNotContain("something begins for 2");
        office.archives().archive(boss, own.id(), own.version());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/packs/nolaw", "/packs/testlaw/nostage", "/packs/nolaw/all"})
    void a_page_of_a_law_that_is_not_there_is_not_found(String path) throws Exception {
        assertThat(visitor.get(path).statusCode()).isEqualTo(404);
    }
}
