package zhiheng.server.rooms.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.base.testing.Await;
import zhiheng.base.testing.MovableClock;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;
import zhiheng.server.testing.SmallPacks;
import zhiheng.server.testing.Surfer;

/** Cases on a real server with the procedures that ship. */
class CasesRoomTest {
    private static final String PASSWORD = "a long enough one";

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final MovableClock clock = new MovableClock();
    private ZhihengServer server;
    private String boss;
    private String colleague;
    private String company;
    private String stranger;
    private String system;

    private Path packs;

    /** A small library beside the procedures that ship, for the great one takes its time to read. */
    @BeforeEach
    void start() throws Exception {
        packs = SmallPacks.in(folder);
        open();
        var first = server.identity().setUp(server.setupToken().orElseThrow(), "boss", "Boss", PASSWORD.toCharArray());
        boss = server.identity()
                .createToken(first.actor(), "t", Role.ADMINISTRATOR)
                .secret();
        colleague = person(first.orgId(), "colleague", Role.OFFICER);
        var acme = server.office().orgs().create(first.actor(), Org.Kind.PROVIDER, "acme");
        company = person(acme.id(), "lin", Role.PROVIDER);
        var other = server.office().orgs().create(first.actor(), Org.Kind.PROVIDER, "other");
        stranger = person(other.id(), "chen", Role.PROVIDER);
        system = server.office()
                .registry()
                .register(first.actor(), acme.id(), "Bot", "", "", Map.of())
                .id();
    }

    private String person(String org, String login, Role role) {
        var boss = server.identity()
                .createPerson(
                        server.identity().token(this.boss).orElseThrow(),
                        org,
                        login,
                        login,
                        role,
                        PASSWORD.toCharArray());
        return server.identity().createToken(boss.actor(), "t", role).secret();
    }

    private void open() {
        server = ZhihengServer.start(
                Config.of(folder.resolve("data"), packs.resolve("library"), "127.0.0.1", 0, environment()), clock);
    }

    /** Where the database is; the embedded one. */
    Map<String, String> environment() {
        return Map.of();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> rest(String token, String method, String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(server.address().resolve(path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .header("Accept-Language", "en")
                .header("Authorization", "Bearer " + token);
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return new JsonMapper().readTree(answer.body());
    }

    private String opened(String procedure) throws Exception {
        var answer = rest(
                company,
                "POST",
                "/api/v1/cases",
                "{\"procedure\":\"" + procedure + "\",\"system\":\"" + system + "\",\"words\":\"first\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer).get("id").asString();
    }

    private boolean isInLedger(String id, int step) {
        try {
            return json(rest(company, "GET", "/api/v1/cases/" + id, ""))
                    .at("/story/" + step + "/ledgerIndex")
                    .isNumber();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private long stepOf(String id) {
        try {
            return version(id);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private long version(String id) throws Exception {
        return json(rest(boss, "GET", "/api/v1/cases/" + id, "")).get("version").asLong();
    }

    private JsonNode act(String token, String id, String members) throws Exception {
        var answer = tried(token, id, version(id), members);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private HttpResponse<String> tried(String token, String id, long version, String members) throws Exception {
        return rest(token, "POST", "/api/v1/cases/" + id + "/acts", "{\"version\":" + version + "," + members + "}");
    }

    @Test
    void a_sandbox_goes_the_whole_way_and_every_step_is_in_the_ledger_without_the_words() throws Exception {
        var id = opened("template-sandbox");
        act(company, id, "\"file\":\"application\",\"words\":\"our secret plan\"");
        act(company, id, "\"act\":\"submit\"");
        act(boss, id, "\"file\":\"terms\",\"words\":\"100 users\"");
        act(boss, id, "\"file\":\"conflict\",\"words\":\"none\"");
        act(boss, id, "\"act\":\"publish\"");
        act(boss, id, "\"file\":\"comments\",\"words\":\"none\"");
        act(boss, id, "\"vote\":\"panel\",\"yes\":true");
        act(colleague, id, "\"vote\":\"panel\",\"yes\":true");
        assertThat(act(boss, id, "\"act\":\"admit\"").get("stage").asString()).isEqualTo("notice");
        assertThat(tried(boss, id, version(id), "\"act\":\"admit\"").body()).contains("Another person must confirm");
        assertThat(act(colleague, id, "\"act\":\"admit\"").get("stage").asString())
                .isEqualTo("step-100");
        act(boss, id, "\"measure\":\"harm\",\"lower\":0.0,\"upper\":0.04,\"sample\":120");
        var wide = act(boss, id, "\"act\":\"widen\"");
        assertThat(wide.get("stage").asString()).isEqualTo("step-1000");
        assertThat(wide.at("/journey/0/light/tone").asString()).isEqualTo("met");
        act(boss, id, "\"act\":\"stop\"");
        for (var done : List.of("users-remedied", "data-wound-down", "exemptions-ended", "exit-report")) {
            act(boss, id, "\"file\":\"" + done + "\",\"words\":\"all went well\"");
        }
        act(boss, id, "\"act\":\"conclude\"");
        var ended = act(colleague, id, "\"act\":\"conclude\"");
        assertThat(ended.get("ended").asBoolean()).isTrue();
        var story = ended.get("story");
        assertThat(StreamSupport.stream(story.spliterator(), false))
                .hasSize((int) version(id) + 1)
                .allSatisfy(step -> {
                    var entry = server.ledger().entry(step.get("ledgerIndex").asLong());
                    assertThat(entry.subject()).isEqualTo("case/" + id);
                    assertThat(entry.bodyJson()).doesNotContain("secret plan", "all went well");
                });
        assertThat(story.at("/1/words").asString()).isEqualTo("our secret plan");
        assertThat(json(rest(company, "GET", "/api/v1/cases?ended=true", ""))
                        .at("/items/0/id")
                        .asString())
                .isEqualTo(id);
    }

    @Test
    void two_at_once_one_is_told_and_what_was_typed_stays() throws Exception {
        var id = opened("cn-incident");
        long seen = version(id);
        act(company, id, "\"say\":\"fact\",\"words\":\"leak seen\"");
        var late = tried(company, id, seen, "\"act\":\"respond\"");
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("Somebody else took the case to step 1 meanwhile");

        var surfer = new Surfer(server.address(), "en");
        surfer.signIn("lin", PASSWORD);
        var page = surfer.open("/cases/" + id);
        assertThat(page.body()).contains("value=\"act:respond\"", "<svg", "leak seen", "Under way");
        act(company, id, "\"say\":\"fact\",\"words\":\"second\"");
        var again = surfer.send("/cases/" + id, "version", "1", "deed", "say:decision", "words", "we stop <the> bot");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body())
                .contains("Somebody else took the case to step 2 meanwhile")
                .contains("we stop &lt;the&gt; bot")
                .containsPattern("option value=\"say:decision\" selected");
        var wrong = surfer.send("/cases/" + id, "version", "2", "deed", "file:first-report", "words", "");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("Give the text, or a link to it");
        assertThat(surfer.send("/cases/" + id, "version", "2", "deed", "act:respond", "words", "")
                        .body())
                .contains("Done; the step is on record");
        assertThat(version(id)).isEqualTo(3);
    }

    @Test
    void what_fell_due_while_the_server_was_down_is_dated_by_its_deadline() throws Exception {
        var id = opened("cn-incident");
        var known = clock.instant();
        act(company, id, "\"act\":\"known-other\"");
        server.close();
        clock.pass(Duration.ofHours(9));
        open();
        Await.until("the deadline is noticed", () -> stepOf(id) == 2);
        Await.until("the step is in the ledger", () -> isInLedger(id, 2));
        var seen = json(rest(company, "GET", "/api/v1/cases/" + id, ""));
        assertThat(seen.at("/clocks/0/light/tone").asString()).isEqualTo("late");
        var deeds = seen.at("/story/2/deeds");
        assertThat(deeds.toString()).contains("\"deed\":\"missed\"", "\"deed\":\"escalated\"");
        assertThat(deeds.toString())
                .contains(known.plus(Duration.ofHours(4)).toString().substring(0, 19));
        assertThat(server.ledger()
                        .entry(seen.at("/story/2/ledgerIndex").asLong())
                        .act())
                .isEqualTo("case.time");
        server.close();
        open();
        assertThat(version(id)).as("told once").isEqualTo(2);
        act(company, id, "\"file\":\"first-report\",\"words\":\"late, sorry\"");
    }

    /** The step is committed, the ledger cannot take it, and the server goes down: what a kill between the two leaves. */
    @Test
    void a_restart_in_the_middle_of_a_step_loses_nothing_and_does_nothing_twice() throws Exception {
        var id = opened("cn-incident");
        server.ledger().close();
        assertThat(tried(company, id, 0, "\"act\":\"respond\"").statusCode()).isEqualTo(503);
        server.close();
        open();
        assertThat(version(id)).isEqualTo(1);
        Await.until("the step is in the ledger", () -> isInLedger(id, 1));
        long times = LongStream.range(0, server.ledger().size())
                .mapToObj(server.ledger()::entry)
                .filter(e -> e.subject().equals("case/" + id) && e.act().equals("case.acted"))
                .count();
        assertThat(times).isEqualTo(1);
        assertThat(tried(company, id, 0, "\"act\":\"respond\"").statusCode())
                .as("done again by who saw the failure")
                .isEqualTo(409);
    }

    @Test
    void who_owes_a_deadline_is_told_before_and_when_it_was_missed_and_officers_when_it_is_escalated()
            throws Exception {
        var id = opened("cn-incident");
        act(company, id, "\"act\":\"known-other\"");
        server.close();
        clock.pass(Duration.ofHours(9));
        open(); // a running one notices a clock set forward within a minute
        var lin = new Surfer(server.address(), "en");
        lin.signIn("lin", PASSWORD);
        Await.until(
                "the company is told", () -> inbox(lin).contains("Deadline missed: report to the provincial office"));
        assertThat(inbox(lin)).contains("Due soon: report to", "/cases/" + id).doesNotContain("Escalated: ");
        var officer = new Surfer(server.address(), "zh");
        officer.signIn("colleague", PASSWORD);
        Await.until("the officer is told", () -> inbox(officer).contains("逾期上报：4小时内报告省级网信部门"));
        assertThat(inbox(officer)).doesNotContain("即将到期：");
    }

    private static String inbox(Surfer surfer) {
        try {
            return surfer.open("/inbox").body();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void others_see_nothing_and_who_may_not_is_told_who_may() throws Exception {
        var id = opened("cn-incident");
        assertThat(rest(stranger, "GET", "/api/v1/cases/" + id, "").statusCode())
                .isEqualTo(404);
        assertThat(json(rest(stranger, "GET", "/api/v1/cases", "")).get("items").size())
                .isZero();
        assertThat(tried(stranger, id, 0, "\"act\":\"respond\"").statusCode()).isEqualTo(404);
        var wrong = tried(boss, id, 0, "\"act\":\"respond\"");
        assertThat(wrong.statusCode()).isEqualTo(403);
        assertThat(wrong.body()).contains("This is for the incident commander");
        assertThat(rest(
                                stranger,
                                "POST",
                                "/api/v1/cases",
                                "{\"procedure\":\"cn-incident\",\"system\":\"" + system + "\"}")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void bad_input_is_refused_with_what_to_do() throws Exception {
        var id = opened("cn-incident");
        assertThat(tried(company, id, 0, "\"act\":\"respond\",\"say\":\"fact\"").body())
                .contains("Give exactly one of act, file, vote");
        assertThat(tried(company, id, 0, "\"act\":\"contain\"").body()).contains("possible here: respond, no incident");
        assertThat(tried(company, id, 0, "\"say\":\"rumour\",\"words\":\"x\"").body())
                .contains("'say' is decision, fact or question");
        assertThat(rest(
                                company,
                                "POST",
                                "/api/v1/cases",
                                "{\"procedure\":\"cn-incidents\",\"system\":\"" + system + "\"}")
                        .body())
                .contains("Did you mean 'cn-incident'?");
        assertThat(rest(company, "GET", "/api/v1/cases?kind=box", "").statusCode())
                .isEqualTo(422);
        assertThat(version(id)).isZero();
    }

    @Test
    void a_case_keeps_its_procedure_when_the_packs_change_and_is_moved_on_purpose() throws Exception {
        var id = opened("cn-incident");
        act(company, id, "\"act\":\"known-other\"");
        server.close();
        var file = packs.resolve("incidents/cn-incident-grades/procedures.yaml");
        Files.writeString(file, Files.readString(file).replace("PT4H", "PT3H"));
        open();
        act(company, id, "\"act\":\"respond\"");
        var moved = act(boss, id, "\"adopt\":\"yes\"");
        assertThat(moved.at("/story/3/deeds/0/deed").asString()).isEqualTo("adopted");
        assertThat(moved.at("/clocks/0/state").asString()).isEqualTo("running");
    }

    @Test
    void cases_come_by_when_they_were_opened_or_by_what_happened_last() throws Exception {
        var older = opened("cn-incident");
        clock.pass(Duration.ofMinutes(1));
        var newer = opened("cn-incident");
        clock.pass(Duration.ofMinutes(1));
        act(company, older, "\"say\":\"fact\",\"words\":\"more\"");
        var surfer = new Surfer(server.address(), "en");
        surfer.signIn("boss", PASSWORD);
        for (var order : Map.of("", true, "opened", true, "-opened", false, "last", false, "-last", true)
                .entrySet()) {
            var body = surfer.open("/cases?sort=" + order.getKey()).body();
            assertThat(body.indexOf("/cases/" + newer) < body.indexOf("/cases/" + older))
                    .as(order.getKey())
                    .isEqualTo(order.getValue());
        }
    }

    @Test
    void a_procedure_is_listed_and_exported_and_a_case_is_opened_from_the_page() throws Exception {
        assertThat(json(rest(company, "GET", "/api/v1/procedures", ""))
                        .get("items")
                        .size())
                .isGreaterThanOrEqualTo(6);
        assertThat(rest(company, "GET", "/api/v1/procedures/eu-sandbox/bpmn", "")
                        .body())
                .contains("<bpmn:process");
        var surfer = new Surfer(server.address(), "zh");
        surfer.signIn("lin", PASSWORD);
        assertThat(surfer.open("/cases?system=" + system).body()).contains("立案", "网络安全事件（中国）");
        var opened = surfer.send("/cases", "system", system, "procedure", "cn-incident", "words", "发现泄露");
        assertThat(opened.body()).contains("已立案");
        assertThat(surfer.open("/cases").body()).contains("网络安全事件（中国）", "研判", "◐", "进行中");
        assertThat(surfer.open("/systems/" + system).body()).contains("1 件案件进行中");
    }
}
