package zhiheng.server.rooms.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import zhiheng.base.testing.Await;
import zhiheng.server.testing.Surfer;

/** A sandbox at work on a real server with a gateway: what two persons decide is what calls may do. */
class SandboxRoomTest extends SandboxAtWork {
    @Test
    void two_persons_decide_and_the_terms_are_the_permit_until_the_exit() throws Exception {
        examined();
        var proposed = json(ok(rest(boss, "GET", at(""), "")));
        assertThat(proposed.at("/permits/0/permit/caps/usersPerDay").asLong()).isEqualTo(100);
        assertThat(proposed.at("/permits/1/permit/scope/regions/0").asString()).isEqualTo("CN-BJ");
        act(boss, "\"act\":\"admit\"");
        assertThat(users()).as("one person puts nothing on").isZero();
        act(colleague, "\"act\":\"admit\"");
        Await.until("the permit is put on", () -> users() == 100);
        var permit = json(ok(rest(boss, "GET", "/api/v1/systems/" + system + "/permit", "")));
        assertThat(permit.at("/caps/callsPerDay").asLong()).isEqualTo(2000);
        assertThat(permit.get("expires").asString())
                .startsWith(today().plusDays(200).toString());
        Await.until("the duty is exempted", () -> dutyState().equals("EXEMPTED"));
        assertThat(json(ok(rest(boss, "GET", at(""), ""))).get("decidedBy")).hasSize(2);

        act(boss, "\"act\":\"stop\"");
        Await.until("nothing passes", () -> users() == 0);
        Await.until("the duty is owed again", () -> dutyState().equals("NOT_ASSESSED"));
        server.close();
        open();
        assertThat(users()).as("after a restart").isZero();
    }

    @Test
    void a_stage_is_left_upwards_by_proof_alone_and_the_caps_grow_with_it() throws Exception {
        admitted();
        calls(110);
        assertThat(look().get("advice").asString()).isEqualTo("stay");
        assertThat(rest(
                                boss,
                                "POST",
                                "/api/v1/cases/" + id + "/acts",
                                "{\"version\":" + version() + ",\"act\":\"widen\"}")
                        .body())
                .contains("upper bound");
        clock.pass(Duration.ofMinutes(15));
        var unjudged = look();
        assertThat(unjudged.at("/looks/0/high").asDouble())
                .as("drawn calls without a verdict count as harm")
                .isEqualTo(1);
        inspect(0);
        var after = look();
        assertThat(after.get("advice").asString()).isEqualTo("widen");
        assertThat(after.at("/looks/0/high").asDouble()).isLessThan(0.05);
        act(boss, "\"act\":\"widen\"");
        Await.until("the caps are raised", () -> users() == 1_000);
        assertThat(rest(
                                boss,
                                "POST",
                                "/api/v1/cases/" + id + "/acts",
                                "{\"version\":" + version() + ",\"act\":\"widen\"}")
                        .statusCode())
                .as("what was proven in one stage proves nothing of the next")
                .isEqualTo(409);

        calls(60);
        inspect(30);
        assertThat(look().get("advice").asString()).isEqualTo("fall-back");
        Await.until("the caps are lowered", () -> users() == 100);
        assertThat(json(ok(rest(boss, "GET", "/api/v1/cases/" + id, "")))
                        .get("stage")
                        .asString())
                .isEqualTo("step-100");
    }

    @Test
    void a_complaint_is_taken_from_anybody_masked_followed_and_counted_once_confirmed() throws Exception {
        assertThat(rest("", "POST", "/api/v1/complaints/" + id, "{\"text\":\"bad\"}")
                        .statusCode())
                .as("before there are terms in force the public is told nothing")
                .isEqualTo(404);
        admitted();
        calls(5);
        var taken = ok(
                rest("", "POST", "/api/v1/complaints/" + id, "{\"text\":\"it told my number 13800138000 and lied\"}"));
        var receipt = json(taken).get("receipt").asString();
        var mine = json(ok(rest("", "POST", "/api/v1/complaint-receipts", "{\"receipt\":\"" + receipt + "\"}")));
        assertThat(mine.get("state").asString()).isEqualTo("received");
        assertThat(rest("", "POST", "/api/v1/complaint-receipts", "{\"receipt\":\"AAAA-BBBB\"}")
                        .statusCode())
                .isEqualTo(404);
        var listed = json(ok(rest(boss, "GET", at("/complaints"), ""))).at("/items/0");
        assertThat(listed.get("text").asString()).contains("lied").doesNotContain("13800138000");
        assertThat(rest(stranger, "GET", at("/complaints"), "").statusCode()).isEqualTo(404);
        var decide = at("/complaints/" + listed.get("id").asString());
        var confirmed = "{\"state\":\"confirmed\",\"answer\":\"You are right, it is mended.\"}";
        assertThat(rest(company, "POST", decide, confirmed).statusCode())
                .as("who is complained of does not decide")
                .isEqualTo(403);
        ok(rest(boss, "POST", decide, confirmed));
        assertThat(look().at("/looks/0/harmful").asLong()).isEqualTo(1);
        mine = json(ok(rest("", "POST", "/api/v1/complaint-receipts", "{\"receipt\":\"" + receipt + "\"}")));
        assertThat(mine.get("answer").asString()).contains("mended");
        for (int i = 0; i < 4; i++) {
            ok(rest("", "POST", "/api/v1/complaints/" + id, "{\"text\":\"again\"}"));
        }
        assertThat(rest("", "POST", "/api/v1/complaints/" + id, "{\"text\":\"again\"}")
                        .statusCode())
                .isEqualTo(503);
    }

    @Test
    void pages_show_the_pace_and_take_a_complaint_without_sign_in() throws Exception {
        admitted();
        calls(3);
        look();
        var surfer = new Surfer(server.address(), "en");
        surfer.signIn("boss", PASSWORD);
        assertThat(surfer.open("/sandboxes/" + id).body())
                .contains("Now", "T-SOFT", "exempted until", "data-chart", "/complain/" + id);
        assertThat(surfer.open("/systems/" + system).body()).contains("/sandboxes/" + id);

        var user = new Surfer(server.address(), "en");
        assertThat(user.open("/complain/" + id).body()).contains("Complain about Bot");
        assertThat(user.send("/complain/" + id, "text", "", "happened", "").statusCode())
                .isEqualTo(422);
        var taken = user.send("/complain/" + id, "text", "it <lied> to ann@example.org", "happened", "");
        var receipt = taken.body().replaceAll("(?s).*<p class=\"number\">([0-9A-Z-]{19})</p>.*", "$1");
        assertThat(receipt).hasSize(19);
        assertThat(user.send("/receipt", "receipt", receipt.toLowerCase(java.util.Locale.ROOT))
                        .body())
                .contains("not decided yet");
        assertThat(surfer.open("/sandboxes/" + id).body())
                .contains("it &lt;lied&gt;")
                .doesNotContain("ann@example.org");
    }

    @Test
    void terms_that_waive_what_is_never_waived_or_name_no_stage_are_refused_by_name() throws Exception {
        act(company, "\"file\":\"application\",\"words\":\"our plan\"");
        act(company, "\"act\":\"submit\"");
        assertThat(terms(boss, "T-FIRM", "").body()).contains("is never waived", "T-FIRM");
        assertThat(terms(boss, "T-SOFT", ",\"openz\":\"08:00\"").body()).contains("openz");
        assertThat(rest(
                                boss,
                                "POST",
                                at("/terms"),
                                "{\"version\":" + version() + ",\"until\":\"" + today().plusDays(9)
                                        + "\",\"inspected\":1,\"steps\":[{\"stage\":\"step-7\",\"users\":5}]}")
                        .body())
                .contains("no stage 'step-7'");
        var named = rest(
                boss,
                "POST",
                at("/terms"),
                "{\"version\":" + version() + ",\"until\":\"" + today().plusDays(9)
                        + "\",\"inspected\":1,\"regions\":[\"China\"],"
                        + "\"steps\":[{\"stage\":\"step-100\",\"users\":5}]}");
        assertThat(named.statusCode()).isEqualTo(400);
        assertThat(named.body()).contains("regions", "did you mean CN?");
        assertThat(terms(company, "T-SOFT", "").statusCode())
                .as("terms are the officer's")
                .isEqualTo(403);
        assertThat(rest(stranger, "GET", at(""), "").statusCode()).isEqualTo(404);
    }

    @Test
    void who_declared_an_interest_neither_decides_nor_inspects() throws Exception {
        examined();
        var colleagueId = server.identity().token(colleague).orElseThrow().id();
        act(boss, "\"exclude\":\"" + colleagueId + "\"");
        act(boss, "\"vote\":\"panel\",\"yes\":true");
        assertThat(rest(colleague, "POST", at("/inspections/x"), "{\"harmful\":true}")
                        .body())
                .contains("conflict of interest");
        assertThat(rest(
                                colleague,
                                "POST",
                                "/api/v1/cases/" + id + "/acts",
                                "{\"version\":" + version() + ",\"act\":\"admit\"}")
                        .statusCode())
                .isEqualTo(403);
    }
}
