package zhiheng.server.rooms.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import zhiheng.server.testing.GatewayServer;
import zhiheng.server.testing.Visitor;

/** A system that is put aside answers no calls, from the next one on and after a restart; taken back it goes on as before. */
class PutAsideTest extends GatewayServer {
    private String key;

    private void deed(String what, String members) throws Exception {
        var version = json(api("GET", system, admin, "")).get("version").asLong();
        var done = api("POST", system + "/" + what, admin, "{\"version\":" + version + members + "}");
        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
    }

    private void refused(String clause) throws Exception {
        var answer = call(key);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
        assertThat(answer.body()).contains(clause);
        noRetry(answer);
    }

    private static void noRetry(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("x-should-retry")).hasValue("false");
        assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
    }

    private void answered() throws Exception {
        assertThat(call(key).statusCode()).isEqualTo(200);
    }

    private String id() {
        return system.substring(system.lastIndexOf('/') + 1);
    }

    @Test
    void an_archived_system_refuses_the_next_call_also_after_a_restart_and_goes_on_when_it_is_taken_back()
            throws Exception {
        key = ready(
                "{\"state\":\"throttled\",\"caps\":{\"callsPerDay\":5000,\"callsPerSecond\":500},\"reason\":\"r\"}");
        answered();
        deed("archive", "");
        refused("permit.archived");
        var visitor = new Visitor(server.port(), "en").signIn("boss", "a long enough one");
        assertThat(visitor.get("/systems/" + id() + "/gateway").body()).contains("Archived: every call is refused");
        server.close();
        open();
        refused("permit.archived");
        deed("unarchive", "");
        answered();
        var permit = json(api("GET", system + "/permit", admin, ""));
        assertThat(permit.get("state").asString()).isEqualTo("throttled");
        assertThat(permit.get("version").asInt()).isEqualTo(1);
        server.close();
        open();
        answered();
    }

    @Test
    void keys_of_a_merged_system_are_told_where_the_new_one_is() throws Exception {
        key = ready("{\"reason\":\"r\"}");
        var other = json(api("POST", "/api/v1/systems", admin, "{\"name\":\"The one that stays\"}"))
                .get("id")
                .asString();
        var page = "/systems/" + id() + "/archive";
        var visitor = new Visitor(server.port(), "en").signIn("boss", "a long enough one");
        var merged = visitor.post(
                page, "/systems/" + id() + "/merge", Map.of("version", List.of("1"), "into", List.of(other)));
        assertThat(merged.statusCode()).isEqualTo(200);
        refused("permit.merged");
        assertThat(call(key).body()).contains(other);
        server.close();
        open();
        refused("permit.merged");
        assertThat(call(key).body()).contains(other);
    }

    @Test
    void a_system_without_a_permit_is_refused_for_what_it_is() throws Exception {
        key = json(api("POST", system + "/keys", admin, "{\"label\":\"app\"}"))
                .get("key")
                .asString();
        refused("permit.none");
        deed("archive", "");
        refused("permit.archived");
    }
}
