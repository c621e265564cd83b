package zhiheng.server.rooms.offers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
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

/** Offers and askings on a real server: who may, who is proposed what and why, and that a place is counted once and never over. */
class OffersRoomTest {
    private static final String PASSWORD = "a long enough one";

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-18T02:00:00Z"));
    private ZhihengServer server;
    private String boss;
    private String owner;
    private String acme;
    private String acmeOrg;
    private String beta;

    @BeforeEach
    void start() throws Exception {
        var packs = SmallPacks.in(folder);
        server = ZhihengServer.start(
                Config.of(folder.resolve("data"), packs.resolve("library"), "127.0.0.1", 0, environment()), clock);
        var first = server.identity().setUp(server.setupToken().orElseThrow(), "boss", "Boss", PASSWORD.toCharArray());
        boss = server.identity()
                .createToken(first.actor(), "t", Role.ADMINISTRATOR)
                .secret();
        owner = person(org("Compute centre <b>"), "ola");
        acmeOrg = org("Acme");
        acme = person(acmeOrg, "ann");
        beta = person(org("Beta"), "bea");
    }

    /** Where the database is; the embedded one. */
    Map<String, String> environment() {
        return Map.of();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String org(String name) {
        return server.office()
                .orgs()
                .create(server.identity().token(boss).orElseThrow(), Org.Kind.PROVIDER, name)
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

    private String offer(String title, int places, int price, String more) throws Exception {
        return json(rest(
                        owner,
                        "POST",
                        "/api/v1/offers",
                        "{\"kind\":\"compute\",\"title\":\"" + title + "\",\"unit\":\"1,000 GPU hours\",\"capacity\":"
                                + places + ",\"price\":" + price + ",\"ends\":\"2027-06-30\"" + more + "}"))
                .get("id")
                .asString();
    }

    private String ask(String who, String more) throws Exception {
        return json(rest(
                        who,
                        "POST",
                        "/api/v1/askings",
                        "{\"kind\":\"compute\",\"title\":\"Training a model\"" + more + "}"))
                .get("id")
                .asString();
    }

    private JsonNode hold(String method) throws Exception {
        return json(rest(boss, "POST", "/api/v1/offer-rounds", "{\"kind\":\"compute\",\"method\":\"" + method + "\"}"));
    }

    private JsonNode latest(String who, String asking) throws Exception {
        return json(rest(who, "GET", "/api/v1/askings/" + asking, ""))
                .get("matches")
                .get(0);
    }

    private HttpResponse<String> answer(String who, JsonNode match, boolean yes) throws Exception {
        return rest(
                who,
                "POST",
                "/api/v1/offer-matches/" + match.get("id").asString() + "/answer",
                "{\"version\":" + match.get("version") + ",\"yes\":" + yes + ",\"words\":\"no <i> need\"}");
    }

    private int taken(String offer) throws Exception {
        return json(rest(owner, "GET", "/api/v1/offers/" + offer, ""))
                .get("taken")
                .asInt();
    }

    private void profile(String who, String org, String facts) throws Exception {
        json(rest(who, "PUT", "/api/v1/orgs/" + org + "/profile", "{\"version\":0,\"facts\":" + facts + "}"));
    }

    @Test
    void eligibility_comes_first_and_each_line_says_why_and_why_not() throws Exception {
        var small = offer("For small firms", 1, 0, ",\"conditions\":[\"org_size: micro, small\"]");
        var dear = offer("For all", 1, 900, "");
        var asking = ask(acme, ",\"most\":1000");
        hold("ASSIGNMENT");
        var open = latest(acme, asking);
        assertThat(open.get("offer").asString()).isEqualTo(dear);
        assertThat(open.get("lines").get(1).get("sort").asString()).isEqualTo("not_eligible");
        assertThat(open.get("lines").get(1).get("en").asString()).contains("Not answered in the profile", "Micro");
        profile(acme, acmeOrg, "{\"org_size\":\"small\"}");
        json(answer(acme, open, false));
        hold("ASSIGNMENT");
        var now = latest(acme, asking);
        assertThat(now.get("offer").asString()).isEqualTo(small);
        assertThat(now.get("lines").get(0).get("en").asString()).contains("Eligible", "score 10000");
        assertThat(now.get("lines").get(1).get("en").asString()).contains("refused this pair before");
        var told = json(rest(acme, "GET", "/api/v1/offers/" + small, ""));
        assertThat(told.get("eligible").asBoolean()).isTrue();
        assertThat(json(rest(beta, "GET", "/api/v1/offers/" + small, ""))
                        .get("whyNot")
                        .get(0)
                        .get("bar")
                        .asString())
                .isEqualTo("unknown");
    }

    @Test
    void a_rule_of_a_policy_decides_and_what_is_dear_far_or_late_is_said() throws Exception {
        var ruled = offer("Voucher", 5, 0, ",\"measure\":\"ex-voucher\"");
        var dear = offer("Dear", 5, 5000, "");
        var far = offer("Far", 5, 0, ",\"place\":\"Urumqi\",\"coordinates\":\"43.8,87.6\"");
        profile(acme, acmeOrg, "{\"org_region\":\"elsewhere\",\"org_size\":\"small\",\"org_needs\":[\"compute\"]}");
        var asking = ask(acme, ",\"most\":1000,\"place\":\"Shanghai\",\"coordinates\":\"31.2,121.5\",\"reach\":500");
        var round = hold("ASSIGNMENT");
        assertThat(round.get("proposed").asInt()).isZero();
        var match = latest(acme, asking);
        assertThat(match.get("state").asString()).isEqualTo("none");
        var lines = match.get("lines").toString();
        assertThat(lines).contains(ruled, dear, far);
        assertThat(lines)
                .contains(
                        "Rule ex-voucher of the policies does not hold",
                        "It costs 5000 yuan; at most 1000 would be paid",
                        "km away; 500 is the farthest");
        assertThat(rest(
                                owner,
                                "POST",
                                "/api/v1/offers",
                                "{\"kind\":\"compute\",\"title\":\"t\",\"unit\":\"u\","
                                        + "\"ends\":\"2027-06-30\",\"conditions\":[\"org_size: huge\"]}")
                        .body())
                .contains("org_size: huge", "micro, small, medium, large");
    }

    @Test
    void a_place_counts_when_both_accept_and_a_refusal_leaves_it_free() throws Exception {
        var offer = offer("Hours", 1, 0, "");
        var first = ask(acme, "");
        hold("ASSIGNMENT");
        var match = latest(acme, first);
        assertThat(answer(beta, match, true).statusCode()).isEqualTo(404);
        assertThat(answer(boss, match, true).statusCode()).isEqualTo(403);
        var half = json(answer(acme, match, true));
        assertThat(half.get("state").asString()).isEqualTo("proposed");
        assertThat(taken(offer)).isZero();
        assertThat(answer(acme, half, true).statusCode()).isEqualTo(409);
        assertThat(answer(owner, match, true).statusCode())
                .as("the version seen is old")
                .isEqualTo(409);
        assertThat(json(answer(owner, half, true)).get("state").asString()).isEqualTo("agreed");
        assertThat(taken(offer)).isEqualTo(1);
        var second = ask(beta, "");
        assertThat(hold("ASSIGNMENT").get("proposed").asInt()).isZero();
        assertThat(latest(beta, second).get("lines").get(0).get("en").asString())
                .isEqualTo("It is full.");
        var agreed = latest(acme, first);
        json(rest(
                acme,
                "POST",
                "/api/v1/offer-matches/" + agreed.get("id").asString() + "/end",
                "{\"version\":" + agreed.get("version") + "}"));
        assertThat(taken(offer)).isZero();
        hold("ASSIGNMENT");
        assertThat(latest(beta, second).get("offer").asString()).isEqualTo(offer);
    }

    @Test
    void many_who_accept_at_once_never_pass_the_capacity() throws Exception {
        var offer = offer("Hours", 8, 0, "");
        var matches = new ArrayList<JsonNode>();
        for (int i = 0; i < 8; i++) {
            ask(acme, "");
        }
        hold("ASSIGNMENT");
        for (var item : json(rest(owner, "GET", "/api/v1/offer-matches", "")).get("items")) {
            matches.add(json(answer(owner, item, true)));
        }
        assertThat(matches).hasSize(8);
        // the owner lends five of its places elsewhere meanwhile: three are left for eight
        var version = json(rest(owner, "GET", "/api/v1/offers/" + offer, "")).get("version");
        json(rest(owner, "PATCH", "/api/v1/offers/" + offer, "{\"version\":" + version + ",\"capacity\":3}"));
        var codes = new ArrayList<Integer>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            var tasks = matches.stream()
                    .map(m -> threads.submit(() -> answer(acme, m, true).statusCode()))
                    .toList();
            for (var task : tasks) {
                codes.add(task.get());
            }
        }
        assertThat(codes.stream().filter(c -> c == 200)).hasSize(3);
        assertThat(codes.stream().filter(c -> c == 409)).hasSize(5);
        assertThat(taken(offer)).isEqualTo(3);
        assertThat(rest(owner, "PATCH", "/api/v1/offers/" + offer, "{\"version\":2,\"capacity\":2}")
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void where_both_rank_the_round_is_stable_and_says_who_ranked_what() throws Exception {
        var a = offer("A", 1, 0, "");
        var b = offer("B", 1, 0, "");
        var mine = ask(acme, "");
        var theirs = ask(beta, "");
        for (var asking : List.of(mine, theirs)) {
            json(rest(
                    asking.equals(mine) ? acme : beta,
                    "POST",
                    "/api/v1/askings/" + asking + "/ranking",
                    "{\"version\":1,\"ranking\":[\"" + a + "\",\"" + b + "\"]}"));
        }
        json(rest(
                owner,
                "PATCH",
                "/api/v1/offers/" + a,
                "{\"version\":1,\"ranking\":[\"" + theirs + "\",\"" + mine + "\"]}"));
        hold("STABLE");
        assertThat(latest(beta, theirs).get("offer").asString()).isEqualTo(a);
        assertThat(latest(acme, mine).get("offer").asString()).isEqualTo(b);
        assertThat(latest(acme, mine).get("lines").get(1).get("en").asString())
                .contains("went to askings that its owner ranks higher (this one is 2 there)");
    }

    @Test
    void a_proposal_that_nobody_answers_lapses_and_the_asking_waits_again() throws Exception {
        var offer = offer("Hours", 1, 0, "");
        var asking = ask(acme, "");
        hold("ASSIGNMENT");
        var match = latest(acme, asking);
        assertThat(rest(boss, "POST", "/api/v1/offer-rounds", "{\"kind\":\"compute\",\"method\":\"ASSIGNMENT\"}")
                        .statusCode())
                .as("nobody waits while a proposal is out")
                .isEqualTo(409);
        clock.set(Instant.parse("2026-12-05T02:00:00Z"));
        assertThat(latest(acme, asking).get("state").asString()).isEqualTo("lapsed");
        assertThat(answer(acme, match, true).statusCode()).isEqualTo(409);
        hold("ASSIGNMENT");
        assertThat(latest(acme, asking).get("offer").asString()).isEqualTo(offer);
    }

    @Test
    void others_see_neither_an_asking_nor_hold_rounds_and_a_partner_sees_its_own_lines_only() throws Exception {
        offer("Hours", 1, 0, "");
        var asking = ask(acme, "");
        assertThat(rest(beta, "GET", "/api/v1/askings/" + asking, "").statusCode())
                .isEqualTo(404);
        assertThat(json(rest(beta, "GET", "/api/v1/askings", "")).get("items")).isEmpty();
        assertThat(rest(acme, "POST", "/api/v1/offer-rounds", "{\"kind\":\"compute\",\"method\":\"STABLE\"}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(json(rest(owner, "GET", "/api/v1/askings/" + asking, "")).get("matches"))
                .isEmpty();
        assertThat(rest(beta, "POST", "/api/v1/askings/" + asking + "/withdraw", "")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void the_pages_lead_from_an_offer_to_an_agreed_place() throws Exception {
        var ann = new Surfer(server.address(), "en");
        ann.signIn("ann", PASSWORD);
        var ola = new Surfer(server.address(), "en");
        ola.signIn("ola", PASSWORD);
        ola.open("/offers");
        var wrong = ola.send(
                "/offers",
                "kind",
                "DATA",
                "title",
                "Street <b> scenes",
                "about",
                "x",
                "unit",
                "one copy",
                "capacity",
                "many",
                "price",
                "0",
                "starts",
                "2026-11-18",
                "ends",
                "2027-01-31");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("Places must be a whole number", "Street &lt;b");
        ola.send(
                "/offers",
                "kind",
                "DATA",
                "title",
                "Street <b> scenes",
                "unit",
                "one copy",
                "capacity",
                "2",
                "price",
                "0",
                "starts",
                "2026-11-18",
                "ends",
                "2027-01-31");
        assertThat(ann.open("/offers?kind=DATA").body()).contains("Street &lt;b", "Eligible", "0 / 2");
        var asked = ann.send("/offers/askings", "kind", "DATA", "wanted", "Scenes", "from", "2026-11-18");
        var path = asked.uri().getPath();
        var chief = new Surfer(server.address(), "en");
        chief.signIn("boss", PASSWORD);
        chief.open("/offers");
        chief.send("/offers/rounds", "kind", "DATA", "method", "ASSIGNMENT");
        assertThat(chief.open("/offers").body()).contains("0.00% is missing");
        var told = ann.open(path).body();
        assertThat(told).contains("Proposed", "Street &lt;b", "score 10000");
        var deed = told.substring(told.indexOf("action=\"" + path + "/matches/") + 8);
        deed = deed.substring(0, deed.indexOf('"'));
        ann.send(deed, "version", "1", "says", "yes");
        ola.open(path);
        ola.send(deed, "version", "2", "says", "yes");
        assertThat(ann.open(path).body()).contains("Agreed", "Give the place back");
        assertThat(ann.open("/offers?kind=DATA").body()).contains("1 / 2");
    }

    private HttpResponse<String> deed(String who, JsonNode alliance, String deed, String more) throws Exception {
        return rest(
                who,
                "POST",
                "/api/v1/alliances/" + alliance.get("id").asString() + "/deeds",
                "{\"step\":" + alliance.get("step") + ",\"deed\":\"" + deed + "\"" + more + "}");
    }

    @Test
    void an_alliance_needs_members_a_plan_and_a_result_and_dissolves_when_it_never_forms() throws Exception {
        var asking = ask(acme, "");
        assertThat(rest(beta, "POST", "/api/v1/askings/" + asking + "/alliance", "")
                        .statusCode())
                .isEqualTo(404);
        var a = json(rest(acme, "POST", "/api/v1/askings/" + asking + "/alliance", ""));
        assertThat(rest(acme, "POST", "/api/v1/askings/" + asking + "/alliance", "")
                        .statusCode())
                .isEqualTo(409);
        assertThat(deed(acme, a, "start", ",\"words\":\"plan\"").body()).contains("Nobody has joined yet");
        assertThat(deed(beta, a, "start", ",\"words\":\"plan\"").statusCode()).isIn(403, 409);
        var asked = json(deed(beta, a, "join", ",\"words\":\"labels <b>\""));
        assertThat(deed(owner, a, "join", ",\"words\":\"hours\"").statusCode())
                .as("the step seen is old")
                .isEqualTo(409);
        var member = asked.get("members").get(0).get("org").asString();
        assertThat(deed(beta, asked, "admit", ",\"org\":\"" + member + "\"").statusCode())
                .isEqualTo(403);
        var joined = json(deed(acme, asked, "admit", ",\"org\":\"" + member + "\""));
        assertThat(joined.get("members").get(0).get("state").asString()).isEqualTo("joined");
        assertThat(deed(acme, joined, "start", "").statusCode()).isEqualTo(422);
        var working = json(deed(acme, joined, "start", ",\"words\":\"Beta labels, we train\""));
        assertThat(working.get("stage").asString()).isEqualTo("working");
        var done = json(deed(acme, working, "finish", ",\"words\":\"a model\""));
        assertThat(done.get("stage").asString()).isEqualTo("finished");
        var never = json(rest(acme, "POST", "/api/v1/askings/" + ask(acme, "") + "/alliance", ""));
        clock.set(Instant.parse("2027-01-30T02:00:00Z"));
        assertThat(json(rest(beta, "GET", "/api/v1/alliances/" + never.get("id").asString(), ""))
                        .get("stage")
                        .asString())
                .isEqualTo("dissolved");
        var ann = new Surfer(server.address(), "en");
        ann.signIn("ann", PASSWORD);
        assertThat(ann.open("/alliances").body()).contains("Delivered", "Dissolved");
        assertThat(ann.open("/alliances/" + done.get("id").asString()).body())
                .contains("labels &lt;b", "Beta labels, we train", "a model");
    }
}
