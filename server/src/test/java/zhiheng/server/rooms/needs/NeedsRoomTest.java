package zhiheng.server.rooms.needs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import zhiheng.server.testing.Surfer;

/** Needs on a real server: said by the public, dispatched, sent back, answered, and solved when the asker says so. */
class NeedsRoomTest extends NeedsOnServer {
    @Test
    void a_need_goes_from_the_public_to_a_department_and_is_solved_when_the_asker_says_so() throws Exception {
        var receipt = told(WATER);
        var id = newest();
        done(boss, id, "dispatch-now", lead(waterOrg));
        done(water, id, "accept", "");
        assertThat(act(water, id, "reply", "").statusCode()).isEqualTo(422);
        done(water, id, "reply", words("阀门已更换，今晨恢复供水。"));
        assertThat(need(id).get("stage").asString()).isEqualTo("replied");
        assertThat(tally("", "flow.solved")).isZero();
        assertThat(act(water, id, "solved", "").statusCode()).isEqualTo(403);
        json(confirm(receipt, "YES", 5));
        assertThat(need(id).get("stage").asString()).isEqualTo("solved");
        assertThat(tally(waterOrg, "flow.solved")).isEqualTo(1);
        assertThat(tally(waterOrg, "flow.satisfied")).isEqualTo(1);
        assertThat(tally("", "stage.solved")).isEqualTo(1);
        assertThat(tally("", "stage.received")).isZero();
        assertThat(confirm(receipt, "YES", 5).statusCode()).isEqualTo(409);
        var ledger = new StringBuilder();
        for (int i = 0;
                i < json(rest(boss, "GET", "/api/v1/ledger", "")).get("size").asInt();
                i++) {
            ledger.append(rest(boss, "GET", "/api/v1/ledger/" + i, "").body());
        }
        assertThat(ledger.toString())
                .contains("need.received", "need.dispatch-now", "need.reply", "need.confirmed")
                .doesNotContain("停水", "阀门", receipt);
    }

    /** Facts, case 7: received on Friday 18 September 2026; 20 September is worked, 25 to 27 are off. */
    @Test
    void clocks_count_working_days_from_the_dispatch_with_worked_weekends() throws Exception {
        told(WATER);
        var id = newest();
        done(boss, id, "dispatch-now", lead(waterOrg));
        assertThat(clock(id, "at-once").get("ends").asString()).startsWith("2026-09-24T15:59:59");
        done(water, id, "accept", "");
        clock.set(Instant.parse("2026-09-25T02:00:00Z"));
        assertThat(json(rest(boss, "GET", "/api/v1/needs?late=true", "")).get("items"))
                .hasSize(1);
        assertThat(json(rest(water, "GET", "/api/v1/needs/board", ""))
                        .get("late")
                        .get(waterOrg)
                        .asLong())
                .isEqualTo(1);
        done(water, id, "reply", words("done"));
        assertThat(clock(id, "at-once").get("state").asString()).isEqualTo("met_late");
        assertThat(tally(waterOrg, "flow.late")).isEqualTo(1);
    }

    @Test
    void a_department_sends_back_only_with_a_reason_and_in_time_and_bounces_are_counted() throws Exception {
        told(WATER);
        var id = newest();
        done(boss, id, "dispatch-now", lead(roadsOrg));
        assertThat(act(water, id, "refuse", words("no")).statusCode()).isEqualTo(404);
        assertThat(act(roads, id, "refuse", "").statusCode()).isEqualTo(422);
        done(roads, id, "refuse", words("供水不归本部门"));
        assertThat(need(id).get("stage").asString()).isEqualTo("received");
        assertThat(need(id).get("bounces").asInt()).isEqualTo(1);
        assertThat(tally(roadsOrg, "flow.bounced")).isEqualTo(1);
        assertThat(rest(roads, "GET", "/api/v1/needs/" + id, "").statusCode()).isEqualTo(404);
        // nobody answers within five working days: it stays where it is
        done(boss, id, "dispatch-now", lead(waterOrg));
        clock.pass(Duration.ofDays(10));
        comesTo(id, "working");
        assertThat(act(water, id, "refuse", words("late")).statusCode()).isEqualTo(409);
    }

    @Test
    void two_persons_designate_a_department_which_cannot_send_back() throws Exception {
        told(WATER);
        var id = newest();
        done(boss, id, "designate", lead(waterOrg));
        assertThat(need(id).get("stage").asString()).isEqualTo("received");
        assertThat(need(id).get("proposed").asString()).isEqualTo(waterOrg);
        assertThat(act(boss, id, "designate", "").statusCode()).isEqualTo(409);
        done(colleague, id, "designate", "");
        assertThat(need(id).get("lead").asString()).isEqualTo(waterOrg);
        assertThat(need(id).get("stage").asString()).isEqualTo("working");
        assertThat(act(water, id, "refuse", words("no")).statusCode()).isEqualTo(409);
    }

    @Test
    void more_time_is_asked_for_with_a_reason_and_given_by_a_second_person() throws Exception {
        told(WATER);
        var id = newest();
        done(boss, id, "dispatch-plan", lead(waterOrg));
        assertThat(clock(id, "planned").get("ends").asString()).startsWith("2026-11-17T15:59:59");
        done(water, id, "accept", "");
        assertThat(act(water, id, "extend", "").statusCode()).isEqualTo(422);
        done(water, id, "extend", words("管线需要订货"));
        assertThat(act(water, id, "extend", words("again")).statusCode()).isIn(403, 409);
        assertThat(need(id).get("stage").asString()).isEqualTo("working");
        done(boss, id, "extend", "");
        assertThat(need(id).get("stage").asString()).isEqualTo("extended");
        assertThat(clock(id, "longer").get("state").asString()).isEqualTo("running");
    }

    @Test
    void co_departments_each_have_their_part_and_see_nothing_else() throws Exception {
        told(WATER);
        var id = newest();
        done(boss, id, "dispatch-now", lead(waterOrg) + ",\"co\":[\"" + roadsOrg + "\"],\"task\":\"恢复路面\"");
        done(water, id, "accept", "");
        assertThat(json(rest(roads, "GET", "/api/v1/needs?part=true", "")).get("items"))
                .hasSize(1);
        assertThat(act(roads, id, "reply", words("x")).statusCode()).isEqualTo(403);
        done(roads, id, "part", words("路面已恢复"));
        assertThat(need(id).get("parts").get(0).get("words").asString()).isEqualTo("路面已恢复");
        told("另一件事，与前面无关。");
        assertThat(rest(roads, "GET", "/api/v1/needs/" + newest(), "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void half_solved_opens_it_again_and_four_weeks_without_a_word_do_not_make_it_solved() throws Exception {
        var receipt = told(WATER);
        var id = newest();
        done(boss, id, "dispatch-now", lead(waterOrg));
        done(water, id, "accept", "");
        done(water, id, "reply", words("部分恢复"));
        json(confirm(receipt, "HALF", 2));
        assertThat(need(id).get("stage").asString()).isEqualTo("received");
        assertThat(need(id).get("reopened").asInt()).isEqualTo(1);
        assertThat(tally(waterOrg, "flow.half")).isEqualTo(1);
        done(boss, id, "dispatch-now", lead(waterOrg));
        done(water, id, "accept", "");
        done(water, id, "reply", words("全部恢复"));
        clock.pass(Duration.ofDays(30));
        comesTo(id, "unconfirmed");
        assertThat(tally(waterOrg, "flow.unreached")).isEqualTo(1);
        assertThat(tally(waterOrg, "flow.solved")).isZero();
    }

    @Test
    void what_is_not_taken_says_why_and_the_asker_reads_it() throws Exception {
        var receipt = told(WATER);
        var id = newest();
        assertThat(act(boss, id, "decline", "").statusCode()).isEqualTo(422);
        done(boss, id, "decline", words("请拨打 119"));
        var told = json(rest("", "POST", "/api/v1/needs/receipt", "{\"receipt\":\"" + receipt + "\"}"));
        assertThat(told.get("reason").asString()).isEqualTo("请拨打 119");
        assertThat(tally("", "stage.declined")).isEqualTo(1);
    }

    @Test
    void two_who_say_the_same_are_proposed_for_joining_and_joined_only_by_a_person() throws Exception {
        told(WATER);
        var first = newest();
        told("申请贷款被银行退回，没有说明理由。");
        var receipt = told("人民路3号院昨晚开始停水，物业说不清楚什么时候恢复");
        var second = newest();
        assertThat(need(second).get("alike")).hasSize(1);
        assertThat(need(second).get("alike").get(0).get("id").asString()).isEqualTo(first);
        assertThat(need(second).get("stage").asString()).isEqualTo("received");
        done(boss, second, "join", ",\"into\":\"" + first + "\"");
        assertThat(need(second).get("joined").asString()).isEqualTo(first);
        assertThat(json(rest("", "POST", "/api/v1/needs/receipt", "{\"receipt\":\"" + receipt + "\"}"))
                        .get("joined")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void personal_data_is_found_and_masking_is_offered_on_the_form() throws Exception {
        var surfer = new Surfer(server.address(), "en");
        surfer.open("/ask");
        var text = "请回电 13800138000，说明停水原因";
        var asked = surfer.send("/ask", "kind", "HELP", "text", text);
        assertThat(asked.body())
                .contains("Personal data was found", "value=\"no\"")
                .doesNotContain("Taken.");
        assertThat(json(rest(boss, "GET", "/api/v1/needs", "")).get("items")).isEmpty();
        var taken = surfer.send("/ask", "kind", "HELP", "text", text, "mask", "yes");
        assertThat(taken.body()).contains("Taken.");
        assertThat(need(newest()).get("text").asString()).doesNotContain("13800138000");
        surfer.send("/ask", "kind", "HELP", "text", text, "mask", "no");
        assertThat(need(newest()).get("text").asString()).contains("13800138000");
    }

    @Test
    void a_flood_from_one_address_is_stopped_and_told_to_keep_the_words() throws Exception {
        for (int i = 0; i < 5; i++) {
            told(WATER + i);
        }
        var stopped = rest("", "POST", "/api/v1/needs", "{\"kind\":\"help\",\"text\":\"more\"}");
        assertThat(stopped.statusCode()).isEqualTo(503);
        assertThat(stopped.body()).contains("keep what you wrote");
        clock.pass(Duration.ofHours(1));
        told(WATER);
    }

    @Test
    void a_receipt_is_followed_on_a_page_however_it_is_typed_and_confirmed_there() throws Exception {
        var receipt = told(WATER);
        var id = newest();
        done(boss, id, "dispatch-now", lead(waterOrg));
        done(water, id, "accept", "");
        done(water, id, "reply", words("已恢复 <script>"));
        var surfer = new Surfer(server.address(), "zh");
        surfer.open("/ask/follow");
        var page = surfer.send("/ask/follow", "receipt", receipt.toLowerCase().replace("-", " "));
        assertThat(page.body()).contains("已答复，待确认", "Water &lt;b", "已恢复 &lt;script", "解决了吗");
        assertThat(surfer.send("/ask/confirm", "receipt", receipt).statusCode()).isEqualTo(422);
        assertThat(surfer.send("/ask/confirm", "receipt", receipt, "solved", "YES", "satisfied", "4")
                        .body())
                .contains("已解决");
        assertThat(surfer.send("/ask/follow", "receipt", "AAAA").statusCode()).isEqualTo(422);
        assertThat(need(id).get("satisfied").asInt()).isEqualTo(4);
    }

    @Test
    void the_desk_works_on_pages_and_the_second_of_two_keeps_what_was_typed() throws Exception {
        told(WATER);
        var id = newest();
        var surfer = new Surfer(server.address(), "en");
        surfer.signIn("boss", PASSWORD);
        assertThat(surfer.open("/needs").body()).contains("人民路三号院", "To be sorted");
        var page = surfer.open("/needs/" + id).body();
        assertThat(page).contains("Water &lt;b", "dispatch: solve at once");
        var seen = Pattern.compile("name=\"version\" value=\"([0-9]+)\"").matcher(page);
        assertThat(seen.find()).isTrue();
        var version = seen.group(1);
        done(colleague, id, "dispatch-now", lead(waterOrg));
        var late = surfer.send("/needs/" + id, "version", version, "deed", "decline", "words", "not ours <i>");
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(surfer.open("/needs-board").body()).contains("Water &lt;b", "From asked to solved");
        assertThat(surfer.open("/needs?stage=offered").body()).contains("人民路三号院");
        assertThat(surfer.open("/needs?stage=replied").body()).contains("Nothing here.");
    }

    @Test
    void an_enterprise_has_no_desk_and_is_sent_to_its_receipt() throws Exception {
        told(WATER);
        assertThat(rest(company, "GET", "/api/v1/needs", "").statusCode()).isEqualTo(403);
        assertThat(rest(company, "GET", "/api/v1/needs/" + newest(), "").body()).contains("by its receipt");
    }

    @Test
    void lists_page_by_index_and_show_each_need_once() throws Exception {
        for (int i = 0; i < 5; i++) {
            told("第" + i + "件事：路灯不亮");
        }
        var seen = new java.util.TreeSet<String>();
        var cursor = "";
        do {
            var page = json(rest(boss, "GET", "/api/v1/needs?limit=2" + cursor, ""));
            page.get("items")
                    .forEach(n -> assertThat(seen.add(n.get("id").asString())).isTrue());
            cursor = page.get("next") == null
                    ? ""
                    : "&cursor=" + page.get("next").asString();
        } while (!cursor.isEmpty());
        assertThat(seen).hasSize(5);
        clock.pass(Duration.ofDays(40));
        var late = json(rest(boss, "GET", "/api/v1/needs?late=true&limit=3", ""));
        assertThat(late.get("items")).hasSize(3);
        var rest = json(rest(
                boss,
                "GET",
                "/api/v1/needs?late=true&limit=3&cursor=" + late.get("next").asString(),
                ""));
        assertThat(rest.get("items")).hasSize(2);
    }

    @Test
    void requests_of_open311_come_in_once_and_go_out_in_the_same_shape() throws Exception {
        var body = "{\"requests\":[{\"service_request_id\":\"638344\",\"service_code\":\"help\",\"status\":\"open\","
                + "\"description\":\"Lamp is out, call 13800138000\",\"address\":\"8TH AVE\"},"
                + "{\"service_request_id\":\"2\",\"status\":\"closed\",\"description\":\"done\"}]}";
        var brought = json(rest(boss, "POST", "/api/v1/open311/requests", body));
        assertThat(brought.get("taken")).hasSize(1);
        assertThat(brought.get("closed").asInt()).isEqualTo(1);
        assertThat(json(rest(boss, "POST", "/api/v1/open311/requests", body))
                        .get("known")
                        .asInt())
                .isEqualTo(1);
        assertThat(rest(water, "POST", "/api/v1/open311/requests", body).statusCode())
                .isEqualTo(403);
        var out = json(rest(boss, "GET", "/api/v1/open311/requests", "")).get(0);
        assertThat(out.get("status").asString()).isEqualTo("open");
        assertThat(out.get("address").asString()).isEqualTo("8TH AVE");
        assertThat(out.get("description").asString()).contains("Lamp is out").doesNotContain("13800138000");
        assertThat(out.get("service_code").asString()).isEqualTo("help");
        assertThat(json(rest(boss, "GET", "/api/v1/open311/services", ""))).hasSize(5);
    }

    @Test
    void what_fell_due_while_the_server_was_down_happens_at_its_start() throws Exception {
        told(WATER);
        var id = newest();
        done(boss, id, "dispatch-now", lead(waterOrg));
        server.close();
        clock.pass(Duration.ofDays(9));
        open();
        comesTo(id, "working");
        assertThat(clock(id, "accept").get("state").asString()).isEqualTo("silent");
    }
}
