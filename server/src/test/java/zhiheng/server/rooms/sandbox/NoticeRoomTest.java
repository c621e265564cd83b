package zhiheng.server.rooms.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import zhiheng.office.duties.Sha256;
import zhiheng.server.testing.Surfer;

/** The public notice with its comments, and the order of the queue, on a real server. */
class NoticeRoomTest extends SandboxAtWork {
    private static final String NOTICES = "/api/v1/sandbox-notices";

    private void published() throws Exception {
        act(company, "\"file\":\"application\",\"words\":\"our secret plan\"");
        act(company, "\"act\":\"submit\"");
        ok(terms(boss, "T-SOFT", ""));
        act(boss, "\"file\":\"conflict\",\"words\":\"none\"");
        act(boss, "\"act\":\"publish\"");
    }

    private int comment(String text) throws Exception {
        return rest("", "POST", NOTICES + "/" + id + "/comments", "{\"text\":\"" + text + "\"}")
                .statusCode();
    }

    @Test
    void anybody_reads_the_notice_and_comments_until_the_deadline_of_the_procedure() throws Exception {
        assertThat(rest("", "GET", NOTICES + "/" + id, "").statusCode())
                .as("what is not under notice is not there")
                .isEqualTo(404);
        assertThat(comment("too early")).isEqualTo(404);
        published();
        ok(rest(boss, "PUT", at("/notice"), "{\"text\":\"A trial in two schools.\"}"));
        var told = ok(rest("", "GET", NOTICES, "")).body();
        assertThat(told).contains("Bot", "A trial in two schools.").doesNotContain("secret", "acme", system);

        var taken = ok(rest(
                "", "POST", NOTICES + "/" + id + "/comments", "{\"text\":\"call me at 13800138000, it is unsafe\"}"));
        var receipt = json(taken).get("receipt").asString();
        var listed = json(ok(rest(boss, "GET", at("/comments"), ""))).at("/items/0");
        assertThat(listed.get("text").asString()).contains("unsafe").doesNotContain("13800138000");
        assertThat(rest(stranger, "GET", at("/comments"), "").statusCode()).isEqualTo(404);

        var early = rest(boss, "POST", at("/comments"), "{\"version\":" + version() + "}");
        assertThat(early.statusCode()).isEqualTo(422);
        assertThat(early.body()).contains("1 comments have no answer");
        var answer = at("/comments/" + listed.get("id").asString());
        assertThat(rest(company, "POST", answer, "{\"answer\":\"no\"}").statusCode())
                .as("who applies does not answer")
                .isEqualTo(403);
        ok(rest(boss, "POST", answer, "{\"answer\":\"Teachers stand by.\",\"shown\":true}"));
        assertThat(ok(rest("", "POST", "/api/v1/complaint-receipts", "{\"receipt\":\"" + receipt + "\"}"))
                        .body())
                .contains("answered", "Teachers stand by.");
        assertThat(ok(rest("", "GET", NOTICES + "/" + id, "")).body()).contains("Teachers stand by.");
        ok(rest(boss, "POST", at("/comments"), "{\"version\":" + version() + "}"));
        var filed = ok(rest(boss, "GET", at("/comments-document"), "")).body();
        assertThat(filed).contains("Teachers stand by.");
        assertThat(ok(rest(boss, "GET", "/api/v1/cases/" + id, "")).body())
                .contains("1 comments of the public", Sha256.of(filed));

        clock.pass(Duration.ofDays(12));
        var late = rest("", "POST", NOTICES + "/" + id + "/comments", "{\"text\":\"too late\"}");
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("time for comments is over");
    }

    @Test
    void comments_are_limited_by_address_and_what_was_typed_stays_on_the_page() throws Exception {
        published();
        for (int i = 0; i < 5; i++) {
            assertThat(comment("no " + i)).isEqualTo(201);
        }
        assertThat(comment("no more")).isEqualTo(503);
        var user = new Surfer(server.address(), "en");
        assertThat(user.open("/notices").body()).contains("Bot", "/notices/" + id);
        assertThat(user.open("/notices/" + id).body()).contains("100 at first, 10000 at most", "Comments until");
        var again = user.send("/notices/" + id, "text", "please <read> this");
        assertThat(again.statusCode()).isEqualTo(422);
        assertThat(again.body()).contains("please &lt;read&gt; this", "within an hour");
    }

    @Test
    void the_authority_answers_on_its_page_and_the_writer_sees_it_by_the_receipt() throws Exception {
        published();
        var user = new Surfer(server.address(), "en");
        user.open("/notices/" + id);
        var taken = user.send("/notices/" + id, "text", "is it <safe>?").body();
        var receipt = taken.replaceAll("(?s).*<p class=\"number\">([0-9A-Z-]{19})</p>.*", "$1");
        var officer = new Surfer(server.address(), "en");
        officer.signIn("boss", PASSWORD);
        var page = officer.open("/sandboxes/" + id + "/comments").body();
        assertThat(page).contains("is it &lt;safe&gt;?");
        var path = page.replaceAll("(?s).*action=\"(/sandboxes/[^\"]+/comments/[0-9a-f-]{20,})\".*", "$1");
        var comment = path.substring(path.lastIndexOf('/') + 1);
        var empty = officer.send(path, "answer-" + comment, "", "shown", "1");
        assertThat(empty.statusCode()).isEqualTo(422);
        assertThat(empty.body()).contains("answer-" + comment + "-error");
        officer.send(path, "answer-" + comment, "Yes, <tested>.", "shown", "");
        assertThat(user.open("/notices/" + id).body()).doesNotContain("tested");
        assertThat(user.send("/receipt", "receipt", receipt).body()).contains("Yes, &lt;tested&gt;.");
    }

    @Test
    void a_small_enterprise_goes_first_with_its_reason_and_conflicts_are_shown() throws Exception {
        var second = server.office()
                .registry()
                .register(
                        server.identity().token(boss).orElseThrow(),
                        server.identity().token(company).orElseThrow().orgId(),
                        "Little",
                        "",
                        "",
                        Map.of("infers", true))
                .id();
        var little = json(ok(rest(
                        company,
                        "POST",
                        "/api/v1/cases",
                        "{\"procedure\":\"template-sandbox\",\"system\":\"" + second + "\"}")))
                .get("id")
                .asString();
        assertThat(json(ok(rest(boss, "GET", "/api/v1/sandboxes", "")))
                        .at("/items/0/case")
                        .asString())
                .as("by time")
                .isEqualTo(id);
        ok(rest(
                company,
                "POST",
                "/api/v1/sandboxes/" + little + "/application",
                "{\"saves\":0,\"answers\":[{\"criterion\":\"small\",\"says\":\"yes\",\"words\":\"nine people\"}]}"));
        var colleagueId = server.identity().token(colleague).orElseThrow().id();
        act(boss, "\"exclude\":\"" + colleagueId + "\"");
        var order = json(ok(rest(boss, "GET", "/api/v1/sandboxes", "")));
        assertThat(order.at("/items/0/case").asString()).isEqualTo(little);
        assertThat(order.at("/items/0/first/0/en").asString()).contains("small enterprises");
        assertThat(order.at("/items/1/conflicts").asInt()).isEqualTo(1);
        assertThat(json(ok(rest(stranger, "GET", "/api/v1/sandboxes", ""))).get("items"))
                .as("nobody sees another organisation's")
                .isEmpty();
        var officer = new Surfer(server.address(), "zh");
        officer.signIn("boss", PASSWORD);
        assertThat(officer.open("/sandboxes").body()).contains("小微企业", "1人已声明利益冲突");
    }
}
