package zhiheng.server.rooms.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.office.registry.SystemQuery;
import zhiheng.server.testing.OfficeServer;
import zhiheng.server.testing.Visitor;

class CopyTest {
    @TempDir
    Path folder;

    @Test
    void a_copy_begins_with_the_answers_and_has_duties_of_its_own() throws Exception {
        try (var house = new OfficeServer(folder)) {
            var office = house.server.office();
            var boss = house.boss.actor();
            var org = office.orgs().create(boss, Org.Kind.PROVIDER, "Acme");
            var facts = Map.<String, Object>of("infers", true, "uses", List.of("hiring"));
            var first = office.registry().register(boss, org.id(), "Filter <1>", "D", "P", facts);
            office.evidence().add(boss, first.id(), "T-SOFT", "Plan", "https://example.org/p", null, null, null);
            var visitor = new Visitor(house.server.port(), "en").signIn("boss", OfficeServer.PASSWORD);
            assertThat(visitor.get("/systems/" + first.id()).body()).contains("/systems/new?like=" + first.id());
            var form = "/systems/new?like=" + first.id();
            assertThat(visitor.get(form).body())
                    .contains("value=\"Copy of Filter &lt;1>\"", "Begins with the answers of");
            var fields = Map.of("name", List.of("Filter 2"), "org", List.of(org.id()), "like", List.of(first.id()));
            var wrong = visitor.post(form, "/systems", Map.of("name", List.of(""), "like", List.of(first.id())));
            assertThat(wrong.statusCode()).isEqualTo(422);
            assertThat(wrong.body()).as("it stays a copy").contains("name=\"like\" value=\"" + first.id());
            visitor.post(form, "/systems", fields);
            var copy = office.registry()
                    .systems(boss, new SystemQuery("Filter 2", null, null, null, null, 5))
                    .items()
                    .getFirst();
            assertThat(office.registry().system(boss, copy.id()).facts())
                    .isEqualTo(office.registry().system(boss, first.id()).facts());
            assertThat(office.dossiers().of(boss, copy.id(), office.today()).duties())
                    .allMatch(d -> d.evidence().isEmpty());

            var rival = office.orgs().create(boss, Org.Kind.PROVIDER, "Rival");
            house.server
                    .identity()
                    .createPerson(boss, rival.id(), "rival", "R", Role.PROVIDER, OfficeServer.PASSWORD.toCharArray());
            var other = new Visitor(house.server.port(), "en").signIn("rival", OfficeServer.PASSWORD);
            assertThat(other.get(form).statusCode()).isEqualTo(404);
            var stolen = other.post(
                    "/systems/new",
                    "/systems",
                    Map.of("name", List.of("Mine"), "org", List.of(rival.id()), "like", List.of(first.id())));
            assertThat(stolen.statusCode()).isEqualTo(404);
        }
    }
}
