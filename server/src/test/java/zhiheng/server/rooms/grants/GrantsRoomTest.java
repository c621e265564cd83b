package zhiheng.server.rooms.grants;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
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
import zhiheng.server.testing.SmallPacks;
import zhiheng.server.testing.Surfer;

/** Proposals without an application, on a real server with the example city's measure. */
class GrantsRoomTest {
    private static final String PASSWORD = "a long enough one";
    private static final String FITS =
            "{\"org_region\":\"example_city\",\"org_size\":\"small\",\"org_filings\":[\"model\"]}";

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final MovableClock clock = new MovableClock();
    private Path packs;
    private ZhihengServer server;
    private String boss;
    private String department;
    private String officer;
    private String lin;
    private String linOrg;
    private String chen;
    private String chenOrg;

    @BeforeEach
    void start() throws Exception {
        clock.day("2026-11-29");
        packs = SmallPacks.in(folder);
        open();
        var first = server.identity().setUp(server.setupToken().orElseThrow(), "boss", "Boss", PASSWORD.toCharArray());
        boss = server.identity()
                .createToken(first.actor(), "t", Role.ADMINISTRATOR)
                .secret();
        department = org(Org.Kind.DEPARTMENT, "Industry <b>");
        officer = person(department, "wei");
        linOrg = org(Org.Kind.PROVIDER, "Haitang");
        lin = person(linOrg, "lin");
        chenOrg = org(Org.Kind.PROVIDER, "Other");
        chen = person(chenOrg, "chen");
    }

    private void open() throws Exception {
        server =
                ZhihengServer.start(Config.of(folder.resolve("data"), packs.resolve("library"), "127.0.0.1", 0), clock);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String org(Org.Kind kind, String name) {
        return server.office()
                .orgs()
                .create(server.identity().token(boss).orElseThrow(), kind, name)
                .id();
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

    private static void refused(HttpResponse<String> answer, int status, String words) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(words);
    }

    private void answers(String token, String org, long version, String facts) throws Exception {
        json(rest(
                token,
                "PUT",
                "/api/v1/orgs/" + org + "/profile",
                "{\"version\":" + version + ",\"facts\":" + facts + "}"));
    }

    private JsonNode propose() throws Exception {
        return json(rest(
                boss, "POST", "/api/v1/grants", "{\"measure\":\"ex-auto\",\"department\":\"" + department + "\"}"));
    }

    private JsonNode first(String token) throws Exception {
        return json(rest(token, "GET", "/api/v1/grants", "")).get("items").get(0);
    }

    private HttpResponse<String> decide(String token, JsonNode grant, String event) throws Exception {
        return rest(
                token,
                "POST",
                "/api/v1/grants/" + grant.get("id").asString() + "/decision",
                "{\"version\":" + grant.get("version").asLong() + ",\"event\":\"" + event
                        + "\",\"words\":\"the filing was looked up\"}");
    }

    @Test
    void who_fits_on_evidence_at_hand_is_proposed_once_and_only_the_department_decides() throws Exception {
        answers(lin, linOrg, 0, FITS);
        answers(chen, chenOrg, 0, "{\"org_region\":\"example_city\",\"org_size\":\"small\"}");
        var found = propose();
        assertThat(found.get("proposed").asInt()).isEqualTo(1);
        assertThat(found.get("open").asInt()).isEqualTo(1);
        assertThat(propose().get("already").asInt()).isEqualTo(1);
        var grant = first(officer);
        assertThat(grant.get("org").asString()).isEqualTo(linOrg);
        assertThat(grant.get("evidence").get("org_filings").get(0).asString()).isEqualTo("model");
        refused(decide(boss, grant, "GRANT"), 403, "The department grants");
        refused(decide(lin, grant, "GRANT"), 403, "The department grants");
        refused(decide(chen, grant, "DECLINE"), 404, "not yours to see");
        assertThat(json(decide(officer, grant, "GRANT")).get("state").asString())
                .isEqualTo("granted");
        refused(decide(officer, grant, "REFUSE"), 409, "meanwhile");
        assertThat(json(decide(officer, first(officer), "REVOKE")).get("state").asString())
                .isEqualTo("revoked");
        assertThat(propose().get("proposed").asInt()).isZero();
    }

    @Test
    void a_measure_withdrawn_while_proposals_run_ends_them_and_leaves_what_was_granted() throws Exception {
        answers(lin, linOrg, 0, FITS);
        propose();
        json(decide(officer, first(officer), "GRANT"));
        answers(chen, chenOrg, 0, FITS);
        propose();
        server.close();
        for (var file : new String[] {"rules.yaml", "measures.yaml"}) {
            var at = packs.resolve("policies/example-city-vouchers").resolve(file);
            var head = file.equals("rules.yaml")
                    ? "(?ms)^- id: ex-auto$.*?(?=^- id:)"
                    : "(?ms)^- rule: ex-auto$.*?(?=^- rule:)";
            Files.writeString(at, Files.readString(at).replaceFirst(head, ""));
        }
        Files.writeString(packs.resolve("policies/example-city-vouchers/cases/all.yaml"), "[]\n");
        open();
        var items = json(rest(boss, "GET", "/api/v1/grants", "")).get("items");
        assertThat(items).hasSize(2);
        assertThat(items.get(0).get("state").asString()).isEqualTo("lapsed");
        assertThat(items.get(0).get("words").asString()).contains("withdrawn");
        assertThat(items.get(1).get("state").asString()).isEqualTo("granted");
        refused(decide(officer, items.get(0), "GRANT"), 409, "cannot be done");
        var surfer = new Surfer(server.address(), "en");
        surfer.signIn("wei", PASSWORD);
        assertThat(surfer.open("/grants").body()).contains("No pack has this measure any more", "Lapsed");
    }

    @Test
    void what_no_longer_fits_or_has_run_out_cannot_be_granted_and_says_why() throws Exception {
        answers(lin, linOrg, 0, FITS);
        propose();
        answers(lin, linOrg, 1, FITS.replace("small", "large"));
        assertThat(first(officer).get("hindrance").get("en").asString()).contains("no longer met");
        refused(decide(officer, first(officer), "GRANT"), 422, "refuse it with this reason");
        json(decide(officer, first(officer), "REFUSE"));
        answers(lin, linOrg, 2, FITS);
        assertThat(propose().get("proposed").asInt())
                .as("refused on the same evidence")
                .isZero();
        answers(chen, chenOrg, 0, FITS);
        propose();
        clock.day("2027-07-02");
        var surfer = new Surfer(server.address(), "en"); // the token has run out by then as well
        surfer.signIn("wei", PASSWORD);
        var at = java.util.regex.Pattern.compile("/grants/[^/]+/decision")
                .matcher(surfer.open("/grants").body());
        assertThat(at.find()).isTrue();
        var late = surfer.send(at.group(), "version", "1", "event", "grant", "words", "too late");
        assertThat(late.statusCode()).isEqualTo(422);
        assertThat(late.body()).contains("no longer in force", "too late");
    }

    @Test
    void a_profile_that_contradicts_itself_since_the_packs_changed_is_shown_and_nothing_is_proposed() throws Exception {
        answers(lin, linOrg, 0, FITS.replace("}", ",\"org_headcount\":15}"));
        server.close();
        var rules = packs.resolve("policies/profile/rules.yaml");
        Files.writeString(
                rules,
                Files.readString(rules)
                        .replace(
                                "org_size == 'large' && org_headcount < 20",
                                "org_size == 'small' && org_headcount < 20"));
        open();
        var found = propose();
        assertThat(found.get("proposed").asInt()).isZero();
        assertThat(found.get("contradicting").get(0).get("org").asString()).isEqualTo(linOrg);
        var surfer = new Surfer(server.address(), "en");
        surfer.signIn("lin", PASSWORD);
        assertThat(surfer.open("/guide/" + linOrg).body()).contains("These answers contradict each other");
    }

    @Test
    void the_enterprise_may_decline_and_the_page_shows_evidence_reasons_and_names_as_text() throws Exception {
        answers(lin, linOrg, 0, FITS);
        var surfer = new Surfer(server.address(), "en");
        surfer.signIn("boss", PASSWORD);
        surfer.open("/grants");
        var found = surfer.send("/grants", "measure", "ex-auto", "department", department);
        assertThat(found.body()).contains("1 newly proposed", "Industry &lt;b").doesNotContain("Industry <b>");
        var own = new Surfer(server.address(), "zh");
        own.signIn("lin", PASSWORD);
        var page = own.open("/grants").body();
        assertThat(page).contains("待部门决定", "企业放弃").doesNotContain("value=\"grant\"");
        var id = first(lin).get("id").asString();
        var empty = own.send("/grants/" + id + "/decision", "version", "1", "event", "decline", "words", "");
        assertThat(empty.statusCode()).isEqualTo(422);
        var declined = own.send("/grants/" + id + "/decision", "version", "1", "event", "decline", "words", "不需要 <i>");
        assertThat(declined.body()).contains("不需要 &lt;i&gt;").doesNotContain("<i>");
        assertThat(first(boss).get("state").asString()).isEqualTo("declined");
    }
}
