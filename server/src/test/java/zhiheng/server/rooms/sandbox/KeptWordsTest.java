package zhiheng.server.rooms.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import zhiheng.base.testing.Await;

/** What people wrote to a sandbox goes once its time is over, and what it proves stays. */
class KeptWordsTest extends SandboxAtWork {
    private String receipt(String path, String text) throws Exception {
        return json(ok(rest("", "POST", path, "{\"text\":\"" + text + "\"}")))
                .get("receipt")
                .asString();
    }

    private String followed(String receipt) throws Exception {
        return ok(rest("", "POST", "/api/v1/complaint-receipts", "{\"receipt\":\"" + receipt + "\"}"))
                .body();
    }

    private void kept(String kind, int days) throws Exception {
        ok(rest(boss, "PUT", "/api/v1/retention/" + kind, "{\"days\":" + days + "}"));
    }

    private void later(Duration time) {
        clock.pass(time);
        boss = again(boss);
        colleague = again(colleague);
        company = again(company);
    }

    /** Tokens do not live as long as what is kept. */
    private String again(String token) {
        var person = people.get(token);
        var fresh =
                server.identity().createToken(person, "later", person.role()).secret();
        people.put(fresh, person);
        return fresh;
    }

    private boolean swept(String kind) {
        var ledger = server.ledger();
        return LongStream.range(0, ledger.size())
                .mapToObj(ledger::entry)
                .anyMatch(e -> e.act().equals("retention.swept") && e.subject().equals("retention/" + kind));
    }

    @Test
    void an_application_and_comments_go_after_the_end_and_their_digests_stay_in_the_case() throws Exception {
        var answers = "[{\"criterion\":\"tested\",\"says\":\"yes\",\"words\":\"our secret plan\"}]";
        ok(rest(
                company,
                "POST",
                at("/application"),
                "{\"saves\":0,\"version\":" + version() + ",\"file\":false,\"answers\":" + answers + "}"));
        act(company, "\"file\":\"application\",\"words\":\"see there\"");
        act(company, "\"act\":\"submit\"");
        ok(terms(boss, "T-SOFT", ""));
        act(boss, "\"file\":\"conflict\",\"words\":\"none\"");
        act(boss, "\"act\":\"publish\"");
        var receipt = receipt("/api/v1/sandbox-notices/" + id + "/comments", "I am against it");
        var comment = json(ok(rest(boss, "GET", at("/comments"), "")))
                .at("/items/0/id")
                .asString();
        ok(rest(boss, "POST", at("/comments/" + comment), "{\"answer\":\"Noted.\",\"shown\":true}"));
        ok(rest(boss, "POST", at("/comments"), "{\"version\":" + version() + "}"));
        kept("sandbox-applications", 180);
        kept("sandbox-comments", 180);
        later(Duration.ofDays(181));
        assertThat(ok(rest(company, "GET", at("/application"), "")).body())
                .as("while the participation is open nothing goes")
                .contains("secret plan");
        assertThat(followed(receipt)).contains("Noted.");

        act(boss, "\"act\":\"decline\"");
        act(colleague, "\"act\":\"decline\"");
        var story = ok(rest(boss, "GET", "/api/v1/cases/" + id, "")).body();
        later(Duration.ofDays(1));
        Await.until("both are swept", () -> swept("sandbox-applications") && swept("sandbox-comments"));
        assertThat(ok(rest(company, "GET", at("/application"), "")).body()).doesNotContain("secret plan");
        assertThat(ok(rest(boss, "GET", at("/comments"), "")).body()).doesNotContain("against", "Noted");
        assertThat(followed(receipt)).contains("answered").doesNotContain("Noted");
        assertThat(ok(rest(boss, "GET", "/api/v1/cases/" + id, "")).body())
                .as("digests and the way of the case are as they were")
                .isEqualTo(story);
    }

    @Test
    void a_complaint_goes_once_it_is_decided_and_still_counts_as_harm() throws Exception {
        admitted();
        calls(3);
        var decided = receipt("/api/v1/complaints/" + id, "it lied to me");
        var open = receipt("/api/v1/complaints/" + id, "nobody answered me");
        var first = json(ok(rest(boss, "GET", at("/complaints"), "")))
                .get("items")
                .valueStream()
                .filter(c -> c.get("text").asString().contains("lied"))
                .findFirst()
                .orElseThrow();
        ok(rest(
                boss,
                "POST",
                at("/complaints/" + first.get("id").asString()),
                "{\"state\":\"confirmed\",\"answer\":\"You are right.\"}"));
        kept("sandbox-complaints", 180);
        later(Duration.ofDays(181));
        Await.until("it is swept", () -> swept("sandbox-complaints"));
        var all = ok(rest(boss, "GET", at("/complaints"), "")).body();
        assertThat(all).contains("nobody answered me", "confirmed").doesNotContain("lied", "You are right");
        assertThat(followed(decided)).contains("confirmed");
        assertThat(followed(open)).contains("received");
    }
}
