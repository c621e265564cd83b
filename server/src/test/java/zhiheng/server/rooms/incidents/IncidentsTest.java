package zhiheng.server.rooms.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import zhiheng.base.testing.Await;
import zhiheng.office.duties.Sha256;
import zhiheng.server.testing.Surfer;

/** Incidents on a real server with the packs that ship. */
class IncidentsTest extends IncidentHouse {
    private static final String LEAKS = IntStream.range(0, 400)
            .mapToObj(
                    i -> "{\"metric\":\"leak.certain\",\"value\":1,\"attributes\":{\"interaction\":\"app-" + i + "\"}}")
            .collect(Collectors.joining(","));

    private String alert() throws Exception {
        ok(company, "POST", "/api/v1/systems/" + system + "/observations", "{\"observations\":[" + LEAKS + "]}");
        return ok(company, "GET", "/api/v1/alerts", "").at("/items/0/id").asString();
    }

    @Test
    void an_incident_is_graded_with_the_clause_and_its_clock_begins_and_nothing_typed_is_in_the_ledger()
            throws Exception {
        var known = clock.instant();
        var incident = opened("\"answers\":" + LEAK + ",\"words\":\"customers called us\",\"reference\":\"T-17\"");
        var seen = seen(incident);
        assertThat(seen.get("grade").asString()).isEqualTo("yellow");
        assertThat(seen.at("/why/rule").asString()).isEqualTo("cn-incident-grades/cn-ig-pi-fairly-grave");
        assertThat(seen.at("/clocks/0/deadline").asString()).isEqualTo("report-4h");
        assertThat(seen.at("/clocks/0/ends").asString())
                .startsWith(known.plus(Duration.ofHours(4)).toString().substring(0, 19));
        assertThat(seen.at("/clocks/0/needs/0/en").asString()).isEqualTo("file 'first report' (incident commander)");
        for (var entry : seen.get("record")) {
            var leaf = server.ledger().entry(entry.get("ledgerIndex").asLong());
            assertThat(leaf.subject()).isEqualTo("incident/" + seen.get("id").asString());
            assertThat(leaf.bodyJson()).doesNotContain("customers", "A leak", "T-17");
        }
    }

    @Test
    void answers_that_come_later_start_the_clocks_of_further_regimes_and_set_none_back() throws Exception {
        var incident = opened("");
        assertThat(seen(incident).get("clocks").size())
                .as("nothing is confirmed yet")
                .isZero();
        assertThat(seen(incident).at("/cases/0/procedure").asString()).isEqualTo("cn-incident");
        ok(company, "POST", incident + "/answers", "{\"version\":" + version(incident) + ",\"answers\":" + LEAK + "}");
        var begun = seen(incident).at("/clocks/0/from").asString();
        clock.pass(Duration.ofMinutes(30));
        var union = "{\"harm_kind\":\"personal_information\",\"eu_roles\":[\"provider\"]}";
        ok(company, "POST", incident + "/answers", "{\"version\":" + version(incident) + ",\"answers\":" + union + "}");
        var clocks = seen(incident).get("clocks");
        assertThat(clocks.valueStream().map(c -> c.get("deadline").asString()))
                .containsExactly("report-4h", "gdpr-72h");
        assertThat(clocks.at("/0/from").asString()).isEqualTo(begun);
    }

    @Test
    void a_clock_goes_on_over_downtime_and_is_met_in_its_case() throws Exception {
        var incident = opened("\"answers\":" + LEAK);
        server.close();
        clock.pass(Duration.ofHours(9));
        open();
        Await.until("the deadline is noticed", () -> state(incident).equals("late"));
        var id = seen(incident).at("/cases/0/case").asString();
        var step = ok(company, "GET", "/api/v1/cases/" + id, "").get("version").asLong();
        ok(
                company,
                "POST",
                "/api/v1/cases/" + id + "/acts",
                "{\"version\":" + step + ",\"file\":\"first-report\",\"words\":\"late, sorry\"}");
        assertThat(state(incident)).isEqualTo("met-late");
        assertThat(seen(incident).at("/clocks/0/needs").size()).isZero();
    }

    private String state(String incident) {
        try {
            return seen(incident).at("/clocks/0/state").asString();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void one_act_on_the_page_of_an_alert_opens_it_and_a_second_leads_to_the_same() throws Exception {
        var alert = alert();
        var surfer = new Surfer(server.address(), "en");
        surfer.signIn("lin", PASSWORD);
        assertThat(surfer.open("/alerts/" + alert).body()).contains("Open an incident", "value=\"" + alert + "\"");
        var room = surfer.send("/incidents", "system", system, "alert", alert);
        assertThat(room.body()).contains("The incident is open", "/alerts/" + alert, "What happened");
        surfer.open("/alerts/" + alert);
        surfer.send("/incidents", "system", system, "alert", alert);
        var all = ok(company, "GET", "/api/v1/incidents?reference=" + alert, "").get("items");
        assertThat(all.size()).isEqualTo(1);
        assertThat(all.at("/0/source").asString()).isEqualTo("alert");
        assertThat(rest(
                                stranger,
                                "POST",
                                "/api/v1/incidents",
                                "{\"system\":\"" + system + "\",\"title\":\"\",\"source\":\"alert\",\"reference\":\""
                                        + alert + "\"}")
                        .statusCode())
                .isEqualTo(404);
    }

    /** Which grade opens an incident stands in the packs: here one is edited so that every alarm does. */
    @Test
    void an_alert_opens_an_incident_where_a_rule_of_the_packs_says_so_and_the_next_alert_is_a_fact_in_it()
            throws Exception {
        alert();
        server.close();
        var file = packs.resolve("incidents/cn-incident-grades/procedures.yaml");
        Files.writeString(file, Files.readString(file).replace("AG-COMMAND", "AG-REVIEW"));
        open();
        assertThat(of(system).size()).as("the alert of before was too slight").isZero();
        clock.pass(Duration.ofHours(5));
        alert();
        Await.until("the incident is open", () -> of(system).size() == 1);
        var incident = "/api/v1/incidents/" + of(system).at("/0/id").asString();
        assertThat(seen(incident).get("source").asString()).isEqualTo("rule");
        assertThat(seen(incident).at("/cases/0/procedure").asString()).isEqualTo("cn-incident");
        clock.pass(Duration.ofHours(5));
        alert();
        Await.until("the alert is on record", () -> kinds(incident).endsWith("fact"));
        assertThat(of(system).size()).isEqualTo(1);
    }

    private String kinds(String incident) {
        try {
            return seen(incident)
                    .get("record")
                    .valueStream()
                    .map(e -> e.get("kind").asString())
                    .collect(Collectors.joining(" "));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode of(String of) {
        try {
            return ok(company, "GET", "/api/v1/incidents?system=" + of, "").get("items");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void what_is_said_is_a_decision_a_fact_or_a_question_and_a_question_can_be_answered() throws Exception {
        var incident = opened("");
        var asked =
                ok(company, "POST", incident + "/entries", "{\"say\":\"question\",\"words\":\"who has the keys?\"}");
        long number = asked.get("version").asLong();
        ok(
                colleague,
                "POST",
                incident + "/entries",
                "{\"say\":\"fact\",\"words\":\"the night shift\",\"answers\":" + number + "}");
        assertThat(rest(company, "POST", incident + "/entries", "{\"say\":\"rumour\",\"words\":\"x\"}")
                        .body())
                .contains("'say' is decision, fact or question");
        assertThat(rest(company, "POST", incident + "/entries", "{\"say\":\"fact\",\"words\":\"x\",\"answers\":1}")
                        .body())
                .contains("Entry 1 is no question");
        var last = seen(incident).get("record").valueStream().toList().getLast();
        assertThat(last.at("/about/answers").asLong()).isEqualTo(number);
    }

    @Test
    void roles_and_tasks_are_given_done_once_and_late_when_their_time_is_over() throws Exception {
        var incident = opened("");
        ok(company, "POST", incident + "/roles", "{\"role\":\"commander\",\"person\":\"Lin\"}");
        var due = clock.instant().plus(Duration.ofHours(1));
        ok(
                company,
                "POST",
                incident + "/tasks",
                "{\"title\":\"rotate the key\",\"owner\":\"Mei\",\"due\":\"" + due + "\"}");
        clock.pass(Duration.ofHours(2));
        var seen = seen(incident);
        assertThat(seen.at("/roles/commander").asString()).isEqualTo("Lin");
        assertThat(seen.at("/tasks/0/late").asBoolean()).isTrue();
        var task = incident + "/tasks/" + seen.at("/tasks/0/id").asString() + "/done";
        assertThat(ok(colleague, "POST", task, "").at("/tasks/0/late").asBoolean())
                .isFalse();
        assertThat(rest(colleague, "POST", task, "").statusCode()).isEqualTo(409);
    }

    @Test
    void evidence_is_captured_filed_in_the_case_and_proved_by_its_digest() throws Exception {
        var incident = opened("\"answers\":" + LEAK);
        ok(company, "PUT", "/api/v1/systems/" + system + "/permit", "{\"state\":\"open\",\"reason\":\"r\"}");
        var sha256 =
                ok(company, "POST", incident + "/evidence", "").get("sha256").asString();
        var body = rest(company, "GET", incident + "/evidence/" + sha256, "").body();
        assertThat(Sha256.of(body)).isEqualTo(sha256);
        assertThat(body).contains("\"permit\":{", "\"alerts\":", "\"latestCalls\":");
        var entry = seen(incident).get("record").valueStream().toList().getLast();
        assertThat(server.ledger().entry(entry.get("ledgerIndex").asLong()).evidenceSha256Hex())
                .isEqualTo(sha256);
        var id = seen(incident).at("/cases/0/case").asString();
        assertThat(ok(company, "GET", "/api/v1/cases/" + id, "").get("story").toString())
                .contains("\"of\":\"captured\"", sha256);
        assertThat(rest(stranger, "GET", incident + "/evidence/" + sha256, "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void it_closes_only_when_every_case_is_at_its_end() throws Exception {
        var incident = opened("");
        var close = "{\"version\":" + version(incident) + ",\"words\":\"nothing was wrong\"}";
        assertThat(rest(company, "POST", incident + "/close", close).body())
                .contains("These procedures are not at their end: Cybersecurity incident (China)");
        var id = seen(incident).at("/cases/0/case").asString();
        for (var who : new String[] {company, colleague}) {
            var step =
                    ok(company, "GET", "/api/v1/cases/" + id, "").get("version").asLong();
            if (who.equals(company)) {
                ok(
                        who,
                        "POST",
                        "/api/v1/cases/" + id + "/acts",
                        "{\"version\":" + step++ + ",\"file\":\"grading\",\"words\":\"harmless\"}");
            }
            ok(who, "POST", "/api/v1/cases/" + id + "/acts", "{\"version\":" + step + ",\"act\":\"dismiss\"}");
        }
        assertThat(ok(company, "POST", incident + "/close", close).has("ended")).isTrue();
        assertThat(rest(company, "POST", incident + "/entries", "{\"say\":\"fact\",\"words\":\"x\"}")
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void two_who_grade_at_once_the_second_is_told() throws Exception {
        var incident = opened("");
        var stale = "{\"version\":" + version(incident) + ",\"answers\":" + LEAK + "}";
        ok(company, "POST", incident + "/entries", "{\"say\":\"fact\",\"words\":\"x\"}");
        var told = rest(colleague, "POST", incident + "/answers", stale);
        assertThat(told.statusCode()).isEqualTo(409);
        assertThat(told.body()).contains("Somebody else took the record to entry 3 meanwhile");
    }

    @Test
    void others_see_nothing_and_a_misspelt_answer_is_told() throws Exception {
        var incident = opened("");
        assertThat(rest(stranger, "GET", incident, "").statusCode()).isEqualTo(404);
        assertThat(rest(stranger, "POST", incident + "/entries", "{\"say\":\"fact\",\"words\":\"x\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(json(rest(stranger, "GET", "/api/v1/incidents", ""))
                        .get("items")
                        .size())
                .isZero();
        var wrong = rest(
                company,
                "POST",
                "/api/v1/incidents",
                "{\"system\":\"" + system + "\",\"title\":\"x\",\"answers\":{\"incident_confirmd\":true}}");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("incident_confirmed");
    }

    @Test
    void the_room_works_by_forms_and_keeps_what_was_typed() throws Exception {
        var id = opened("").substring("/api/v1".length());
        var surfer = new Surfer(server.address(), "zh");
        surfer.signIn("lin", PASSWORD);
        assertThat(surfer.open(id).body()).contains("发生了什么", "网络安全事件（中国）", "记录");
        assertThat(surfer.send(id + "/say", "say", "decision", "words", "停<用>工具")
                        .body())
                .contains("已记录在案");
        assertThat(surfer.open(id).body()).contains("停&lt;用&gt;工具", "决定");
        var wrong = surfer.send(id + "/tasks", "task", "换钥匙", "owner", "", "due", "");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("换钥匙");
        assertThat(surfer.send(id + "/answers", "version", "99", "a-incident_confirmed", "true")
                        .statusCode())
                .isEqualTo(409);
        assertThat(surfer.open(id + "/sheet").body()).contains("交接单", "停&lt;用&gt;工具");
        assertThat(surfer.open("/systems/" + system).body()).contains("1 件事件未结");
        assertThat(surfer.open("/incidents?system=" + system).body()).contains("A leak", "尚未分级");
    }
}
