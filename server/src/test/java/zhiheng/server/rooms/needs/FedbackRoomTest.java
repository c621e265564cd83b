package zhiheng.server.rooms.needs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import zhiheng.base.testing.Await;
import zhiheng.office.people.Org;
import zhiheng.server.testing.Surfer;
import zhiheng.server.testing.Visitor;

/** What a need meets on its way: timetables, parts, limits on going to and fro, files, suggestions, merged departments. */
class FedbackRoomTest extends NeedsOnServer {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 1, 2, 3};

    private static String node(String title, String due, int baseline, int target) {
        return "{\"title\":\"" + title + "\",\"due\":\"" + due + "\",\"indicator\":\"metres of pipe\",\"baseline\":"
                + baseline + ",\"target\":" + target + "}";
    }

    private static String nodes(String... nodes) {
        return ",\"nodes\":[" + String.join(",", nodes) + "]";
    }

    private JsonNode followed(String receipt) throws Exception {
        return json(rest("", "POST", "/api/v1/needs/receipt", "{\"receipt\":\"" + receipt + "\"}"));
    }

    private String planned() throws Exception {
        var id = newest();
        done(boss, id, "dispatch-plan", lead(waterOrg));
        done(water, id, "accept", "");
        return id;
    }

    private void reply(String id, String text) throws Exception {
        done(boss, id, "dispatch-now", lead(waterOrg));
        done(water, id, "accept", "");
        done(water, id, "reply", words(text));
    }

    private void nodeDeed(String who, String node, String deed, String body) throws Exception {
        json(rest(who, "POST", "/api/v1/nodes/" + node + "/" + deed, "{" + body + "}"));
    }

    private JsonNode word(String receipt, String node, boolean so) throws Exception {
        var body = "{\"receipt\":\"" + receipt + "\",\"node\":\"" + node + "\",\"so\":" + so + "}";
        return json(rest("", "POST", "/api/v1/needs/nodes", body));
    }

    @Test
    void what_goes_by_a_timetable_needs_nodes_with_indicators_before_it_is_answered() throws Exception {
        told(WATER);
        var id = planned();
        assertThat(act(water, id, "reply", words("soon")).statusCode()).isEqualTo(422);
        var one = nodes(node("dig", "2026-09-24", 0, 40));
        assertThat(act(water, id, "timetable", one).body()).contains("2 to 12 nodes");
        var late = nodes(node("dig", "2026-09-30", 0, 40), node("lay", "2026-10-09", 40, 80));
        assertThat(act(water, id, "timetable", late).body()).contains("more than 7 days off");
        assertThat(act(boss, id, "timetable", nodes(node("a", "2026-09-24", 0, 1), node("b", "2026-10-09", 0, 1)))
                        .statusCode())
                .isEqualTo(403);
        done(water, id, "timetable", nodes(node("dig", "2026-09-24", 0, 40), node("lay", "2026-10-09", 40, 80)));
        assertThat(clock(id, "timetable").get("state").asString()).isEqualTo("met");
        assertThat(need(id).get("timetable")).hasSize(2);
        done(water, id, "reply", words("both"));
    }

    @Test
    void a_node_is_grey_until_the_asker_says_that_it_is_so_and_their_no_outweighs_a_confirmation() throws Exception {
        var receipt = told(WATER);
        var id = planned();
        done(water, id, "timetable", nodes(node("dig", "2026-09-24", 0, 40), node("lay", "2026-10-09", 40, 80)));
        var node = need(id).get("timetable").get(0).get("id").asString();
        assertThat(rest(
                                "",
                                "POST",
                                "/api/v1/needs/nodes",
                                "{\"receipt\":\"" + receipt + "\",\"node\":\"" + node + "\",\"so\":true}")
                        .statusCode())
                .isEqualTo(409);
        nodeDeed(water, node, "report", "\"version\":1,\"value\":40,\"evidence\":\"https://example.org/p\"");
        assertThat(followed(receipt).get("timetable").get(0).get("light").asString())
                .isEqualTo("grey");
        nodeDeed(boss, node, "confirm", "\"version\":2,\"value\":40");
        assertThat(word(receipt, node, false)
                        .get("timetable")
                        .get(0)
                        .get("light")
                        .asString())
                .isEqualTo("grey");
        assertThat(rest(boss, "POST", "/api/v1/nodes/" + node + "/confirm", "{\"version\":4,\"value\":40}")
                        .body())
                .contains("not so");
        nodeDeed(water, node, "report", "\"version\":4,\"value\":41");
        assertThat(word(receipt, node, true)
                        .get("timetable")
                        .get(0)
                        .get("light")
                        .asString())
                .isEqualTo("green");
        var other = told("路灯不亮，已经三天了。");
        assertThat(rest(
                                "",
                                "POST",
                                "/api/v1/needs/nodes",
                                "{\"receipt\":\"" + other + "\",\"node\":\"" + node + "\",\"so\":false}")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void what_was_sent_back_twice_is_passed_on_no_more_until_two_persons_designate() throws Exception {
        told(WATER);
        var id = newest();
        for (var who : new String[] {roads, water}) {
            done(boss, id, "dispatch-now", lead(who.equals(roads) ? roadsOrg : waterOrg));
            done(who, id, "refuse", words("not ours"));
        }
        assertThat(act(boss, id, "dispatch-now", lead(roadsOrg)).statusCode()).isEqualTo(409);
        assertThat(need(id).get("stuck").asBoolean()).isTrue();
        told("路灯不亮，已经三天了。");
        var stuck = json(rest(boss, "GET", "/api/v1/needs?stage=stuck", "")).get("items");
        assertThat(stuck).hasSize(1);
        assertThat(stuck.get(0).get("id").asString()).isEqualTo(id);
        done(boss, id, "designate", lead(waterOrg));
        done(colleague, id, "designate", "");
        assertThat(need(id).get("lead").asString()).isEqualTo(waterOrg);
        assertThat(act(water, id, "refuse", words("no")).statusCode()).isEqualTo(409);
    }

    @Test
    void what_is_not_solved_after_two_re_openings_ends_with_the_way_to_a_review() throws Exception {
        var receipt = told(WATER);
        var id = newest();
        reply(id, "one");
        json(confirm(receipt, "NO", 1));
        reply(id, "two");
        json(confirm(receipt, "HALF", 1));
        assertThat(act(boss, id, "dispatch-now", lead(waterOrg)).statusCode()).isEqualTo(409);
        done(boss, id, "designate", lead(waterOrg));
        done(colleague, id, "designate", "");
        done(water, id, "reply", words("three"));
        json(confirm(receipt, "NO", 1));
        assertThat(need(id).get("stage").asString()).isEqualTo("unsolved");
        assertThat(need(id).get("reopened").asInt()).isEqualTo(2);
        assertThat(tally(waterOrg, "flow.not")).isEqualTo(2);
        assertThat(tally("", "flow.solved")).isZero();
        assertThat(followed(receipt).get("reviewUntil").asString()).isEqualTo("2026-10-18");
        assertThat(confirm(receipt, "YES", 5).statusCode()).isEqualTo(409);
    }

    @Test
    void a_co_department_has_a_clock_of_its_own_and_sends_back_with_a_reason() throws Exception {
        told(WATER);
        var id = newest();
        assertThat(act(boss, id, "dispatch-now", lead(waterOrg) + co(roadsOrg, "2026-10-30"))
                        .body())
                .contains("by the day of the answer");
        done(boss, id, "dispatch-now", lead(waterOrg) + co(roadsOrg, "2026-09-21"));
        done(water, id, "accept", "");
        clock.set(Instant.parse("2026-09-22T02:00:00Z"));
        var board = json(rest(boss, "GET", "/api/v1/needs/board", ""));
        assertThat(board.get("lateParts").get(roadsOrg).asLong()).isEqualTo(1);
        assertThat(act(roads, id, "part-refuse", "").statusCode()).isEqualTo(422);
        done(roads, id, "part-refuse", words("the road is the province's"));
        assertThat(need(id).get("parts").get(0).get("refused").asString()).contains("province");
        assertThat(tally(roadsOrg, "flow.bounced")).isEqualTo(1);
        assertThat(act(roads, id, "part", words("done")).statusCode()).isEqualTo(403);
        done(boss, id, "share", co(roadsOrg, ""));
        assertThat(need(id).get("parts").get(0).get("due").asString()).isEqualTo("2026-09-24");
        done(roads, id, "part", words("mended"));
        // the lead's answer stands though a part came late
        done(water, id, "reply", words("on"));
    }

    private static String co(String org, String due) {
        return ",\"co\":[\"" + org + "\"],\"task\":\"road\"" + (due.isEmpty() ? "" : ",\"partDue\":\"" + due + "\"");
    }

    @Test
    void a_suggestion_has_its_legal_clock_and_is_answered_in_writing() throws Exception {
        var body = "{\"kind\":\"suggestion\",\"text\":\"请把付款期限写进采购合同范本\"}";
        var receipt =
                json(rest("", "POST", "/api/v1/needs", body)).get("receipt").asString();
        var id = newest();
        assertThat(act(boss, id, "dispatch-now", lead(waterOrg)).statusCode()).isEqualTo(409);
        done(boss, id, "dispatch-plan", lead(waterOrg));
        assertThat(clock(id, "written").get("ends").asString()).startsWith("2026-11-17T15:59:59");
        done(water, id, "accept", "");
        assertThat(act(water, id, "adopt-part", "").statusCode()).isEqualTo(422);
        done(water, id, "adopt-part", words("adopted for goods, not for works, because …"));
        assertThat(need(id).get("stage").asString()).isEqualTo("answered");
        assertThat(tally(waterOrg, "flow.adopted-part")).isEqualTo(1);
        assertThat(tally(waterOrg, "flow.in-time")).isEqualTo(1);
        assertThat(followed(receipt).get("answer").asString()).contains("not for works");
    }

    @Test
    void a_suggestion_is_not_joined_to_a_need() throws Exception {
        told(WATER);
        var need = newest();
        json(rest("", "POST", "/api/v1/needs", "{\"kind\":\"suggestion\",\"text\":\"" + WATER + "\"}"));
        var id = newest();
        assertThat(need(id).get("alike")).isEmpty();
        assertThat(act(boss, id, "join", ",\"into\":\"" + need + "\"").statusCode())
                .isEqualTo(422);
    }

    @Test
    void the_asker_of_a_joined_need_reads_the_answer_of_the_one_it_went_into() throws Exception {
        told(WATER);
        var first = newest();
        var receipt = told(WATER + "！");
        done(boss, newest(), "join", ",\"into\":\"" + first + "\"");
        reply(first, "on again");
        var told = followed(receipt);
        assertThat(told.get("joined").asBoolean()).isTrue();
        assertThat(told.get("answer").asString()).isEqualTo("on again");
    }

    @Test
    void a_merged_department_loses_no_need_part_node_count_or_story_and_its_people_go_on() throws Exception {
        told(WATER);
        var led = planned();
        done(water, led, "timetable", nodes(node("dig", "2026-09-24", 0, 40), node("lay", "2026-10-09", 40, 80)));
        told("路面塌陷，公交停运。");
        var shared = newest();
        done(boss, shared, "dispatch-now", lead(roadsOrg) + co(waterOrg, "2026-09-21"));
        var receipt = told("积水不退，商铺无法营业。");
        var closed = newest();
        reply(closed, "pumped");
        json(confirm(receipt, "YES", 5));
        var due = clock(led, "planned").get("ends").asString();
        assertThat(rest(colleague, "POST", "/api/v1/needs/merges", merge(waterOrg, roadsOrg))
                        .statusCode())
                .isEqualTo(403);
        json(rest(boss, "POST", "/api/v1/needs/merges", merge(waterOrg, roadsOrg)));
        assertThat(need(led).get("lead").asString()).isEqualTo(roadsOrg);
        assertThat(need(closed).get("lead").asString()).isEqualTo(roadsOrg);
        assertThat(clock(led, "planned").get("ends").asString()).isEqualTo(due);
        assertThat(need(shared).get("parts").get(0).get("org").asString()).isEqualTo(roadsOrg);
        assertThat(tally(roadsOrg, "flow.solved")).isEqualTo(1);
        assertThat(tally(waterOrg, "flow.solved")).isZero();
        assertThat(json(rest(roads, "GET", "/api/v1/nodes", "")).get("items")).hasSize(2);
        var surfer = new Surfer(server.address(), "en");
        surfer.signIn("boss", PASSWORD);
        Await.until("the story says so", () -> {
            try {
                return surfer.open("/needs/" + led).body().contains("→ Roads");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        // people of the one that is no more act for the other, and nothing new goes to it
        done(water, led, "reply", words("laid"));
        told("又一处漏水，请派人来。");
        assertThat(act(boss, newest(), "dispatch-now", lead(waterOrg)).statusCode())
                .isEqualTo(422);
        assertThat(rest(boss, "POST", "/api/v1/needs/merges", merge(roadsOrg, waterOrg))
                        .statusCode())
                .isEqualTo(409);
        clock.set(Instant.parse("2026-11-20T02:00:00Z"));
        var board = json(rest(boss, "GET", "/api/v1/needs/board", "")).get("late");
        assertThat(board.get(waterOrg)).isNull();
    }

    @Test
    void a_department_that_merges_again_at_once_takes_along_what_it_was_given() throws Exception {
        told(WATER);
        var id = planned();
        var third = org(Org.Kind.DEPARTMENT, "Works");
        json(rest(boss, "POST", "/api/v1/needs/merges", merge(waterOrg, roadsOrg)));
        json(rest(boss, "POST", "/api/v1/needs/merges", merge(roadsOrg, third)));
        assertThat(need(id).get("lead").asString()).isEqualTo(third);
        done(water, id, "timetable", nodes(node("dig", "2026-09-24", 0, 40), node("lay", "2026-10-09", 40, 80)));
        var surfer = new Surfer(server.address(), "en");
        surfer.signIn("boss", PASSWORD);
        Await.until("the story says so", () -> {
            try {
                return surfer.open("/needs/" + id).body().contains("→ Works");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void a_part_of_a_merged_department_joins_the_part_that_the_other_has_already() throws Exception {
        told(WATER);
        var id = newest();
        var third = org(Org.Kind.DEPARTMENT, "Works");
        var both = ",\"co\":[\"" + waterOrg + "\",\"" + roadsOrg + "\"],\"task\":\"road\"";
        done(boss, id, "dispatch-now", lead(third) + both);
        done(water, id, "part", words("pipe mended"));
        json(rest(boss, "POST", "/api/v1/needs/merges", merge(waterOrg, roadsOrg)));
        var parts = need(id).get("parts");
        assertThat(parts).hasSize(1);
        assertThat(parts.get(0).get("words").asString()).isEqualTo("pipe mended");
        assertThat(parts.get(0).get("delivered").asString())
                .as("one half is owed")
                .isEmpty();
        done(roads, id, "part", words("road mended"));
        assertThat(need(id).get("parts").get(0).get("words").asString()).contains("pipe mended", "road mended");
    }

    private static String merge(String gone, String into) {
        return "{\"gone\":\"" + gone + "\",\"into\":\"" + into + "\"}";
    }

    @Test
    void a_measure_withdrawn_while_cases_run_excuses_its_nodes_and_closes_no_need() throws Exception {
        told(WATER);
        var id = planned();
        var set = "{\"policy\":\"P\",\"measure\":\"m\",\"owner\":\"" + waterOrg + "\",\"title\":\"t\",\"due\":"
                + "\"2026-10-09\",\"indicator\":\"days\",\"baseline\":5,\"target\":1}";
        json(rest(boss, "POST", "/api/v1/nodes", set));
        var why = "{\"policy\":\"P\",\"measure\":\"m\",\"reason\":\"replaced\"}";
        assertThat(rest(water, "POST", "/api/v1/nodes/withdrawals", why).statusCode())
                .isEqualTo(403);
        assertThat(json(rest(boss, "POST", "/api/v1/nodes/withdrawals", why))
                        .get("excused")
                        .asInt())
                .isEqualTo(1);
        var node = json(rest(water, "GET", "/api/v1/nodes", "")).get("items").get(0);
        assertThat(node.get("light").asString()).isEqualTo("excused");
        assertThat(node.get("excused").asString()).isEqualTo("replaced");
        assertThat(need(id).get("stage").asString()).isEqualTo("working");
        assertThat(clock(id, "planned").get("state").asString()).isEqualTo("running");
        var late = "{\"version\":2,\"value\":1}";
        assertThat(rest(water, "POST", "/api/v1/nodes/" + node.get("id").asString() + "/report", late)
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void a_measure_is_chosen_from_those_with_open_nodes_and_withdrawn_on_the_page() throws Exception {
        var set = "{\"policy\":\"P <b>\",\"measure\":\"m\",\"owner\":\"" + waterOrg + "\",\"title\":\"t\",\"due\":"
                + "\"2026-10-09\",\"indicator\":\"days\",\"baseline\":5,\"target\":1}";
        var node = json(rest(boss, "POST", "/api/v1/nodes", set)).get("id").asString();
        var chief = new Surfer(server.address(), "en");
        chief.signIn("boss", PASSWORD);
        assertThat(chief.open("/tracking").body()).contains("P &lt;b&gt; · m, 1 open node<");
        assertThat(chief.send("/tracking/withdraw", "withdrawn", "nowhere", "reason", "x")
                        .statusCode())
                .isEqualTo(404);
        chief.send("/tracking/withdraw", "withdrawn", node, "reason", "replaced");
        assertThat(chief.open("/tracking").body()).contains("replaced").doesNotContain("1 open node");
    }

    @Test
    void files_of_the_public_are_known_by_their_bytes_and_given_out_as_downloads_only() throws Exception {
        var receipt = told(WATER);
        var id = newest();
        var visitor = new Visitor(server.address().getPort(), "en");
        var html = "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
        assertThat(attached(visitor, receipt, "a.png", html).statusCode()).isEqualTo(422);
        assertThat(attached(visitor, receipt, "../a.png", PNG).body()).contains("a.png");
        assertThat(attached(visitor, "AAAA-AAAA", "a.png", PNG).statusCode()).isEqualTo(422);
        var file = need(id).get("files").get(0);
        assertThat(file.get("name").asString()).isEqualTo("a.png");
        assertThat(file.get("type").asString()).isEqualTo("png");
        var surfer = new Surfer(server.address(), "en");
        surfer.signIn("boss", PASSWORD);
        var path = "/needs/" + id + "/files/" + file.get("id").asString();
        var got = surfer.open(path);
        assertThat(got.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
        assertThat(got.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment");
        assertThat(got.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(got.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("sandbox; default-src 'none'");
        assertThat(rest("", "GET", path, "").body()).doesNotContain("PNG");
        var other = new Surfer(server.address(), "en");
        other.signIn("luis", PASSWORD);
        assertThat(other.open(path).statusCode()).isEqualTo(404);
    }

    @Test
    void a_text_is_masked_unless_its_sender_keeps_it_and_what_can_carry_a_program_is_named() throws Exception {
        var receipt = told(WATER);
        var id = newest();
        var visitor = new Visitor(server.address().getPort(), "en");
        var text = "请回电 13800138000".getBytes(StandardCharsets.UTF_8);
        assertThat(attached(visitor, receipt, "note.exe", text).body()).contains("note.exe.txt (personal data masked)");
        visitor.upload("/ask/follow", "/ask/file", Map.of("receipt", receipt, "asTyped", "1"), "file", "b.txt", text);
        var surfer = new Surfer(server.address(), "en");
        surfer.signIn("boss", PASSWORD);
        var files = need(id).get("files");
        assertThat(files).hasSize(2);
        var first =
                surfer.open("/needs/" + id + "/files/" + files.get(0).get("id").asString());
        assertThat(first.body()).doesNotContain("13800138000").contains("请回电");
        assertThat(surfer.open("/needs/" + id + "/files/"
                                + files.get(1).get("id").asString())
                        .body())
                .contains("13800138000");
        assertThat(surfer.open("/needs/" + id).body()).contains("TXT · 1 KiB · personal data masked");
        var program = "MZ and then more".getBytes(StandardCharsets.UTF_8);
        var answer = attached(visitor, receipt, "photo.png", program);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("a Windows program, which is not taken");
        assertThat(need(id).get("files")).hasSize(2);
    }

    @Test
    void a_flood_of_files_is_stopped_before_it_is_read_and_a_need_takes_three() throws Exception {
        var receipt = told(WATER);
        var visitor = new Visitor(server.address().getPort(), "en");
        for (int i = 0; i < 3; i++) {
            assertThat(attached(visitor, receipt, i + ".png", PNG).statusCode()).isEqualTo(200);
        }
        assertThat(attached(visitor, receipt, "4.png", PNG).statusCode()).isEqualTo(422);
        try (var kept = Files.list(folder.resolve("data/attachments"))) {
            assertThat(kept).hasSize(3);
        }
        for (int i = 4; i < 15; i++) {
            attached(visitor, receipt, "x.png", PNG);
        }
        assertThat(attached(visitor, receipt, "x.png", PNG).statusCode()).isEqualTo(503);
    }

    @Test
    void files_go_with_the_words_of_their_need_when_it_is_closed_and_old() throws Exception {
        var receipt = told(WATER);
        attached(new Visitor(server.address().getPort(), "en"), receipt, "a.png", PNG);
        done(boss, newest(), "decline", words("not ours"));
        server.close();
        clock.pass(Duration.ofDays(1_200));
        open();
        Await.until("no file is left", () -> {
            try (var kept = Files.list(folder.resolve("data/attachments"))) {
                return kept.findAny().isEmpty();
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    private static java.net.http.HttpResponse<String> attached(
            Visitor visitor, String receipt, String name, byte[] content) throws Exception {
        return visitor.upload("/ask/follow", "/ask/file", Map.of("receipt", receipt), "file", name, content);
    }

    @Test
    void the_desk_masks_personal_data_that_an_asker_left_in() throws Exception {
        var body = "{\"kind\":\"help\",\"text\":\"请回电 13800138000\",\"asTyped\":true}";
        json(rest("", "POST", "/api/v1/needs", body));
        var id = newest();
        var surfer = new Surfer(server.address(), "en");
        surfer.signIn("boss", PASSWORD);
        assertThat(surfer.open("/needs/" + id).body()).contains("Mask it", "13800138000");
        surfer.send("/needs/" + id + "/mask");
        assertThat(need(id).get("text").asString()).doesNotContain("13800138000");
        assertThat(surfer.open("/needs/" + id).body()).doesNotContain("Mask it");
    }

    @Test
    void whoever_owes_the_next_step_is_reminded_and_the_authority_hears_of_what_is_overdue() throws Exception {
        told(WATER);
        var id = newest();
        done(boss, id, "dispatch-now", lead(waterOrg));
        done(water, id, "accept", "");
        clock.set(Instant.parse("2026-09-22T02:00:00Z"));
        var wei = new Surfer(server.address(), "en");
        wei.signIn("wei", PASSWORD);
        hears(wei, "A need has its day: Answer, solve at once");
        assertThat(wei.open("/inbox").body()).doesNotContain("停水");
        clock.set(Instant.parse("2026-09-26T02:00:00Z"));
        Await.until("it is late", () -> {
            try {
                return clock(id, "at-once").get("state").asString().equals("late");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        clock.pass(Duration.ofMinutes(11)); // sources of reminders are asked every ten
        var chief = new Surfer(server.address(), "en");
        chief.signIn("boss", PASSWORD);
        hears(chief, "A need was escalated: Answer, solve at once");
    }

    private static void hears(Surfer surfer, String title) {
        Await.until(title, () -> {
            try {
                return surfer.open("/inbox").body().contains(title);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void a_timetable_is_set_and_a_department_merged_on_pages() throws Exception {
        told(WATER);
        var id = planned();
        var wei = new Surfer(server.address(), "en");
        wei.signIn("wei", PASSWORD);
        wei.open("/needs/" + id);
        var wrong = send(wei, id, "2026-09-30");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("dig &lt;b", "more than 7 days off");
        send(wei, id, "2026-09-24");
        assertThat(wei.open("/needs/" + id).body()).contains("Timetable", "0 → 40", "dig &lt;b");
        var chief = new Surfer(server.address(), "en");
        chief.signIn("boss", PASSWORD);
        chief.open("/needs-board");
        assertThat(chief.send("/needs-board/merge", "gone", waterOrg, "into", waterOrg)
                        .statusCode())
                .isEqualTo(422);
        chief.send("/needs-board/merge", "gone", waterOrg, "into", roadsOrg);
        assertThat(chief.open("/needs-board").body()).contains("→ Roads");
    }

    private java.net.http.HttpResponse<String> send(Surfer surfer, String id, String first) throws Exception {
        return surfer.send(
                "/needs/" + id,
                "version",
                need(id).get("step").asString(),
                "deed",
                "timetable",
                "node-title-0",
                "dig <b>",
                "node-due-0",
                first,
                "node-indicator-0",
                "metres",
                "node-baseline-0",
                "0",
                "node-target-0",
                "40",
                "node-title-1",
                "lay",
                "node-due-1",
                "2026-10-12",
                "node-indicator-1",
                "metres",
                "node-baseline-1",
                "40",
                "node-target-1",
                "80");
    }
}
