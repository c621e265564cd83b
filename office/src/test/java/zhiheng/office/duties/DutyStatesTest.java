package zhiheng.office.duties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import zhiheng.base.Text;
import zhiheng.office.registry.DutyState;
import zhiheng.packs.Finding;
import zhiheng.packs.Nature;

/** What holds of what was said about a duty: evidence expires and is withdrawn, exemptions end. */
class DutyStatesTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 30);
    private static final Text TEXT = new Text("字", "words");

    private static Finding.Duty duty(boolean waivable) {
        return new Finding.Duty(
                "D",
                "law",
                "rule",
                "1",
                "Art1",
                "V",
                "provider",
                TEXT,
                TEXT,
                Nature.CONTINUOUS,
                TODAY.minusYears(1),
                null,
                TEXT,
                List.of(),
                "obligation",
                TEXT,
                TEXT,
                waivable,
                false,
                false,
                List.of(),
                Set.of());
    }

    private static DutyMark mark(DutyState state, @Nullable LocalDate until) {
        return new DutyMark("D", state, "", "", until, "", 1);
    }

    private static Evidence evidence(@Nullable LocalDate expires, @Nullable LocalDate withdrawn) {
        return new Evidence(
                "e",
                "s",
                "D",
                "Report",
                "https://example.org/r",
                null,
                0,
                "",
                expires,
                "li",
                Instant.EPOCH,
                1,
                withdrawn,
                false);
    }

    private static DutyState standing(@Nullable DutyMark mark, Evidence... evidence) {
        return DutyStates.standing(duty(true), mark, List.of(evidence), TODAY);
    }

    @Test
    void nothing_said_is_not_assessed() {
        assertThat(standing(null, evidence(null, null))).isEqualTo(DutyState.NOT_ASSESSED);
    }

    @Test
    void met_needs_evidence_that_counts_today() {
        var met = mark(DutyState.MET, null);
        assertThat(standing(met)).isEqualTo(DutyState.GAP);
        assertThat(standing(met, evidence(null, null))).isEqualTo(DutyState.MET);
        assertThat(standing(met, evidence(TODAY, null))).as("on its last day").isEqualTo(DutyState.MET);
        assertThat(standing(met, evidence(TODAY.minusDays(1), null))).isEqualTo(DutyState.GAP);
        assertThat(standing(met, evidence(null, TODAY)))
                .as("from the day it is withdrawn")
                .isEqualTo(DutyState.GAP);
        assertThat(standing(met, evidence(null, TODAY.plusDays(1)))).isEqualTo(DutyState.MET);
        assertThat(standing(met, evidence(TODAY.minusDays(1), null), evidence(null, null)))
                .as("one that counts is enough")
                .isEqualTo(DutyState.MET);
    }

    @Test
    void an_exemption_ends_after_its_last_day_and_holds_only_where_the_law_lets_one_be_exempt() {
        assertThat(standing(mark(DutyState.EXEMPTED, TODAY))).isEqualTo(DutyState.EXEMPTED);
        assertThat(standing(mark(DutyState.EXEMPTED, TODAY.minusDays(1)))).isEqualTo(DutyState.NOT_ASSESSED);
        assertThat(standing(mark(DutyState.EXEMPTED, null))).isEqualTo(DutyState.NOT_ASSESSED);
        assertThat(DutyStates.standing(duty(false), mark(DutyState.EXEMPTED, TODAY), List.of(), TODAY))
                .isEqualTo(DutyState.NOT_ASSESSED);
    }

    @ParameterizedTest
    @EnumSource(names = {"NOT_ASSESSED", "PLANNED", "IN_PROGRESS", "GAP", "NOT_APPLICABLE"})
    void everything_else_stands_as_it_was_said(DutyState said) {
        assertThat(standing(mark(said, null), evidence(null, null))).isEqualTo(said);
    }

    @Test
    void overdue_is_never_stored() {
        assertThatThrownBy(() -> standing(mark(DutyState.OVERDUE, null))).isInstanceOf(IllegalStateException.class);
    }
}
