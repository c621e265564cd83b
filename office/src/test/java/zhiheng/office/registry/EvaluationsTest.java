package zhiheng.office.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import zhiheng.packs.LegalDays;
import zhiheng.packs.PackLibrary;

class EvaluationsTest {
    private static final LegalDays DAY = LegalDays.on(LocalDate.parse("2026-05-01"));
    private static final Map<String, Object> CHAT = Map.of("infers", true, "uses", List.of("chat"));

    final Evaluations evaluations = new Evaluations(PackLibrary.load(Path.of("src/test/resources/library")));

    @Test
    void the_same_question_is_answered_once_and_another_anew() {
        var first = evaluations.finding(CHAT, DAY);
        assertThat(evaluations.finding(Map.copyOf(CHAT), DAY)).isSameAs(first);
        assertThat(evaluations.finding(CHAT, DAY.plusDays(5 * 365))).isNotEqualTo(first);
        assertThat(evaluations.finding(Map.of("infers", false), DAY).duties()).isEmpty();
    }

    @Test
    void old_answers_are_forgotten() {
        var first = evaluations.finding(CHAT, DAY);
        for (var day = 1; day <= 64; day++) {
            evaluations.finding(CHAT, DAY.plusDays(day));
        }
        assertThat(evaluations.finding(CHAT, DAY)).isNotSameAs(first).isEqualTo(first);
    }

    @Test
    void a_stored_answer_that_the_packs_no_longer_know_does_not_lock_the_system_up() {
        var facts = Map.<String, Object>of("infers", true, "uses", List.of("chat"), "abolished", 3);
        assertThat(evaluations.finding(facts, DAY)).isEqualTo(evaluations.finding(CHAT, DAY));
    }
}
