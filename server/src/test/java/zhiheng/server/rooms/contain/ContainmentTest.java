package zhiheng.server.rooms.contain;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.office.people.Role;
import zhiheng.server.testing.GatewayServer;

/**
 * From a leak to a throttled permit and back, over a real server: nothing is called but the gateway and the REST interface. The lines
 * of the pack are drawn at 50 calls instead of a million, as an authority would redraw them: in the pack alone.
 */
class ContainmentTest extends GatewayServer {
    /** A resident identity number whose check digit is right; made up. */
    private static final String LEAK = "The number is 11010519491231002X.";

    private String auditor;
    private String key;

    @BeforeEach
    void addAnAuditor() {
        auditor = server.identity().createToken(boss, "audit", Role.AUDITOR).secret();
        says("Good morning.");
    }

    private void says(String words) {
        answer = "{\"id\":\"cmpl-1\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\""
                + words + "\"}}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}";
    }

    /** The packs of the project, with lines that a test can reach. */
    @Override
    public Path library() throws Exception {
        var library = folder.resolve("packs/library");
        if (!Files.exists(library)) {
            copy(super.library(), library);
            copy(Path.of("../packs/incidents"), folder.resolve("packs/incidents"));
            var lines = folder.resolve("packs/incidents/cn-alarm-grades/facts.yaml");
            Files.writeString(
                    lines,
                    Files.readString(lines)
                            .replace("affected_calls >= 10000000", "affected_calls >= 50")
                            .replace("alarm_strength >= 6.9", "alarm_strength >= 99"));
        }
        return library;
    }

    private static void copy(Path from, Path to) throws Exception {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                var copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    private void permit(String terms) throws Exception {
        key = ready("{\"caps\":{\"callsPerDay\":100000},\"terms\":{\"inspectors\":[\"pii\"]" + terms
                + "},\"reason\":\"begin\"}");
    }

    private HttpResponse<String> call() throws Exception {
        return call(key);
    }

    private String state() throws Exception {
        return json(api("GET", system + "/permit", admin, "")).get("state").asString();
    }

    private JsonNode containments() throws Exception {
        return json(api("GET", system + "/containments", admin, "")).get("items");
    }

    private String restore(JsonNode containment) {
        return system + "/containments/" + containment.get("id").asString() + "/restore";
    }

    /** Two monitors may have seen the same leak; the system opens when nothing holds it any more. */
    private void restoreAll() throws Exception {
        for (var containment : containments()) {
            if (containment.get("inForce").asBoolean()) {
                var answer = api("POST", restore(containment), admin, "{\"reason\":\"looked at it\"}");
                assertThat(answer.statusCode()).as(answer.body()).isIn(200, 409);
            }
        }
        assertThat(containments()).noneMatch(c -> c.get("inForce").asBoolean());
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        for (int i = 0; i < 500 && !condition.call(); i++) {
            Thread.sleep(20);
        }
        assertThat(condition.call()).isTrue();
    }

    /** Good answers, then leaks until something was asked for. */
    private void leak() throws Exception {
        for (int i = 0; i < 60; i++) {
            assertThat(call().statusCode()).isEqualTo(200);
        }
        says(LEAK);
        for (int i = 0; i < 300 && containments().isEmpty(); i++) {
            call();
        }
        await(() -> !containments().isEmpty());
        await(() -> !containments().get(0).get("outcome").asString().matches("asked|begun"));
    }

    @Test
    void a_leak_is_contained_by_a_rule_and_one_click_undoes_it_both_in_the_ledger_with_the_statistics()
            throws Exception {
        permit("");
        leak();
        var containment = containments().get(0);
        assertThat(containment.get("outcome").asString()).isEqualTo("done");
        assertThat(containment.get("rule").asString()).isEqualTo("cn-alarm-grades/ag-throttle");
        assertThat(containment.get("inForce").asBoolean()).isTrue();
        assertThat(state()).isEqualTo("throttled");
        var refused = false;
        for (int i = 0; i < 5 && !refused; i++) {
            refused = call().statusCode() == 429; // a call a second where no rate is set
        }
        assertThat(refused).isTrue();

        var restore = restore(containment);
        assertThat(api("POST", restore, auditor, "").statusCode()).isEqualTo(403);
        restoreAll();
        assertThat(state()).isEqualTo("open");
        says("Good morning.");
        for (int i = 0; i < 5; i++) {
            assertThat(call().statusCode()).isEqualTo(200);
        }
        assertThat(api("POST", restore, admin, "").statusCode()).isEqualTo(409);

        var contained = entry("rule:cn-alarm-grades/ag-throttle");
        assertThat(contained.at("/after/state").asString()).isEqualTo("throttled");
        assertThat(contained.at("/reason/saltedSha256").asString()).hasSize(64);
        assertThat(said("rule:cn-alarm-grades/ag-throttle")).contains("自动遏制").contains("Contained by a rule");
        var undone = entry("");
        for (var body : new JsonNode[] {contained, undone}) {
            assertThat(body.at("/evidence/containment").asString()).isNotEmpty();
            assertThat(body.at("/evidence/alert").asString()).isNotEmpty();
            var statistics = body.at("/evidence/statistics");
            assertThat(statistics.get("statistic").asDouble())
                    .isGreaterThanOrEqualTo(statistics.get("threshold").asDouble());
            assertThat(statistics.get("monitor").asString()).startsWith("leakage.");
            assertThat(statistics.has("onset")).isTrue();
            assertThat(statistics.at("/guarantee/kind").asString()).isEqualTo("simulated");
        }
        assertThat(undone.at("/after/state").asString()).isEqualTo("open");
    }

    /** The newest change of a permit that this actor made, or that the last person made. */
    /** The reason that stands beside an entry. */
    private String said(String actor) throws Exception {
        var body = api("GET", "/api/v1/ledger/" + index(actor), admin, "").body();
        return new JsonMapper().readTree(body).at("/words/reason").asString();
    }

    private JsonNode entry(String actor) {
        return new JsonMapper().readTree(server.ledger().entry(index(actor)).bodyJson());
    }

    /** The newest change of a permit by a rule, or by a person where {@code actor} is no rule. */
    private long index(String actor) {
        for (long i = server.ledger().size() - 1; i >= 0; i--) {
            var entry = server.ledger().entry(i);
            boolean rule = entry.actor().startsWith("rule:");
            if (entry.act().equals("permit.changed")
                    && (actor.startsWith("rule:") ? entry.actor().equals(actor) : !rule)) {
                return i;
            }
        }
        throw new AssertionError("no entry by " + actor);
    }

    @Test
    void a_permit_that_a_person_changed_since_is_not_overwritten() throws Exception {
        permit("");
        leak();
        var restore =
                system + "/containments/" + containments().get(0).get("id").asString() + "/restore";
        api("POST", system + "/permit/state", admin, "{\"state\":\"stopped\",\"reason\":\"I look at it\"}");
        var answer = api("POST", restore, admin, "");
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("stopped").contains("changed by a person");
        assertThat(state()).isEqualTo("stopped");
        assertThat(containments().get(0).get("inForce").asBoolean()).isFalse();
    }

    @Test
    void a_permit_that_alerts_only_tell_stays_as_it_is_and_the_alert_says_what_the_rule_asks() throws Exception {
        permit(",\"onAlert\":\"tell\"");
        leak();
        assertThat(containments().get(0).get("outcome").asString()).isEqualTo("told");
        assertThat(state()).isEqualTo("open");
    }

    @Test
    void a_containment_and_the_way_back_survive_a_restart() throws Exception {
        permit("");
        leak();
        server.close();
        open();
        assertThat(state()).isEqualTo("throttled");
        restoreAll();
        assertThat(state()).isEqualTo("open");
    }

    /** Whoever sees the alarm come again at once, while it lasts, sees evidence that a false alarm would not give. */
    @Test
    void an_alarm_that_comes_again_at_once_is_graver_and_stops_the_system() throws Exception {
        var lines = folder.resolve("packs/incidents/cn-alarm-grades/facts.yaml");
        Files.writeString(lines, Files.readString(lines).replace("alarm_strength >= 99", "alarm_strength >= 6.9"));
        server.close();
        open();
        permit("");
        leak();
        await(() -> {
            call();
            return state().equals("stopped");
        });
        assertThat(call().body()).contains("permit.state");
        restoreAll();
        assertThat(state()).isEqualTo("open");
    }
}
