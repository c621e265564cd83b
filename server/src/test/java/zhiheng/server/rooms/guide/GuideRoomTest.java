package zhiheng.server.rooms.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.poi.xwpf.extractor.XWPFWordExtractor;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.base.testing.MovableClock;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;
import zhiheng.server.testing.Poppler;
import zhiheng.server.testing.SmallPacks;
import zhiheng.server.testing.Surfer;
import zhiheng.server.testing.Visitor;

/** Profiles and guides on a real server with the policies that ship. */
class GuideRoomTest {
    private static final String PASSWORD = "a long enough one";

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final MovableClock clock = new MovableClock();
    private ZhihengServer server;
    private String boss;
    private String company;
    private String stranger;
    private String org;

    @BeforeEach
    void start() throws Exception {
        clock.day("2026-11-29");
        var packs = SmallPacks.in(folder);
        server =
                ZhihengServer.start(Config.of(folder.resolve("data"), packs.resolve("library"), "127.0.0.1", 0), clock);
        var first = server.identity().setUp(server.setupToken().orElseThrow(), "boss", "Boss", PASSWORD.toCharArray());
        boss = server.identity()
                .createToken(first.actor(), "t", Role.ADMINISTRATOR)
                .secret();
        org = server.office()
                .orgs()
                .create(first.actor(), Org.Kind.PROVIDER, "Shanhai <b>")
                .id();
        company = person(org, "lin");
        stranger = person(
                server.office()
                        .orgs()
                        .create(first.actor(), Org.Kind.PROVIDER, "Other")
                        .id(),
                "chen");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String person(String at, String login) {
        var made = server.identity()
                .createPerson(
                        server.identity().token(boss).orElseThrow(),
                        at,
                        login,
                        login,
                        Role.PROVIDER,
                        PASSWORD.toCharArray());
        return server.identity().createToken(made.actor(), "t", Role.PROVIDER).secret();
    }

    private HttpResponse<String> rest(String token, String method, String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(server.address() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Accept-Language", "en")
                .header("Authorization", "Bearer " + token);
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return new JsonMapper().readTree(answer.body());
    }

    private String at(String more) {
        return "/api/v1/orgs/" + org + more;
    }

    private JsonNode measure(String id) throws Exception {
        for (var m : json(rest(company, "GET", at("/guide"), "")).get("measures")) {
            if (m.get("id").asString().equals(id)) {
                return m;
            }
        }
        throw new AssertionError(id);
    }

    private void answered(long version, String facts) throws Exception {
        json(rest(company, "PUT", at("/profile"), "{\"version\":" + version + ",\"facts\":" + facts + "}"));
    }

    @Test
    void a_profile_is_answered_once_and_the_guide_says_what_why_how_and_by_when() throws Exception {
        assertThat(measure("pay-9-1").get("verdict").asString()).isEqualTo("open");
        answered(
                0,
                "{\"pay_buyer\":\"organ\",\"pay_sme_at_contract\":true,\"pay_told\":true,"
                        + "\"pay_delivered_on\":\"2026-03-02\"}");
        var claim = measure("pay-9-1");
        assertThat(claim.get("verdict").asString()).isEqualTo("holds");
        assertThat(claim.get("deadlines").get(0).get("day").asString()).isEqualTo("2026-04-01");
        assertThat(claim.get("because")).isNotEmpty();
        assertThat(claim.get("steps")).isNotEmpty();
        assertThat(claim.get("confidence").asString()).isEqualTo("V");
    }

    @Test
    void what_changed_since_the_guide_was_noted_is_marked_and_nothing_before_it_was() throws Exception {
        answered(0, "{\"org_kind\":\"private\"}");
        assertThat(measure("pe-10").has("change")).isFalse();
        assertThat(rest(company, "POST", at("/guide/noted"), "").statusCode()).isEqualTo(204);
        assertThat(measure("pe-10").has("change")).isFalse();
        answered(1, "{\"org_kind\":\"private\",\"org_needs\":[\"entry\"]}");
        var change = measure("pe-10").get("change");
        assertThat(change.get("kind").asString()).isEqualTo("now-holds");
        assertThat(change.get("because").get(0).get("fact").asString()).isEqualTo("org_needs");
        assertThat(measure("pay-3").has("change")).isFalse();
        var surfer = new Surfer(server.address(), "en");
        surfer.signIn("lin", PASSWORD);
        assertThat(surfer.open("/guide").body()).contains("<span class=\"new\">Now applies</span>");
    }

    @Test
    void contradicting_answers_are_refused_at_the_question_and_nothing_typed_is_lost() throws Exception {
        var refused = rest(
                company,
                "PUT",
                at("/profile"),
                "{\"version\":0,\"facts\":{\"org_size\":\"micro\",\"org_headcount\":400}}");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("No industry counts 300 people");
        var surfer = new Surfer(server.address(), "zh");
        surfer.signIn("lin", PASSWORD);
        surfer.open("/guide/" + org + "/profile");
        var page = surfer.send(
                "/guide/" + org + "/profile", "version", "0", "f-org_size", "micro", "f-org_headcount", "400");
        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body()).contains("微型企业在任何行业都不会有三百名以上从业人员", "value=\"400\"", "value=\"micro\" checked");
        assertThat(json(rest(company, "GET", at("/profile"), "")).get("version").asLong())
                .isZero();
    }

    @Test
    void the_second_of_two_people_is_told_and_keeps_what_was_typed() throws Exception {
        answered(0, "{\"org_kind\":\"private\"}");
        assertThat(rest(company, "PUT", at("/profile"), "{\"version\":0,\"facts\":{}}")
                        .statusCode())
                .isEqualTo(409);
        var surfer = new Surfer(server.address(), "en");
        surfer.signIn("lin", PASSWORD);
        surfer.open("/guide/" + org + "/profile");
        var page = surfer.send("/guide/" + org + "/profile", "version", "0", "f-org_headcount", "77");
        assertThat(page.statusCode()).isEqualTo(409);
        assertThat(page.body()).contains("value=\"77\"", "Somebody else saved");
    }

    @Test
    void nobody_sees_the_profile_or_guide_of_another_enterprise_and_an_officer_sees_all() throws Exception {
        assertThat(rest(stranger, "GET", at("/guide"), "").statusCode()).isEqualTo(404);
        assertThat(rest(stranger, "GET", at("/profile"), "").statusCode()).isEqualTo(404);
        assertThat(rest(boss, "GET", at("/guide"), "").statusCode()).isEqualTo(200);
    }

    @Test
    void the_page_speaks_both_languages_and_shows_names_as_text() throws Exception {
        answered(0, "{\"org_kind\":\"private\",\"org_size\":\"large\",\"org_needs\":[\"finance\"]}");
        for (var language : new String[] {"zh", "en"}) {
            var surfer = new Surfer(server.address(), language);
            surfer.signIn("lin", PASSWORD);
            var page = surfer.open("/guide").body();
            assertThat(page).contains("Shanhai &lt;b").doesNotContain("Shanhai <b>");
            assertThat(page)
                    .contains(language.equals("zh") ? "申报内容必须真实" : "What is declared must be true")
                    .contains(language.equals("zh") ? "第七十六条" : "Article 76");
        }
    }

    @Test
    void a_measure_whose_window_has_closed_is_not_for_anybody_and_marked_as_changed() throws Exception {
        answered(0, "{\"org_region\":\"example_city\",\"org_size\":\"small\",\"org_needs\":[\"compute\"]}");
        rest(company, "POST", at("/guide/noted"), "");
        assertThat(measure("ex-voucher").get("verdict").asString()).isEqualTo("holds");
        var later = json(rest(company, "GET", at("/guide?asOf=2027-07-01"), "")).get("measures");
        for (var m : later) {
            if (m.get("id").asString().equals("ex-voucher")) {
                assertThat(m.get("verdict").asString()).isEqualTo("not");
                assertThat(m.get("change").get("kind").asString()).isEqualTo("ended");
                assertThat(m.get("change").get("ended").asString()).isEqualTo("2027-07-01");
            }
        }
    }

    @Test
    void a_guide_for_a_profile_sent_along_stores_nothing() throws Exception {
        var guide = json(rest(company, "POST", "/api/v1/guide", "{\"name\":\"x\",\"facts\":{\"org_kind\":\"soe\"}}"));
        assertThat(guide.get("measures")).isNotEmpty();
        assertThat(json(rest(company, "GET", at("/profile"), "")).get("facts")).isEmpty();
    }

    private static String docxText(byte[] file) throws Exception {
        try (var document = new XWPFDocument(new ByteArrayInputStream(file));
                var text = new XWPFWordExtractor(document)) {
            return text.getText();
        }
    }

    @Test
    void the_guide_goes_on_paper_with_what_changed_why_and_by_when() throws Exception {
        answered(0, "{\"org_kind\":\"private\",\"org_size\":\"small\",\"org_needs\":[\"finance\"]}");
        rest(company, "POST", at("/guide/noted"), "");
        answered(
                1,
                "{\"org_kind\":\"private\",\"org_size\":\"large\",\"org_needs\":[\"finance\"],\"pay_buyer\":\"organ\","
                        + "\"pay_sme_at_contract\":true,\"pay_told\":true,\"pay_delivered_on\":\"2026-11-02\"}");
        for (var zh : new boolean[] {true, false}) {
            var visitor = new Visitor(server.port(), zh ? "zh" : "en").signIn("lin", PASSWORD);
            var page = visitor.get("/guide/" + org + "/document").body();
            var docx = docxText(visitor.bytes("/guide/" + org + "/document.docx"));
            var pdf = Poppler.text(visitor.bytes("/guide/" + org + "/document.pdf"))
                    .replaceAll("\\s+", " ");
            for (var text : List.of(page, docx, pdf)) {
                assertThat(text)
                        .contains(zh ? "不再适用" : "No longer")
                        .contains(zh ? "原答：小型；现答：大型" : "Was: Small. Is: Large.")
                        .contains("2026-12-02")
                        .contains(zh ? "第九条第一款" : "Article 9(1)");
            }
        }
    }

    @Test
    void its_days_stand_in_a_calendar_file_and_in_the_feed_of_the_reader() throws Exception {
        answered(
                0,
                "{\"pay_buyer\":\"organ\",\"pay_sme_at_contract\":true,\"pay_told\":true,"
                        + "\"pay_delivered_on\":\"2026-11-02\"}");
        var visitor = new Visitor(server.port(), "en").signIn("lin", PASSWORD);
        var file = unfolded(visitor.bytes("/guide/" + org + "/deadlines.ics"));
        assertThat(file)
                .contains(
                        "DTSTART;VALUE=DATE:20261202\r\nSUMMARY:Payment due · Payment by a public body within 30 days")
                .contains("UID:" + org + "-pay-org-2026-12-02@zhiheng")
                .contains("URL:http://127.0.0.1:" + server.port() + "/guide/" + org + "#pay-9-1");
        var page = visitor.post("/calendar", "/calendar", Map.of()).body();
        var address = Pattern.compile("id=\"address\">([^<]+)<").matcher(page);
        assertThat(address.find()).isTrue();
        var feed = new Visitor(server.port(), "en")
                .bytes(URI.create(address.group(1)).getPath());
        assertThat(unfolded(feed)).contains("SUMMARY:Payment due · Payment by a public body within 30 days");
        assertThat(new Visitor(server.port(), "en")
                        .signIn("chen", PASSWORD)
                        .get("/guide/" + org + "/deadlines.ics")
                        .statusCode())
                .isEqualTo(404);
    }

    private static String unfolded(byte[] file) {
        return new String(file, StandardCharsets.UTF_8).replace("\r\n ", "");
    }
}
