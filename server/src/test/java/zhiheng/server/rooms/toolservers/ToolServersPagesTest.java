package zhiheng.server.rooms.toolservers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import zhiheng.server.testing.GatewayServer;
import zhiheng.server.testing.Visitor;

/** Servers of tools set, listed and removed on their page. */
class ToolServersPagesTest extends GatewayServer {
    private Visitor visitor;
    private String page;

    @BeforeEach
    void enter() throws Exception {
        visitor = new Visitor(server.port(), "en").signIn("boss", "a long enough one");
        page = "/systems/" + system.substring(system.lastIndexOf('/') + 1) + "/gateway/tools";
    }

    private HttpResponse<String> set(String name, String base, String seconds) throws Exception {
        return visitor.post(
                page,
                page,
                Map.of(
                        "name", List.of(name),
                        "base", List.of(base),
                        "server-key", List.of("sk-page"),
                        "seconds", List.of(seconds)));
    }

    @Test
    void one_is_set_listed_with_the_address_for_clients_and_removed() throws Exception {
        assertThat(visitor.get(page).body()).contains("No server of tools is set");
        var done = set("wiki", "http://127.0.0.1:9/mcp", "30");
        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(done.body())
                .contains(server.gateway().orElseThrow().port() + "/mcp/wiki", "http://127.0.0.1:9/mcp", "30 s a call")
                .doesNotContain("sk-page");
        assertThat(visitor.post(page, page + "/wiki/remove", Map.of()).body()).contains("No server of tools is set");
        assertThat(new Visitor(server.port(), "zh")
                        .signIn("boss", "a long enough one")
                        .get(page)
                        .body())
                .contains("尚未设置工具服务器");
    }

    @Test
    void what_is_wrong_is_said_at_its_field_and_what_was_typed_stays() throws Exception {
        assertThat(set("a b", "http://127.0.0.1:9/mcp", "30").body()).contains("id=\"name-error\"", "value=\"a b\"");
        assertThat(set("wiki", "http://127.0.0.1:9/mcp", "601").body()).contains("id=\"seconds-error\"");
        assertThat(set("wiki", "http://169.254.169.254/", "30").body())
                .contains("id=\"base-error\"", "169.254.169.254");
        assertThat(set("wiki", "no address", "30").statusCode()).isEqualTo(422);
    }

    @Test
    void a_stranger_finds_no_such_page() throws Exception {
        var other = new Visitor(server.port(), "en").signIn("other", "a long enough one");
        assertThat(other.get(page).statusCode()).isEqualTo(404);
    }
}
