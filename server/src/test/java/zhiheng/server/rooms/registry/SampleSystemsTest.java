package zhiheng.server.rooms.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.office.registry.SystemQuery;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;
import zhiheng.server.testing.OfficeServer;
import zhiheng.server.testing.Visitor;

@Timeout(180)
class SampleSystemsTest {
    @TempDir
    Path folder;

    @Test
    void an_administrator_adds_marked_samples_and_puts_them_aside_in_one_act() throws Exception {
        try (var server = ZhihengServer.start(Config.of(folder, Path.of("../packs/library"), "127.0.0.1", 0))) {
            var password = OfficeServer.PASSWORD.toCharArray();
            var boss = server.identity()
                    .setUp(server.setupToken().orElseThrow(), "boss", "Boss", password)
                    .actor();
            var visitor = new Visitor(server.port(), "en").signIn("boss", OfficeServer.PASSWORD);
            assertThat(visitor.get("/systems").body()).contains("Add sample systems");
            var added = visitor.post("/systems", "/samples", Map.of()).body();
            assertThat(added)
                    .contains("5 sample systems added", "holds 5 sample systems", "示例组织 · Sample organisation");
            var registry = server.office().registry();
            var all = new SystemQuery(null, null, null, null, null, 50);
            assertThat(registry.systems(boss, all).items())
                    .hasSize(5)
                    .allMatch(s -> s.name().startsWith("示例 Sample · "))
                    .anyMatch(s -> s.open() > 0);
            assertThat(visitor.post("/systems", "/samples", Map.of()).body()).contains("0 sample systems added");
            assertThat(visitor.post("/systems", "/samples/remove", Map.of()).body())
                    .contains("5 sample systems put aside", "Add sample systems");
            assertThat(registry.systems(boss, all).items()).isEmpty();
            visitor.post("/systems", "/samples", Map.of());
            assertThat(registry.systems(boss, all).items())
                    .as("taken back, not doubled")
                    .hasSize(5);

            var org = server.office().orgs().create(boss, Org.Kind.PROVIDER, "Acme");
            server.identity()
                    .createPerson(boss, org.id(), "liwei", "Li", Role.PROVIDER, OfficeServer.PASSWORD.toCharArray());
            var provider = new Visitor(server.port(), "en").signIn("liwei", OfficeServer.PASSWORD);
            assertThat(provider.get("/systems").body()).doesNotContain("Add sample systems");
            assertThat(provider.post("/systems", "/samples", Map.of()).statusCode())
                    .isEqualTo(403);
        }
    }
}
