package zhiheng.server.rooms.duties;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.testing.MovableClock;
import zhiheng.ledger.Ledger;
import zhiheng.office.Office;
import zhiheng.office.duties.EvidenceFiles;
import zhiheng.office.duties.EvidenceRecords;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.office.registry.DutyState;
import zhiheng.packs.PackLibrary;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.ground.tell.Tiding;
import zhiheng.server.ground.tell.Tidings;
import zhiheng.server.house.Rooms;
import zhiheng.server.rooms.registry.JdbcOfficeStore;

class DocumentTidingsTest {
    @TempDir
    Path folder;

    @Test
    void a_document_that_expires_is_told_once_for_each_person_and_not_when_it_is_withdrawn() {
        var library = PackLibrary.load(Path.of("src/test/resources/library"));
        try (var db = Db.sqlite(folder.resolve("zhiheng.db"), Rooms.schema());
                var ledger = Ledger.open(folder.resolve("ledger"), "test.example/log")) {
            var files = new EvidenceFiles(folder.resolve("evidence"));
            var office = new Office(library, new JdbcOfficeStore(db), ledger, files, new MovableClock());
            var boss = new Actor("a", "none", Role.ADMINISTRATOR);
            var org = office.orgs().create(boss, Org.Kind.PROVIDER, "Acme");
            var facts = Map.<String, Object>of("infers", true, "uses", List.of("hiring"));
            var one = office.registry()
                    .register(boss, org.id(), "One", "", "", facts)
                    .id();
            var two = office.registry()
                    .register(boss, org.id(), "Two", "", "", facts)
                    .id();
            var last = office.today().plusDays(9);
            var policy = office.evidence()
                    .add(boss, one, "T-SOFT", "Policy", "https://example.org/p", null, null, last)
                    .id();
            office.evidence()
                    .serveAll(
                            boss,
                            policy,
                            List.of(
                                    new EvidenceRecords.Served(one, "T-FIRM"),
                                    new EvidenceRecords.Served(two, "T-SOFT")));
            office.duties().set(boss, two, "T-SOFT", DutyState.PLANNED, "", "li", null, "", 0);
            var tidings = DutyTidings.all(db, library).get(1);
            var told = told(tidings, office.today());
            assertThat(told)
                    .extracting(Tiding::href)
                    .as("nobody's two duties, and the one of Li")
                    .containsExactly("/documents/" + policy, "/documents/" + policy);
            assertThat(told)
                    .extracting(t -> t.detail().en())
                    .containsExactly("serves 2 duties · Acme", "serves 1 duty · Acme");
            assertThat(told)
                    .allMatch(t -> last.equals(t.day()) && t.title().en().equals("Policy"));
            office.evidence().withdraw(boss, policy, "old", false);
            assertThat(told(tidings, office.today()))
                    .extracting(t -> t.detail().zh())
                    .containsExactly("用于 1 项义务 · Acme", "用于 1 项义务 · Acme");
        }
    }

    private static List<Tiding> told(Tidings tidings, LocalDate today) {
        return tidings.look("", new Tidings.Window(today, today.plusDays(30))).found();
    }
}
