package zhiheng.server.rooms.lists;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
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

/** Acts on a real server, held against the lists that ship. */
class ListsRoomTest {
    private static final String PASSWORD = "a long enough one";
    private static final String COVERED = "{\"tol_region\":\"henan\",\"tol_direction\":true,\"tol_ban\":false,"
            + "\"tol_procedure\":true,\"tol_diligent\":true,\"tol_gain\":false,\"tol_stop\":%s,\"tol_grave\":%s}";
    private static final String QUOTAS = "{\"pd_body\":\"private\",\"pd_workers\":[\"quotas\"],\"pd_major\":false}";

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final MovableClock clock = new MovableClock();
    private ZhihengServer server;
    private String boss;
    private String office;
    private String board;
    private String stranger;

    @BeforeEach
    void start() throws Exception {
        clock.day("2026-11-20");
        SmallPacks.in(folder);
        open();
        var first = server.identity().setUp(server.setupToken().orElseThrow(), "boss", "Boss", PASSWORD.toCharArray());
        boss = server.identity()
                .createToken(first.actor(), "t", Role.ADMINISTRATOR)
                .secret();
        office = person(org(Org.Kind.DEPARTMENT, "Industry <b>"), "wei", Role.PROVIDER);
        board = person(org(Org.Kind.PROVIDER, "Haitang"), "lin", Role.PROVIDER);
        stranger = person(org(Org.Kind.PROVIDER, "Other"), "chen", Role.PROVIDER);
    }

    private void open() throws Exception {
        server = ZhihengServer.start(
                Config.of(folder.resolve("data"), folder.resolve("packs/library"), "127.0.0.1", 0), clock);
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

    private String person(String at, String login, Role role) {
        var made = server.identity()
                .createPerson(
                        server.identity().token(boss).orElseThrow(), at, login, login, role, PASSWORD.toCharArray());
        return server.identity().createToken(made.actor(), "t", role).secret();
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

    private String entered(String token, String list, String day, String facts, String prior) throws Exception {
        return json(rest(
                        token,
                        "POST",
                        "/api/v1/list-acts",
                        "{\"list\":\"" + list + "\",\"title\":\"A matter\",\"day\":\"" + day + "\",\"facts\":" + facts
                                + ",\"prior\":\"" + prior + "\"}"))
                .get("id")
                .asString();
    }

    private String before(String token) throws Exception {
        return json(rest(
                        token,
                        "POST",
                        "/api/v1/list-priors",
                        "{\"title\":\"Pilot\",\"words\":\"Try it until June, stop at 50,000\"}"))
                .get("id")
                .asString();
    }

    private HttpResponse<String> close(String token, String act, boolean done) throws Exception {
        return rest(
                token,
                "POST",
                "/api/v1/list-acts/" + act + "/close",
                "{\"version\":1,\"done\":" + done + ",\"words\":\"as agreed\"}");
    }

    private HttpResponse<String> decide(String token, String act, String outcome) throws Exception {
        return rest(
                token,
                "POST",
                "/api/v1/list-acts/" + act + "/decision",
                "{\"version\":1,\"outcome\":\"" + outcome + "\",\"words\":\"looked at\"}");
    }

    private HttpResponse<String> deliberate(String token, String act, String outcome) throws Exception {
        return rest(
                token,
                "POST",
                "/api/v1/list-acts/" + act + "/deliberation",
                "{\"outcome\":\"" + outcome + "\",\"words\":\"All staff were heard\"}");
    }

    @Test
    void a_check_says_why_and_stores_nothing_and_not_found_is_never_free() throws Exception {
        var answer = json(rest(
                board,
                "POST",
                "/api/v1/lists/market-access-2025/check",
                "{\"facts\":{\"ma_nonpublic\":true,\"ma_news\":[\"gather\"],\"ma_finance\":false}}"));
        assertThat(answer.get("verdict").asString()).isEqualTo("listed");
        assertThat(answer.get("answer").asString()).isEqualTo("prohibited");
        assertThat(answer.get("hits").get(0).get("because")).isNotEmpty();
        var model = json(
                rest(
                        board,
                        "POST",
                        "/api/v1/lists/market-access-2025/check",
                        "{\"facts\":{\"ma_nonpublic\":true,\"ma_news\":[\"none\"],\"ma_finance\":false,\"ma_goods\":[\"none\"]}}"));
        assertThat(model.get("verdict").asString()).isEqualTo("not-found");
        assertThat(model.get("otherwise").get("en").asString()).contains("filing");
        assertThat(json(rest(board, "GET", "/api/v1/list-acts", "")).get("items"))
                .isEmpty();
        refused(rest(board, "POST", "/api/v1/lists/nothing/check", "{\"facts\":{}}"), 404, "no such thing");
    }

    @Test
    void a_matter_of_the_pre_decision_list_is_not_closed_without_a_deliberation_from_before() throws Exception {
        var act = entered(board, "pre-decision", "2026-11-25", QUOTAS, "");
        refused(close(board, act, true), 422, "no deliberation on or before 2026-11-25");
        clock.day("2026-11-26");
        json(deliberate(board, act, "agree"));
        refused(close(board, act, true), 422, "minutes made up afterwards do not count");
        assertThat(json(close(board, act, false)).get("state").asString()).isEqualTo("dropped");
        refused(deliberate(board, act, "agree"), 409, "has ended already");

        var next = entered(board, "pre-decision", "2026-11-30", QUOTAS, "");
        json(deliberate(board, next, "not-submit"));
        refused(close(board, next, true), 422, "said not to submit it");
        json(deliberate(board, next, "amend"));
        assertThat(json(close(board, next, true)).get("state").asString()).isEqualTo("done");
        refused(close(board, next, true), 409, "has ended already");
    }

    @Test
    void what_is_forbidden_or_unsure_is_not_closed_as_done_and_an_approval_must_come_first() throws Exception {
        var dinner = entered(office, "officials-may-not", "2026-11-20", "{\"oc_scene\":\"banquet\"}", "");
        refused(close(office, dinner, true), 422, "oc-banquet");
        assertThat(json(close(office, dinner, false)).get("state").asString()).isEqualTo("dropped");
        var meal = entered(
                office, "officials-may-not", "2026-11-20", "{\"oc_scene\":\"meal\",\"oc_meal_standard\":true}", "");
        refused(close(office, meal, true), 422, "An answer is missing");
        var teach = entered(office, "officials-may", "2026-11-21", "{\"oc_scene\":\"teach\"}", "");
        refused(close(office, teach, true), 422, "No decision was recorded beforehand");
        var late = entered(office, "officials-may", "2026-11-20", "{\"oc_scene\":\"teach\"}", before(office));
        refused(close(office, late, true), 422, "is not before 2026-11-20");
        var inTime = entered(office, "officials-may", "2026-11-21", "{\"oc_scene\":\"teach\"}", before(office));
        assertThat(json(close(office, inTime, true)).get("state").asString()).isEqualTo("done");
    }

    @Test
    void tolerance_rests_on_a_decision_that_the_ledger_had_first_and_somebody_else_grants_it() throws Exception {
        var pilot = before(office);
        clock.day("2026-11-28");
        var facts = COVERED.formatted("false", "[\"none\"]");
        var slip = entered(office, "tolerance", "2026-11-24", facts, pilot);
        refused(decide(office, slip, "granted"), 403, "The authority decides");
        assertThat(json(decide(boss, slip, "granted")).get("state").asString()).isEqualTo("granted");
        refused(decide(boss, slip, "refused"), 409, "has ended already");

        var afterwards = entered(office, "tolerance", "2026-11-24", facts, before(office));
        refused(decide(boss, afterwards, "granted"), 422, "one made up afterwards does not count");
        assertThat(json(decide(boss, afterwards, "refused")).get("state").asString())
                .isEqualTo("refused");
        refused(decide(boss, entered(office, "tolerance", "2026-11-24", facts, ""), "partly"), 422, "beforehand");
        refused(
                rest(
                        office,
                        "POST",
                        "/api/v1/list-acts",
                        "{\"list\":\"tolerance\",\"title\":\"x\",\"day\":\"2026-11-29\",\"facts\":" + facts + "}"),
                422,
                "what has happened");
    }

    @Test
    void tolerance_never_covers_what_is_excluded_or_not_answered_or_the_deciders_own() throws Exception {
        var pilot = before(office);
        clock.day("2026-11-28");
        var stopped = entered(office, "tolerance", "2026-11-24", COVERED.formatted("true", "[\"none\"]"), pilot);
        refused(decide(boss, stopped, "granted"), 422, "tol-x-stop");
        var unknown = entered(office, "tolerance", "2026-11-24", COVERED.formatted("null", "[\"none\"]"), pilot);
        refused(decide(boss, unknown, "granted"), 422, "is not answered");
        var partly = entered(
                office,
                "tolerance",
                "2026-11-24",
                COVERED.formatted("false", "[\"none\"]").replace("\"tol_procedure\":true,", ""),
                pilot);
        refused(decide(boss, partly, "granted"), 422, "Not all conditions are met");
        var own = entered(boss, "tolerance", "2026-11-24", COVERED.formatted("false", "[\"none\"]"), before(boss));
        refused(decide(boss, own, "granted"), 403, "does not decide on its tolerance");
    }

    @Test
    void nobody_sees_the_acts_of_another_organisation_or_rests_on_its_decisions() throws Exception {
        var act = entered(board, "pre-decision", "2026-11-25", QUOTAS, "");
        refused(rest(stranger, "GET", "/api/v1/list-acts/" + act, ""), 404, "not yours to see");
        refused(close(stranger, act, false), 404, "not yours to see");
        assertThat(json(rest(stranger, "GET", "/api/v1/list-acts", "")).get("items"))
                .isEmpty();
        assertThat(json(rest(boss, "GET", "/api/v1/list-acts", "")).get("items"))
                .hasSize(1);
        refused(
                rest(
                        stranger,
                        "POST",
                        "/api/v1/list-acts",
                        "{\"list\":\"officials-may\",\"title\":\"x\",\"facts\":{\"oc_scene\":\"teach\"},\"prior\":\""
                                + before(board) + "\"}"),
                422,
                "of your own organisation");
    }

    @Test
    void the_pages_check_enter_deliberate_and_close_and_lose_nothing_typed() throws Exception {
        for (var language : new String[] {"zh", "en"}) {
            boolean zh = language.equals("zh");
            var surfer = new Surfer(server.address(), language);
            surfer.signIn("lin", PASSWORD);
            assertThat(surfer.open("/lists").body()).contains(zh ? "绝不等于没有义务" : "never means being free of duties");
            surfer.open("/lists/pre-decision");
            var checked = surfer.send("/lists/pre-decision/check", "f-pd_body", "private", "f-pd_workers", "quotas");
            assertThat(checked.body()).contains(zh ? "须先研究讨论" : "To be deliberated first");
            var wrong = surfer.send(
                    "/lists/pre-decision/acts",
                    "f-pd_body",
                    "private",
                    "f-pd_workers",
                    "quotas",
                    "title",
                    "<i>x",
                    "day",
                    "?");
            assertThat(wrong.statusCode()).isEqualTo(422);
            assertThat(wrong.body()).contains("&lt;i>x").doesNotContain("<i>x");
            var act = surfer.send(
                    "/lists/pre-decision/acts",
                    "f-pd_body",
                    "private",
                    "f-pd_workers",
                    "quotas",
                    "title",
                    "Quotas by a model <b>",
                    "day",
                    "2026-11-25");
            assertThat(act.body()).contains("Quotas by a model &lt;b").doesNotContain("model <b>");
            var at = act.uri().getPath();
            var refused = surfer.send(at + "/close", "version", "1", "how", "done", "words", "kept words");
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body()).contains("kept words", zh ? "没有不晚于" : "no deliberation on or before");
            surfer.send(at + "/deliberation", "outcome", "agree", "view", "heard");
            assertThat(surfer.send(at + "/close", "version", "1", "how", "done", "words", "w")
                            .body())
                    .contains(zh ? "办结" : "Done");
        }
    }

    @Test
    void an_act_outlives_its_list_and_can_then_only_be_dropped() throws Exception {
        var act = entered(office, "officials-may-not", "2026-11-20", "{\"oc_scene\":\"other\"}", "");
        server.close();
        try (var files = Files.walk(folder.resolve("packs/lists/cn-officials"))) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        open();
        var kept = json(rest(office, "GET", "/api/v1/list-acts/" + act, ""));
        assertThat(kept.get("verdict").asString()).isEqualTo("not-listed");
        assertThat(kept.has("check")).isFalse();
        refused(close(office, act, true), 409, "no longer installed");
        var surfer = new Surfer(server.address(), "en");
        surfer.signIn("wei", PASSWORD);
        assertThat(surfer.open("/lists").body()).contains("A matter");
        assertThat(surfer.open("/lists/acts/" + act).body()).contains("no longer installed");
        assertThat(json(close(office, act, false)).get("state").asString()).isEqualTo("dropped");
    }

    @Test
    void the_ledger_has_each_step_and_no_words() throws Exception {
        var act = entered(board, "pre-decision", "2026-11-25", QUOTAS, "");
        json(deliberate(board, act, "agree"));
        json(close(board, act, true));
        var names = new java.util.ArrayList<String>();
        var ledger = server.ledger();
        for (long i = 0; i < ledger.size(); i++) {
            var leaf = new String(ledger.entryBytes(i), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(leaf).doesNotContain("A matter", "All staff", "as agreed");
            for (var name : java.util.List.of("list.entered", "list.decided-before", "list.ended")) {
                if (leaf.contains("\"" + name + "\"")) {
                    names.add(name);
                }
            }
        }
        assertThat(names).containsExactly("list.entered", "list.decided-before", "list.ended");
    }
}
