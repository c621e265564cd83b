package zhiheng.office.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiheng.office.testing.TestOffice.refused;

import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Refusal.Kind;
import zhiheng.office.registry.DutyState;
import zhiheng.office.testing.TestOffice;

class DossiersTest {
    @TempDir
    Path folder;

    @Test
    void a_dossier_holds_the_system_its_duties_with_evidence_and_its_acts_in_order() {
        try (var test = new TestOffice(folder)) {
            var id = test.register("S", "hiring");
            test.register("Another", "chat");
            test.link(id, "T-FIRM", null);
            test.office().duties().set(test.provider, id, "T-FIRM", DutyState.MET, "Li", null, "", 0);
            var dossier =
                    test.office().dossiers().of(test.provider, id, test.office().today());
            assertThat(dossier.system().name()).isEqualTo("S");
            assertThat(dossier.org()).isEqualTo(test.org);
            assertThat(dossier.finding().tiersByPack().get("testlaw")).containsExactly("high");
            var firm = dossier.duties().getFirst();
            assertThat(firm.duty().id()).isEqualTo("T-FIRM");
            assertThat(firm.state()).isEqualTo(DutyState.MET);
            assertThat(firm.owner()).isEqualTo("Li");
            assertThat(firm.evidence()).hasSize(1);
            assertThat(dossier.duties().getLast().evidence()).isEmpty();
            assertThat(dossier.history())
                    .extracting(Dossier.Act::act)
                    .containsExactly("system.registered", "evidence.added", "duty.set");
            assertThat(dossier.history())
                    .allSatisfy(act -> assertThat(
                                    test.ledger().entry(act.ledgerIndex()).bodyJson())
                            .isEqualTo(act.summary()));
        }
    }

    @Test
    void a_dossier_of_another_day_is_by_the_law_of_that_day() {
        try (var test = new TestOffice(folder)) {
            var id = test.register("S", "chat");
            var later = test.office().dossiers().of(test.provider, id, LocalDate.parse("2030-01-01"));
            assertThat(later.finding().tiersByPack().get("testlaw")).containsExactlyInAnyOrder("high", "low");
            assertThat(later.duties())
                    .filteredOn(duty -> duty.due() != null)
                    .extracting(duty -> duty.state())
                    .containsOnly(DutyState.OVERDUE);
        }
    }

    @Test
    void a_dossier_of_others_does_not_exist() {
        try (var test = new TestOffice(folder)) {
            var id = test.register("S", "chat");
            refused(
                    Kind.NOT_FOUND,
                    () -> test.office()
                            .dossiers()
                            .of(test.rival, id, test.office().today()));
        }
    }
}
