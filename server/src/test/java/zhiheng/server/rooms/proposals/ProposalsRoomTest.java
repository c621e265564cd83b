package zhiheng.server.rooms.proposals;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.house.Rooms;
import zhiheng.server.rooms.needs.NeedsOnServer;
import zhiheng.server.rooms.traffic.CallSamples;
import zhiheng.server.testing.Surfer;

/** Proposals on a real server: out of needs that several share, replayed over enterprises, decided by a second person. */
class ProposalsRoomTest extends NeedsOnServer {
    private static final String VOUCHERS = "org_small_now && 'compute' in org_needs";

    private void firm(String name, String size, String sector) throws Exception {
        var org = org(Org.Kind.PROVIDER, name);
        var token = person(org, name.toLowerCase(java.util.Locale.ROOT), Role.PROVIDER);
        var facts = "{\"org_kind\":\"private\",\"org_region\":\"example_city\",\"org_size\":\"" + size
                + "\",\"org_sector\":\"" + sector + "\",\"org_needs\":[\"compute\"]}";
        json(rest(token, "PUT", "/api/v1/orgs/" + org + "/profile", "{\"version\":0,\"facts\":" + facts + "}"));
    }

    private HttpResponse<String> propose(String who, String... needs) throws Exception {
        return rest(
                who,
                "POST",
                "/api/v1/proposals",
                "{\"title\":\"Vouchers <b> for larger firms\",\"grounds\":\"several"
                        + " ask\",\"over\":\"policies\",\"pack\":"
                        + "\"example-city-vouchers\",\"needs\":[\"" + String.join("\",\"", needs) + "\"]}");
    }

    private JsonNode proposal(String id) throws Exception {
        return json(rest(boss, "GET", "/api/v1/proposals/" + id, ""));
    }

    private HttpResponse<String> deed(String who, String id, String deed, String more) throws Exception {
        var version = proposal(id).get("version").asLong();
        return rest(who, "POST", "/api/v1/proposals/" + id + "/" + deed, "{\"version\":" + version + more + "}");
    }

    private String made() throws Exception {
        told("中型企业也需要算力券。");
        var first = newest();
        told("我们是大型企业，买不到算力，希望放开算力券。");
        return json(propose(boss, first, newest())).get("id").asString();
    }

    private static String quoted(String text) {
        return new JsonMapper().writeValueAsString(text);
    }

    private String wider(String id) throws Exception {
        var rules = proposal(id).get("rules").asString();
        assertThat(rules).contains(VOUCHERS);
        return ",\"rules\":" + quoted(rules.replace(VOUCHERS, "'compute' in org_needs"));
    }

    @Test
    void a_proposal_answers_at_least_two_needs_and_those_that_were_joined_count() throws Exception {
        told(WATER);
        var first = newest();
        assertThat(propose(boss, first).statusCode()).isEqualTo(422);
        assertThat(propose(water, first).statusCode()).isEqualTo(403);
        told(WATER + "！");
        done(boss, newest(), "join", ",\"into\":\"" + first + "\"");
        var id = json(propose(boss, first)).get("id").asString();
        assertThat(proposal(id).get("needs").asInt()).isEqualTo(2);
        assertThat(propose(boss, "nowhere").statusCode()).isEqualTo(404);
    }

    @Test
    void a_draft_is_replayed_over_enterprises_by_size_and_sector_and_changes_no_pack() throws Exception {
        clock.set(Instant.parse("2026-11-10T02:00:00Z"));
        firm("Small", "small", "software");
        firm("Large", "large", "trade");
        var id = made();
        json(deed(boss, id, "draft", wider(id)));
        var report = json(deed(boss, id, "whatif", "")).get("report");
        assertThat(report.get("seen").asInt()).isEqualTo(2);
        assertThat(report.get("differ").asInt()).isEqualTo(1);
        var effect = report.get("effects").get(0);
        assertThat(effect.get("what").asString()).isEqualTo("support · Article 3");
        assertThat(effect.get("bySize").get("large").asInt()).isEqualTo(1);
        assertThat(effect.get("bySector").get("trade").asInt()).isEqualTo(1);
        assertThat(Files.readString(packs.resolve("policies/example-city-vouchers/rules.yaml")))
                .contains(VOUCHERS);
        // who writes the draft anew replays it anew
        var again = "# again\n" + proposal(id).get("rules").asString();
        json(deed(boss, id, "draft", ",\"rules\":" + quoted(again)));
        assertThat(proposal(id).get("report")).isNull();
    }

    @Test
    void a_wrong_draft_is_told_with_its_line() throws Exception {
        var id = made();
        var rules = proposal(id).get("rules").asString().replace(VOUCHERS, "'compute' in wishes");
        json(deed(boss, id, "draft", ",\"rules\":" + quoted(rules)));
        var wrong = deed(boss, id, "whatif", "");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body())
                .contains("example-city-vouchers/rules.yaml:", "wishes")
                .doesNotContain("/tmp");
    }

    @Test
    void a_second_person_decides_once_and_the_askers_read_what_became_of_it() throws Exception {
        var receipt = told("算力券应当放开到中型企业。");
        var first = newest();
        told("希望算力券覆盖大型企业。");
        var id = json(propose(boss, first, newest())).get("id").asString();
        assertThat(followed(receipt)).contains("尚待决定");
        assertThat(deed(boss, id, "decision", ",\"adopt\":true,\"words\":\"yes\"")
                        .statusCode())
                .isEqualTo(403);
        assertThat(deed(colleague, id, "decision", ",\"adopt\":true,\"words\":\"yes\"")
                        .statusCode())
                .isEqualTo(409);
        json(deed(boss, id, "whatif", ""));
        json(deed(colleague, id, "decision", ",\"adopt\":true,\"words\":\"from January on\""));
        assertThat(followed(receipt)).contains("已采纳", "from January on");
        assertThat(deed(colleague, id, "decision", ",\"adopt\":false,\"words\":\"no\"")
                        .statusCode())
                .isEqualTo(409);
    }

    private String followed(String receipt) throws Exception {
        var surfer = new Surfer(server.address(), "zh");
        surfer.open("/ask/follow");
        return surfer.send("/ask/follow", "receipt", receipt).body();
    }

    @Test
    void a_proposal_goes_its_way_on_pages_and_the_second_of_two_is_told() throws Exception {
        told("算力券应当放开到中型企业。");
        var first = newest();
        told("希望算力券覆盖大型企业。");
        var chief = new Surfer(server.address(), "en");
        chief.signIn("boss", PASSWORD);
        assertThat(chief.open("/proposals").body()).contains("No proposal yet.", "POLICIES/example-city-vouchers");
        var fields = new String[] {
            "title", "Vouchers <b>", "grounds", "several ask", "pack", "POLICIES/example-city-vouchers", "needs", first
        };
        assertThat(chief.open("/needs/" + first).body()).contains("/proposals?need=" + first);
        assertThat(chief.open("/proposals?need=" + first).body()).contains(">/needs/" + first + "<");
        assertThat(chief.send("/proposals", fields).body()).contains("at least two needs");
        fields[7] = "https://here/needs/" + first + "\n/needs/" + newest();
        var id = chief.send("/proposals", fields)
                .headers()
                .firstValue("Location")
                .orElse("");
        var path = id.isEmpty()
                ? "/proposals/"
                        + json(rest(boss, "GET", "/api/v1/proposals", ""))
                                .get("items")
                                .get(0)
                                .get("id")
                                .asString()
                : id;
        var page = chief.open(path).body();
        assertThat(page).contains("Vouchers &lt;b", "2 needs ask for it", "has not been replayed");
        var version = Pattern.compile("name=\"version\" value=\"([0-9]+)\"").matcher(page);
        assertThat(version.find()).isTrue();
        chief.send(path + "/whatif", "version", version.group(1));
        assertThat(chief.open(path).body()).contains("0 replayed, 0 would differ");
        assertThat(chief.send(path + "/draft", "version", version.group(1), "rules", "# mine")
                        .statusCode())
                .isEqualTo(409);
    }

    /** A system that chats, with calls of which some carry no label. */
    private String trafficked() throws Exception {
        var org = org(Org.Kind.PROVIDER, "Chatters");
        var token = person(org, "chatter", Role.PROVIDER);
        var system = json(rest(
                        token,
                        "POST",
                        "/api/v1/systems",
                        "{\"orgId\":\"" + org
                                + "\",\"name\":\"Chat\",\"facts\":{\"infers\":true,\"uses\":[\"chat\"]}}"))
                .get("id")
                .asString();
        stop();
        try (var db = Db.sqlite(folder.resolve("data/zhiheng.db"), Rooms.schema())) {
            var calls = new CallSamples(db);
            calls.add(system, "2026-09-10T10:00:00Z", 4, call -> call.labelled(false));
            calls.add(system, "2026-09-11T10:00:00Z", 5);
        }
        open();
        return system;
    }

    @Test
    void a_draft_of_law_is_replayed_over_the_calls_and_the_worst_is_shown_with_its_line() throws Exception {
        var system = trafficked();
        told("聊天服务应当标识。");
        var first = newest();
        told("我们希望聊天内容有标识。");
        var fields = "{\"title\":\"Label chats\",\"grounds\":\"several ask\",\"over\":\"law\",\"pack\":\"testlaw\","
                + "\"needs\":[\"" + first + "\",\"" + newest() + "\"]}";
        var id = json(rest(boss, "POST", "/api/v1/proposals", fields)).get("id").asString();
        var rules = proposal(id).get("rules").asString();
        var draft = rules.replace("    id: T-REPORT\n", "    id: T-REPORT\n    calls: [labelled, reviewed]\n");
        json(deed(boss, id, "draft", ",\"rules\":" + quoted(draft)));
        var report = json(deed(boss, id, "whatif", ",\"from\":\"2026-09-01\"")).get("report");
        assertThat(report.get("calls").get("seen").asInt()).isEqualTo(9);
        assertThat(report.get("calls").get("effects").get(0).get("asks").asString())
                .isEqualTo("REVIEWED");
        assertThat(report.toString()).doesNotContain(system);
        var chief = new Surfer(server.address(), "en");
        chief.signIn("boss", PASSWORD);
        var page = chief.open("/proposals/" + id).body();
        int line = draft.lines().toList().indexOf("- id: t-report") + 1;
        assertThat(page)
                .contains("The worst surprises", "9 calls of 1 system", "t-report, line " + line + " of the draft");
        var version = Pattern.compile("name=\"version\" value=\"([0-9]+)\"").matcher(page);
        assertThat(version.find()).isTrue();
        var wrong = chief.send("/proposals/" + id + "/whatif", "version", version.group(1), "from", "2020-01-01");
        assertThat(wrong.body()).contains("not more than 366 days after it", "id=\"from-error\"");
    }

    @Test
    void a_draft_of_policies_is_not_replayed_over_calls() throws Exception {
        var answer = deed(boss, made(), "whatif", ",\"from\":\"2026-09-01\"");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("Only a draft of law");
    }
}
