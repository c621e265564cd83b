package zhiheng.packs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private static final LocalDate DAY = LocalDate.parse("2022-07-01");
    private static final Facts HIRING = Toy.facts(Map.of(
            "infers", true,
            "toy_military", false,
            "toy_purpose", List.of("hiring"),
            "toy_small_task", false,
            "toy_role", "maker"));

    private static Finding on(String day, Facts facts) {
        return Toy.LIBRARY.evaluate(facts, LocalDate.parse(day));
    }

    private static List<String> rules(List<Finding.Outcome> outcomes) {
        return outcomes.stream().map(Finding.Outcome::rule).toList();
    }

    @Test
    void what_holds_is_an_outcome_with_its_reference() {
        var outcome = on("2022-07-01", HIRING).outcomes().getFirst();
        assertThat(outcome.rule()).isEqualTo("toy-hiring");
        assertThat(outcome.tier()).isEqualTo("high");
        assertThat(outcome.ref()).isEqualTo("AnnexI.1");
        assertThat(outcome.from()).isEqualTo("2022-01-01");
        assertThat(outcome.provisional()).isFalse();
    }

    @Test
    void the_reason_is_given_in_facts_that_were_asked() {
        var outcome = on("2022-07-01", HIRING).outcomes().getFirst();
        assertThat(outcome.because())
                .containsExactlyInAnyOrder(
                        new Finding.Because("infers", true),
                        new Finding.Because("toy_military", false),
                        new Finding.Because("toy_purpose", List.of("hiring")));
    }

    @Test
    void a_duty_that_rests_on_derived_facts_is_traced_to_the_answers() {
        var duty = on("2022-07-01", HIRING).duties().getFirst();
        assertThat(duty.id()).isEqualTo("TOY-RMS");
        assertThat(duty.because())
                .extracting(Finding.Because::fact)
                .containsExactlyInAnyOrder("infers", "toy_military", "toy_purpose", "toy_small_task", "toy_role");
    }

    @Test
    void a_single_answer_that_would_silence_a_rule_is_named() {
        var outcome = on("2022-07-01", HIRING).outcomes().getFirst();
        assertThat(outcome.changes())
                .containsExactlyInAnyOrder(
                        new Finding.Change("infers", true, false),
                        new Finding.Change("toy_military", false, true),
                        new Finding.Change("toy_purpose", List.of("hiring"), List.of()),
                        new Finding.Change("toy_small_task", false, true));
    }

    @Test
    void a_threshold_that_would_silence_a_rule_is_named() {
        var facts = Toy.facts(
                Map.of("infers", true, "toy_military", false, "makes", List.of("text"), "placed_on", "2021-01-01"));
        var outcome = on("2022-07-01", facts).outcomes().getFirst();
        assertThat(outcome.rule()).isEqualTo("toy-transparency");
        assertThat(outcome.changes()).contains(new Finding.Change("placed_on", "2021-01-01", "2020-05-31"));
    }

    @Test
    void a_rule_holds_provisionally_while_its_derogation_is_unanswered() {
        var finding = on("2022-07-01", HIRING.with("toy_small_task", null));
        assertThat(finding.outcomes().getFirst().provisional()).isTrue();
        assertThat(finding.open())
                .anyMatch(o -> o.fact().equals("toy_small_task")
                        && o.decides().contains("toy-hiring")
                        && o.decides().contains("toy-duty-rms"));
    }

    @Test
    void a_shown_derogation_takes_the_outcome_away() {
        var finding = on("2022-07-01", HIRING.with("toy_small_task", true));
        assertThat(finding.outcomes()).isEmpty();
        assertThat(finding.duties()).isEmpty();
    }

    @Test
    void a_ban_fails_closed_while_its_exception_is_unanswered() {
        var facts = HIRING.with("toy_purpose", List.of("scoring"));
        var open = on("2022-07-01", facts);
        assertThat(open.tier("toy")).isEqualTo("prohibited");
        assertThat(open.outcomes().getFirst().provisional()).isTrue();
        assertThat(on("2022-07-01", facts.with("toy_consent", true)).tier("toy"))
                .isEqualTo("high");
        assertThat(on("2022-07-01", facts.with("toy_consent", false))
                        .outcomes()
                        .getFirst()
                        .provisional())
                .isFalse();
    }

    @Test
    void the_gravest_outcome_comes_first() {
        var finding = on("2022-07-01", HIRING.with("toy_purpose", List.of("scoring", "hiring")));
        assertThat(rules(finding.outcomes())).containsExactly("toy-ban", "toy-hiring");
    }

    @Test
    void with_no_answer_all_is_open_and_what_decides_most_is_asked_first() {
        var finding = on("2022-07-01", Toy.facts(Map.of()));
        assertThat(finding.outcomes()).isEmpty();
        assertThat(finding.open().getFirst().fact()).isEqualTo("infers");
        assertThat(finding.open().getFirst().decides()).contains("toy-out", "toy-ban", "toy-hiring", "toy-duty-rms");
        assertThat(finding.open())
                .extracting(Finding.Open::fact)
                .contains("toy_purpose", "toy_military", "toy_role", "toy_small_task")
                .doesNotContain("toy_in_scope", "toy_high");
    }

    @Test
    void a_fact_that_decides_nothing_any_more_is_not_asked() {
        var finding = on("2022-07-01", Toy.facts(Map.of("infers", false)));
        assertThat(finding.open()).isEmpty();
        assertThat(finding.notes()).extracting(Finding.Note::rule).containsExactly("toy-out");
    }

    @Test
    void a_rule_of_a_later_date_is_upcoming() {
        var finding = on("2021-06-01", HIRING);
        assertThat(finding.outcomes()).isEmpty();
        assertThat(rules(finding.upcoming())).containsExactly("toy-hiring");
        assertThat(finding.upcoming().getFirst().from()).isEqualTo("2022-01-01");
    }

    @Test
    void a_duty_to_come_carries_the_day_it_must_be_met() {
        var before = on("2021-06-01", HIRING).duties().getFirst();
        assertThat(before.from()).isEqualTo("2022-01-01");
        assertThat(before.due()).isEqualTo(new Finding.Due(null, before.from(), LocalDate.parse("2022-06-01"), 0));
        assertThat(before.upcoming()).isTrue();
        assertThat(on("2022-07-01", HIRING).duties().getFirst().upcoming()).isFalse();
    }

    @Test
    void a_rule_ends_on_the_first_day_it_no_longer_applies() {
        assertThat(on("2029-12-31", HIRING).tier("toy")).isEqualTo("high");
        assertThat(on("2030-01-01", HIRING).tier("toy")).isNull();
    }

    @Test
    void a_number_may_be_compared_with_a_whole_number() {
        var facts = Toy.facts(Map.of("infers", true, "toy_military", false, "toy_users", 1_000_000));
        assertThat(on("2023-01-01", facts).duties())
                .extracting(Finding.Duty::id)
                .containsExactly("TOY-REP");
        assertThat(on("2023-01-01", facts.with("toy_users", 999_999.5)).duties())
                .isEmpty();
    }

    @Test
    void the_difference_of_two_findings_is_what_was_gained_and_lost() {
        var before = Toy.LIBRARY.evaluate(HIRING, DAY);
        var after = Toy.LIBRARY.evaluate(
                HIRING.with("toy_purpose", List.of("scoring")).with("toy_role", "user"), DAY);
        var diff = Toy.LIBRARY.diff(before, after);
        assertThat(rules(diff.gained())).containsExactly("toy-ban");
        assertThat(diff.lost()).isEmpty();
        assertThat(diff.dutiesLost()).extracting(Finding.Duty::id).containsExactly("TOY-RMS");
        assertThat(diff.opened()).contains("toy_consent");
        assertThat(Toy.LIBRARY.diff(before, before).isEmpty()).isTrue();
    }

    @Test
    void what_a_rule_asks_to_contain_is_listed_with_its_article_and_its_reason() {
        var scoring = HIRING.with("toy_purpose", List.of("scoring")).with("toy_users", 2_000_000);
        assertThat(on("2022-07-01", scoring).containments()).isEmpty();
        var containment = on("2023-07-01", scoring).containments().getFirst();
        assertThat(containment.to()).isEqualTo("stopped");
        assertThat(containment.rule()).isEqualTo("toy-hold");
        assertThat(containment.article()).isEqualTo("Article 11");
        assertThat(containment.because()).contains(new Finding.Because("toy_users", 2_000_000.0));
        assertThat(on("2023-07-01", HIRING).containments()).isEmpty();
    }

    @Test
    void an_unknown_pack_is_an_error_with_the_nearest_name() {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> Toy.LIBRARY.evaluate(HIRING, DAY, List.of("toi")))
                .isInstanceOf(PackException.class)
                .hasMessage("unknown pack 'toi'; did you mean 'toy'? Packs: toy");
    }
}
