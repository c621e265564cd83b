package zhiheng.office.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiheng.office.testing.TestOffice.refused;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Refusal.Kind;
import zhiheng.office.testing.TestOffice;

class RegistryTest {
    @TempDir
    Path folder;

    TestOffice test;

    @BeforeEach
    void open() {
        test = new TestOffice(folder);
    }

    @AfterEach
    void close() {
        test.close();
    }

    Registry registry() {
        return test.office().registry();
    }

    static SystemQuery all() {
        return new SystemQuery(null, null, null, null, null, 10);
    }

    @Test
    void a_new_system_is_listed_with_its_tier_and_its_next_day() {
        var id = test.register("Hire", "hiring");
        var row = registry().systems(test.provider, all()).items().getFirst();
        assertThat(row.id()).isEqualTo(id);
        assertThat(row.orgName()).isEqualTo("Acme");
        assertThat(row.tierByPack()).isEqualTo(Map.of("testlaw", "high"));
        assertThat(row.open()).as("duties in force").isEqualTo(2);
        assertThat(row.unassessed()).isEqualTo(2);
        assertThat(row.overdue()).isZero();
        assertThat(row.next()).isEqualTo(new Summary.Next("T-FIRM", "testlaw", LocalDate.parse("2026-06-01")));
    }

    @Test
    void an_unknown_fact_and_an_unknown_organisation_are_refused_and_nothing_is_kept() {
        var size = test.ledger().size();
        refused(
                Kind.INVALID,
                () -> registry().register(test.provider, test.org.id(), "S", "", "", Map.of("infer", true)));
        refused(Kind.NOT_FOUND, () -> registry().register(test.admin, "nobody", "S", "", "", Map.of()));
        assertThat(registry().systems(test.admin, all()).items()).isEmpty();
        assertThat(test.ledger().size()).isEqualTo(size);
    }

    @Test
    void of_two_who_change_the_same_version_the_second_is_refused() {
        var id = test.register("S", "hiring");
        assertThat(registry()
                        .setFacts(test.provider, id, 1, Map.of("uses", List.of("chat")))
                        .version())
                .isEqualTo(2);
        refused(Kind.CONFLICT, () -> registry().setFacts(test.officer, id, 1, Map.of("uses", List.of())));
        assertThat(registry().system(test.provider, id).facts()).containsEntry("uses", List.of("chat"));
    }

    @Test
    void a_change_that_changes_nothing_makes_no_version_and_no_act() {
        var id = test.register("S", "hiring");
        var size = test.ledger().size();
        assertThat(registry()
                        .change(test.provider, id, 1, " S ", null, null, Map.of("infers", true))
                        .version())
                .isEqualTo(1);
        assertThat(test.ledger().size()).isEqualTo(size);
    }

    @Test
    void names_and_facts_changed_together_are_two_acts_of_one_version() {
        var id = test.register("S", "hiring");
        registry().change(test.provider, id, 1, "T", null, "to chat", Map.of("uses", List.of("chat")));
        var system = registry().system(test.provider, id);
        assertThat(List.of(system.name(), system.description(), system.purpose()))
                .containsExactly("T", "", "to chat");
        assertThat(system.version()).isEqualTo(2);
        assertThat(test.office()
                        .dossiers()
                        .of(test.provider, id, test.office().today())
                        .history())
                .extracting(act -> act.act())
                .containsExactly("system.registered", "system.renamed", "facts.changed");
    }

    @Test
    void the_last_change_tells_answers_before_and_after_and_what_they_altered() {
        var id = test.register("S", "hiring");
        assertThat(registry().lastChange(test.provider, id)).isEmpty();
        registry().setFacts(test.provider, id, 1, Map.of("uses", List.of("chat")));
        var change = registry().lastChange(test.provider, id).orElseThrow();
        assertThat(change.before()).isEqualTo(Map.of("uses", List.of("hiring")));
        assertThat(change.after()).isEqualTo(Map.of("uses", List.of("chat")));
        assertThat(change.diff().lost()).extracting(o -> o.tier()).containsExactly("high");
        assertThat(change.diff().gained())
                .as("one in force, and one that the law will bring")
                .extracting(o -> o.tier())
                .containsExactly("low", "high");
    }

    @Test
    void an_answer_set_to_null_is_removed_and_asked_again() {
        var id = test.register("S", "hiring");
        var nothing = new HashMap<String, Object>();
        nothing.put("uses", null);
        registry().setFacts(test.provider, id, 1, nothing);
        assertThat(registry().system(test.provider, id).facts()).doesNotContainKey("uses");
        assertThat(registry().finding(test.provider, id, test.office().days()).open())
                .extracting(open -> open.fact())
                .containsExactly("uses");
        assertThat(registry().lastChange(test.provider, id).orElseThrow().after())
                .isEmpty();
    }

    @Test
    void a_provider_finds_its_own_systems_only_and_authorities_all() {
        var id = test.register("S", "hiring");
        refused(Kind.NOT_FOUND, () -> registry().system(test.rival, id));
        refused(
                Kind.NOT_FOUND,
                () -> registry().finding(test.rival, id, test.office().days()));
        refused(Kind.NOT_FOUND, () -> registry().lastChange(test.rival, id));
        refused(Kind.NOT_FOUND, () -> registry().rename(test.rival, id, 1, "Mine", "", ""));
        refused(Kind.NOT_FOUND, () -> registry().register(test.rival, test.org.id(), "S", "", "", Map.of()));
        assertThat(registry().systems(test.rival, all()).items()).isEmpty();
        assertThat(registry().counts(test.rival, all()).total()).isZero();
        for (var actor : List.of(test.provider, test.admin, test.officer, test.auditor)) {
            assertThat(registry().system(actor, id).id()).isEqualTo(id);
            assertThat(registry().counts(actor, all()).byOrg()).isEqualTo(Map.of(test.org.id(), 1L));
        }
    }

    @Test
    void an_auditor_changes_nothing() {
        var id = test.register("S", "hiring");
        refused(Kind.FORBIDDEN, () -> registry().register(test.auditor, test.org.id(), "S", "", "", Map.of()));
        refused(Kind.FORBIDDEN, () -> registry().rename(test.auditor, id, 1, "T", "", ""));
        refused(Kind.FORBIDDEN, () -> registry().setFacts(test.auditor, id, 1, Map.of()));
    }

    @Test
    void an_entry_of_the_ledger_is_read_by_those_who_see_its_system() {
        test.register("S", "hiring");
        var index = test.ledger().size() - 1;
        assertThat(registry().mayRead(test.provider, index)).isTrue();
        assertThat(registry().mayRead(test.auditor, index)).isTrue();
        assertThat(registry().mayRead(test.rival, index)).isFalse();
        assertThat(registry().mayRead(test.provider, index + 1)).isFalse();
        assertThat(registry().mayRead(test.provider, 0))
                .as("an act about no system")
                .isFalse();
    }

    @Test
    void names_are_limited_and_stripped() {
        refused(Kind.INVALID, () -> registry().register(test.provider, test.org.id(), " ", "", "", Map.of()));
        refused(
                Kind.INVALID,
                () -> registry().register(test.provider, test.org.id(), "n".repeat(201), "", "", Map.of()));
        refused(
                Kind.INVALID,
                () -> registry().register(test.provider, test.org.id(), "S", "d".repeat(4001), "", Map.of()));
        assertThat(registry()
                        .register(test.provider, test.org.id(), " S ", "", "", Map.of())
                        .name())
                .isEqualTo("S");
    }

    @Test
    void a_new_day_brings_every_summary_up_to_date_once() {
        test.register("S", "hiring");
        test.register("T", "chat");
        assertThat(test.office().refresh()).isZero();
        test.clock.day("2026-06-02");
        assertThat(test.office().refresh()).isEqualTo(2);
        assertThat(test.office().refresh()).isZero();
        assertThat(registry().counts(test.admin, all()).overdue()).isEqualTo(2);
    }

    @Test
    void the_law_changes_only_between_the_days_around_its_milestone_and_pages_go_on() {
        var chats = List.of(test.register("A", "chat"), test.register("B", "chat"));
        test.register("Hire", "hiring");
        var from = LocalDate.parse("2029-12-31");
        var changes = test.office().lawChanges();
        var first = changes.between(test.admin, from, from.plusDays(1), null, 1);
        assertThat(first.items()).extracting(SystemDiff::systemId).containsExactly(chats.getFirst());
        var rest = changes.between(test.admin, from, from.plusDays(1), first.next(), 10);
        assertThat(rest.items()).extracting(SystemDiff::systemId).containsExactly(chats.getLast());
        assertThat(rest.next()).isNull();
        assertThat(changes.between(test.rival, from, from.plusDays(1), null, 10).items())
                .isEmpty();
        assertThat(changes.between(test.admin, from.plusDays(1), from.plusDays(9), null, 10)
                        .items())
                .isEmpty();
        refused(Kind.INVALID, () -> changes.between(test.admin, from, from.minusDays(1), null, 10));
    }

    @Test
    void the_list_shows_the_last_changed_first() {
        var first = test.register("A", "chat");
        test.clock.pass(Duration.ofMinutes(1));
        test.register("B", "chat");
        test.clock.pass(Duration.ofMinutes(1));
        registry().rename(test.provider, first, 1, "A2", "", "");
        assertThat(registry().systems(test.provider, all()).items())
                .extracting(SystemRow::name)
                .containsExactly("A2", "B");
    }
}
