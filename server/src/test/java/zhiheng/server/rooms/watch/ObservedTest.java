package zhiheng.server.rooms.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import zhiheng.gateway.Ask;
import zhiheng.gateway.FindingFamily;
import zhiheng.gateway.FindingKind;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.Served;
import zhiheng.watch.Observation;
import zhiheng.watch.risk.Leakage;
import zhiheng.watch.risk.Manipulation;

class ObservedTest {
    static Interaction call(int status, String clause, Map<String, Integer> found) {
        return new Interaction(
                "id",
                "bot",
                Instant.EPOCH,
                "chat/completions",
                Ask.NOTHING,
                "u",
                1,
                false,
                1,
                status,
                clause,
                "",
                0,
                "",
                0,
                0,
                0,
                0,
                0,
                false,
                found,
                false,
                "",
                false,
                Served.UNSAID);
    }

    private static Map<String, Double> values(Interaction call) {
        return Observed.of(call, Set.of()).stream().collect(Collectors.toMap(Observation::metric, Observation::value));
    }

    @ParameterizedTest
    @EnumSource
    void an_answer_leaks_where_something_confidential_is_found_and_surely_where_it_is_proven(FindingKind kind) {
        boolean leaks = kind.family() == FindingFamily.PII || kind.family() == FindingFamily.SECRET;

        assertThat(values(call(200, "", Map.of("out:" + kind.id(), 1))))
                .containsEntry(Leakage.OUTPUT, leaks ? 1.0 : 0.0)
                .containsEntry(Leakage.CERTAIN, kind.isProven() ? 1.0 : 0.0);
    }

    @Test
    void what_a_call_brings_in_is_no_leak() {
        assertThat(values(call(200, "", Map.of("in:pii.bank-card", 3)))).containsEntry(Leakage.OUTPUT, 0.0);
    }

    @ParameterizedTest
    @CsvSource({"403, permit.actions", "200, permit.review", "502, ''"})
    void a_call_that_was_not_answered_says_nothing(int status, String clause) {
        assertThat(Observed.of(call(status, clause, Map.of("out:pii.bank-card", 1)), Set.of()))
                .isEmpty();
    }

    @Test
    void wording_that_sways_is_told_only_where_the_permit_has_it_looked_for() {
        var swayed = call(200, "", Map.of("out:term.manipulation", 2));
        assertThat(Observed.of(swayed, Set.of("terms:manipulation")))
                .filteredOn(o -> o.metric().equals(Manipulation.OUTPUT))
                .singleElement()
                .satisfies(o -> assertThat(o.value()).isEqualTo(1));
        assertThat(Observed.of(call(200, "", Map.of()), Set.of("terms:manipulation")))
                .filteredOn(o -> o.metric().equals(Manipulation.OUTPUT))
                .singleElement()
                .satisfies(o -> assertThat(o.value()).isZero());
        assertThat(values(swayed)).doesNotContainKey(Manipulation.OUTPUT);
    }
}
