package zhiheng.server.rooms.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import zhiheng.base.testing.Await;
import zhiheng.server.testing.Surfer;

/** Playbooks run in the room of an incident on a real server, with a real party to call. */
class PlaybooksTest extends IncidentHouse {
    private static final String UUID = "--00000000-0000-4000-8000-00000000000";

    private final List<String> called = java.util.Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch answer = new CountDownLatch(1);
    private HttpServer other;
    private volatile int status = 200;
    private volatile boolean slow;
    private String incident;

    @BeforeEach
    void ready() throws Exception {
        ok(company, "PUT", "/api/v1/systems/" + system + "/permit", "{\"state\":\"open\",\"reason\":\"r\"}");
        incident = opened("");
        other = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        other.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        other.createContext("/", exchange -> {
            var body = new String(exchange.getRequestBody().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            called.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("X-Case") + " " + body);
            try {
                if (slow) {
                    answer.await();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (status == 302) {
                exchange.getResponseHeaders().add("Location", "/elsewhere");
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        other.start();
    }

    @AfterEach
    void over() {
        answer.countDown();
        other.stop(0);
    }

    private String address() {
        return "http://127.0.0.1:" + other.getAddress().getPort();
    }

    /** Start, one call, end. */
    private String calling(String modified) {
        return """
                {"type":"playbook","spec_version":"cacao-2.0","id":"playbook%1$s1","name":"Block <user>",
                "created_by":"identity%1$s2","created":"2026-01-01T00:00:00.000Z","modified":"%2$s",
                "playbook_variables":{"__user__":{"type":"string"}},"workflow_start":"start%1$s3",
                "agent_definitions":{"individual%1$s6":{"type":"individual","name":"x"}},
                "target_definitions":{"http-api%1$s7":{"type":"http-api","name":"soc","address":{"url":["%3$s/api/"]}}},
                "workflow":{"start%1$s3":{"type":"start","on_completion":"action%1$s4"},
                "action%1$s4":{"type":"action","name":"block","agent":"individual%1$s6","targets":["http-api%1$s7"],
                "commands":[{"type":"http-api","command":"POST /block?u=__user__:value HTTP/1.1",
                "headers":{"X-Case":["c-__user__:value"],"Host":["evil"]},"content":"{\\"user\\":\\"__user__:value\\"}"}],
                "on_success":"end%1$s5"},
                "end%1$s5":{"type":"end"}}}
                """.formatted(UUID, modified, address());
    }

    private HttpResponse<String> bring(String text) throws Exception {
        return rest(company, "POST", "/api/v1/playbooks", text);
    }

    private String begin(String playbook, String values) throws Exception {
        return ok(
                        company,
                        "POST",
                        incident + "/runs",
                        "{\"playbook\":\"" + playbook + "\",\"values\":{" + values + "}}")
                .get("id")
                .asString();
    }

    private JsonNode run() throws Exception {
        return ok(company, "GET", incident + "/runs", "").at("/items/0");
    }

    private String step(String run) throws Exception {
        return incident + "/runs/" + run + "/steps/" + run().at("/steps/0/step").asLong();
    }

    private static String deed(String deed) {
        return "{\"do\":\"" + deed + "\"}";
    }

    private String kinds() throws Exception {
        return String.join(
                " ",
                seen(incident)
                        .get("record")
                        .valueStream()
                        .map(e -> e.get("kind").asString())
                        .toList());
    }

    private String ready(String run) throws Exception {
        assertThat(bring(calling("2026-01-01T00:00:00.000Z")).statusCode()).isEqualTo(201);
        ok(boss, "POST", "/api/v1/playbook-addresses", "{\"address\":\"" + address() + "/api\"}");
        return begin("playbook" + UUID + "1", "\"__user__\":\"" + run + "\"");
    }

    @Test
    void a_containment_step_captures_evidence_and_changes_the_permit_and_each_step_is_an_entry_of_the_ledger()
            throws Exception {
        var playbook = ok(company, "GET", "/api/v1/playbooks", "").at("/items/0");
        assertThat(playbook.at("/name/en").asString()).isEqualTo("Response to a data leakage");
        var run = begin(playbook.get("id").asString(), "");
        ok(company, "POST", step(run), "{\"do\":\"done\",\"words\":\"found at noon\"}");
        assertThat(run().at("/steps/0/way").asString()).isEqualTo("containment");
        ok(company, "POST", step(run), deed("carry-out"));
        assertThat(ok(company, "GET", "/api/v1/systems/" + system + "/permit", "")
                        .get("state")
                        .asString())
                .isEqualTo("throttled");
        assertThat(kinds()).endsWith("playbook step step evidence contained step");
        assertThat(run().at("/steps/0/answers").size()).isEqualTo(2);
        ok(company, "POST", step(run), "{\"do\":\"choose\",\"answer\":\"false\"}");
        assertThat(run().get("steps").size()).as("two things at once").isEqualTo(2);
        for (var entry : seen(incident).get("record")) {
            var leaf = server.ledger().entry(entry.get("ledgerIndex").asLong());
            assertThat(leaf.bodyJson()).doesNotContain("found at noon");
        }
    }

    @Test
    void a_call_goes_only_to_an_address_that_an_administrator_listed() throws Exception {
        bring(calling("2026-01-01T00:00:00.000Z"));
        var run = begin("playbook" + UUID + "1", "\"__user__\":\"mallory\"");
        assertThat(rest(company, "POST", step(run), deed("carry-out")).statusCode())
                .isEqualTo(403);
        assertThat(rest(company, "POST", "/api/v1/playbook-addresses", "{\"address\":\"" + address() + "\"}")
                        .statusCode())
                .as("a provider lists nothing")
                .isEqualTo(403);
        ok(boss, "POST", "/api/v1/playbook-addresses", "{\"address\":\"" + address() + "/apis\"}");
        assertThat(rest(company, "POST", step(run), deed("carry-out")).statusCode())
                .as("a name that only begins alike")
                .isEqualTo(403);
        assertThat(called).isEmpty();
        ok(boss, "POST", "/api/v1/playbook-addresses", "{\"address\":\"" + address() + "/api\"}");
        ok(company, "POST", step(run), deed("carry-out"));
        assertThat(called).containsExactly("POST /api/block?u=mallory c-mallory {\"user\":\"mallory\"}");
        assertThat(run().get("state").asString()).isEqualTo("ended");
    }

    @Test
    void a_value_that_climbs_out_of_the_listed_address_calls_nothing() throws Exception {
        var run = ready("x/../../../admin");
        ok(company, "POST", step(run), deed("carry-out"));
        assertThat(called.getFirst()).as("only in the query").startsWith("POST /api/block?u=x/../../../admin");
        var path = calling("2026-01-02T00:00:00.000Z").replace("/block?u=__user__:value", "/__user__:value");
        bring(path);
        begin("playbook" + UUID + "1", "\"__user__\":\"../admin\"");
        var second = ok(company, "GET", incident + "/runs", "").at("/items/1");
        var refused = rest(
                company,
                "POST",
                incident + "/runs/" + second.get("id").asString() + "/steps/"
                        + second.at("/steps/0/step").asLong(),
                deed("carry-out"));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(called).hasSize(1);
    }

    @Test
    void an_answer_that_refuses_or_leads_elsewhere_fails_the_step_and_is_not_followed() throws Exception {
        status = 302;
        var run = ready("mallory");
        ok(company, "POST", step(run), deed("carry-out"));
        assertThat(called).hasSize(1);
        assertThat(run().get("state").asString()).isEqualTo("failed");
    }

    /** A crash between the call and its outcome: nobody knows whether it arrived, so nothing calls again by itself. */
    @Test
    void a_restart_in_the_middle_of_a_call_leaves_it_unclear_and_a_person_decides() throws Exception {
        slow = true;
        var run = ready("mallory");
        var address = step(run);
        var request = java.net.http.HttpRequest.newBuilder(server.address().resolve(address))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + company)
                .POST(BodyPublishers.ofString(deed("carry-out")));
        var pending = client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
        Await.until("the call is out", () -> called.size() == 1);
        server.close();
        answer.countDown();
        slow = false;
        open();
        pending.cancel(true);
        assertThat(run().at("/steps/0/at").asString()).isEqualTo("unclear");
        assertThat(called).as("it was not made again").hasSize(1);
        assertThat(kinds()).endsWith("step step");
        ok(company, "POST", step(run), deed("carry-out"));
        assertThat(called).hasSize(2);
        assertThat(run().get("state").asString()).isEqualTo("ended");
    }

    @Test
    void two_who_take_one_step_take_it_once() throws Exception {
        var playbook =
                ok(company, "GET", "/api/v1/playbooks", "").at("/items/0/id").asString();
        var run = begin(playbook, "");
        var first = step(run);
        ok(company, "POST", first, deed("done"));
        assertThat(rest(colleague, "POST", first, "{\"do\":\"choose\",\"answer\":\"true\"}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(rest(stranger, "POST", first, deed("done")).statusCode()).isEqualTo(404);
    }

    @Test
    void a_playbook_comes_back_to_the_byte_an_older_one_does_not_replace_it_and_a_stranger_does_not_see_it()
            throws Exception {
        var text = calling("2026-02-01T00:00:00.000Z");
        assertThat(bring(text).statusCode()).isEqualTo(201);
        var address = "/api/v1/playbooks/playbook" + UUID + "1";
        assertThat(rest(company, "GET", address, "").body()).isEqualTo(text);
        assertThat(bring(calling("2026-01-01T00:00:00.000Z")).statusCode()).isEqualTo(409);
        assertThat(rest(stranger, "GET", address, "").statusCode()).isEqualTo(404);
        var wrong = bring(text.replace("\"on_success\":\"end", "\"on_success\":\"action"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("which is not there");
    }

    @Test
    void on_the_pages_a_playbook_is_drawn_and_run() throws Exception {
        var surfer = new Surfer(server.address(), "en");
        surfer.signIn("lin", PASSWORD);
        var list = surfer.open("/playbooks").body();
        assertThat(list).contains("Response to a data leakage", "None is listed");
        var id = ok(company, "GET", "/api/v1/playbooks", "").at("/items/0/id").asString();
        assertThat(surfer.open("/playbooks/" + id).body()).contains("Does it still leak?", "L2 · system");
        var room = incident.replace("/api/v1", "") + "/playbooks";
        surfer.open(room);
        assertThat(surfer.send(room, "playbook", id).body()).contains("The playbook has begun", "Write down what is");
        var run = run();
        var step = room + "/" + run.get("id").asString() + "/"
                + run.at("/steps/0/step").asLong();
        assertThat(surfer.send(step, "do", "done", "words", "seen").body()).contains("Carry out", "L2 · system · 24 h");
    }
}
