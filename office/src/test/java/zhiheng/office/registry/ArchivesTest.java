package zhiheng.office.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiheng.office.testing.TestOffice.refused;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Refusal.Kind;
import zhiheng.office.duties.DutyQuery;
import zhiheng.office.testing.TestOffice;

class ArchivesTest {
    private static final SystemQuery USED = new SystemQuery(null, null, null, null, null, 10);
    private static final SystemQuery ASIDE =
            new SystemQuery(null, null, null, null, true, SystemQuery.Sort.UPDATED, null, 10);

    @TempDir
    Path folder;

    private TestOffice test;
    private Archives archives;
    private String one;
    private String two;

    @BeforeEach
    void open() {
        test = new TestOffice(folder);
        archives = test.office().archives();
        one = test.register("Hiring", "hiring");
        two = test.register("Hiring again", "hiring");
    }

    @AfterEach
    void close() {
        test.close();
    }

    private List<String> listed(SystemQuery query) {
        return test.office().registry().systems(test.provider, query).items().stream()
                .map(SystemRow::id)
                .toList();
    }

    private long owed() {
        var all = new DutyQuery(null, null, null, true, null, null, null, null, null, null, null, 100);
        return test.office().duties().count(test.provider, all, 1000);
    }

    @Test
    void a_system_put_aside_is_read_owes_nothing_and_is_in_no_list_that_does_not_ask() {
        var before = owed();
        archives.archive(test.provider, two, 1);
        assertThat(listed(USED)).containsExactly(one);
        assertThat(listed(ASIDE)).containsExactly(two);
        assertThat(owed()).isEqualTo(before / 2).isPositive();
        assertThat(test.office().registry().counts(test.provider, USED).total()).isEqualTo(1);
        var dossier =
                test.office().dossiers().of(test.provider, two, test.office().today());
        assertThat(dossier.duties()).isNotEmpty();
        test.clock.day("2026-06-01");
        test.office().refresh();
        assertThat(owed()).isEqualTo(before / 2);
    }

    @Test
    void it_is_not_changed_until_it_is_taken_back() {
        var aside = archives.archive(test.provider, two, 1);
        var registry = test.office().registry();
        refused(Kind.CONFLICT, () -> registry.rename(test.provider, two, aside.version(), "Other", "", ""));
        var duty = test.office()
                .dossiers()
                .of(test.provider, two, test.office().today())
                .duties()
                .getFirst();
        refused(
                Kind.CONFLICT,
                () -> test.office()
                        .duties()
                        .set(test.provider, two, duty.duty().id(), DutyState.PLANNED, "", null, "", duty.version()));
        refused(Kind.CONFLICT, () -> test.link(two, duty.duty().id(), null));
        refused(Kind.CONFLICT, () -> archives.archive(test.provider, two, aside.version()));
        var back = archives.unarchive(test.provider, two, aside.version());
        assertThat(listed(USED)).containsExactlyInAnyOrder(one, two);
        registry.rename(test.provider, two, back.version(), "Other", "", "");
    }

    @Test
    void a_duplicate_points_to_the_one_that_stays_and_the_ledger_keeps_both() {
        archives.merge(test.provider, two, 1, one);
        assertThat(archives.mergedInto(test.provider, one))
                .extracting(AiSystem::id)
                .containsExactly(two);
        var archive = test.office().registry().system(test.provider, two).archive();
        assertThat(archive).isNotNull().satisfies(a -> assertThat(a.into()).isEqualTo(one));
        assertThat(test.office().registry().latest(test.provider, 2))
                .extracting(row -> row.act().name())
                .containsExactlyInAnyOrder("system.merged", "system.absorbed");
        assertThat(test.office()
                        .dossiers()
                        .of(test.provider, two, test.office().today())
                        .history())
                .extracting(row -> row.act())
                .contains("system.registered", "system.merged");
    }

    @Test
    void only_a_system_of_the_same_organisation_that_is_in_use_takes_a_duplicate() {
        refused(Kind.INVALID, () -> archives.merge(test.provider, two, 1, two));
        var foreign = test.office()
                .registry()
                .register(test.rival, test.rival.orgId(), "Theirs", "", "", Map.of())
                .id();
        refused(Kind.NOT_FOUND, () -> archives.merge(test.provider, two, 1, foreign));
        refused(Kind.INVALID, () -> archives.merge(test.admin, two, 1, foreign));
        var aside = archives.archive(test.provider, one, 1);
        refused(Kind.INVALID, () -> archives.merge(test.provider, two, 1, one));
        assertThat(aside.archive()).isEqualTo(new AiSystem.Archive(Instant.parse("2026-05-01T08:00:00Z"), ""));
    }

    @Test
    void who_saw_an_older_version_or_may_not_change_is_refused() {
        refused(Kind.CONFLICT, () -> archives.archive(test.provider, two, 7));
        refused(Kind.NOT_FOUND, () -> archives.archive(test.rival, two, 1));
        refused(Kind.CONFLICT, () -> archives.unarchive(test.provider, two, 1));
    }
}
