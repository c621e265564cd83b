package zhiheng.office.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import zhiheng.office.sandbox.Answer.Says;
import zhiheng.packs.PackException;

/** An application by the criteria that ship, its score, and the terms that its answers lead to. */
class ApplicationTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 29);
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Map<String, Criteria> SHIPPED =
            Criteria.load(List.of(Path.of("../packs/procedures"), Path.of("../packs/library")), procedure -> true);

    private static Criteria template() {
        return SHIPPED.get("template-sandbox");
    }

    private static Map<String, Answer> all(Says says) {
        var answers = new HashMap<String, Answer>();
        template().criteria().forEach(c -> answers.put(c.id(), new Answer(says, "so", "https://example.org/e")));
        return answers;
    }

    private static ProposedTerms proposed(Map<String, Answer> answers, Set<String> tiers) {
        return ProposedTerms.of(template(), answers, tiers, TODAY, ZONE);
    }

    @Test
    void three_procedures_ship_with_criteria_in_three_groups_each_with_its_source() {
        assertThat(SHIPPED.keySet()).containsExactlyInAnyOrder("template-sandbox", "cn-fintech-sandbox", "eu-sandbox");
        for (var criteria : SHIPPED.values()) {
            for (var group : Criterion.Group.values()) {
                assertThat(criteria.of(group))
                        .as(criteria.procedure() + " " + group)
                        .hasSizeGreaterThan(2);
            }
            assertThat(criteria.criteria()).allSatisfy(c -> {
                assertThat(c.ref()).isNotEmpty();
                assertThat(c.question().zh()).isNotEqualTo(c.question().en());
            });
        }
    }

    @Test
    void what_is_open_is_neither_yes_nor_no_and_makes_the_score_a_range() {
        var nothing = Assessment.of(template(), Map.of());
        assertThat(nothing.answered()).isZero();
        assertThat(nothing.least()).isZero();
        assertThat(nothing.most()).isEqualTo(1);
        assertThat(nothing.missing()).isNotEmpty();
        assertThat(nothing.failed()).as("open is not no").isEmpty();
        var whole = Assessment.of(template(), all(Says.YES));
        assertThat(whole.answered()).isEqualTo(whole.asked());
        assertThat(whole.least()).isEqualTo(whole.most()).isEqualTo(1);
        var none = Assessment.of(template(), all(Says.NO));
        assertThat(none.most()).isZero();
        assertThat(none.failed()).extracting(l -> l.criterion().id()).contains("tested", "stops");
    }

    @Test
    void a_yes_that_nothing_shows_counts_half() {
        var answers = all(Says.YES);
        answers.put("tested", new Answer(Says.YES, "we did", ""));
        var line = Assessment.of(template(), answers).lines().stream()
                .filter(l -> l.criterion().id().equals("tested"))
                .findFirst()
                .orElseThrow();
        assertThat(line.standing()).isEqualTo(Assessment.Standing.NOT_SHOWN);
        assertThat(line.points()).isEqualTo(line.criterion().weight() / 2.0);
    }

    @Test
    void terms_become_narrower_by_rule_and_an_open_answer_is_taken_for_the_narrower() {
        var answers = all(Says.YES);
        answers.put("minors", new Answer(Says.NO, "", ""));
        answers.put("personal-data", new Answer(Says.NO, "", ""));
        var wide = proposed(answers, Set.of());
        assertThat(wide.because()).isEmpty();
        assertThat(wide.terms().opens()).isNull();
        assertThat(wide.terms().keepContentDays()).isEqualTo(7);
        assertThat(wide.terms().steps().getFirst().users()).isEqualTo(100);
        assertThat(wide.terms().until()).isEqualTo(TODAY.plusMonths(6));

        answers.remove("minors");
        answers.remove("personal-data");
        var narrow = proposed(answers, Set.of("high"));
        assertThat(narrow.because()).extracting(TermsRule::id).containsExactly("minors", "personal-data", "high-risk");
        assertThat(narrow.because())
                .allSatisfy(rule -> assertThat(rule.reason().zh()).isNotEmpty());
        assertThat(narrow.terms().opens()).isEqualTo(LocalTime.of(8, 0));
        assertThat(narrow.terms().youngest()).isEqualTo(14);
        assertThat(narrow.terms().keepContentDays()).isZero();
        assertThat(narrow.terms().steps().getFirst().users()).isEqualTo(30);
        assertThat(narrow.terms().steps().getFirst().callsPerDay()).isEqualTo(600);
        assertThat(narrow.terms().steps().get(1).users())
                .as("wider steps are reached by proof")
                .isEqualTo(1000);
        assertThat(narrow.terms().evidence().inspected()).isEqualTo(0.3);
        assertThat(narrow.terms().until()).isEqualTo(TODAY.plusMonths(3));
    }

    @Test
    void a_small_enterprise_goes_first_with_the_reason() {
        assertThat(Assessment.of(template(), all(Says.YES)).first())
                .extracting(c -> c.priority().en())
                .allMatch(reason -> reason.contains("first"));
        assertThat(Assessment.of(template(), Map.of()).first()).isEmpty();
    }

    @Test
    void faults_of_a_file_are_told_with_their_line() {
        var text = """
                pack: p
                version: "1"
                confidence: {T: {zh: 例, en: example}}
                sets:
                  - procedure: x
                    item: application
                    start: {months: 6, keepContentDays: 0, error: 0.05, inspected: 0.1, verdictDays: 3, reported: 0,
                      windowDays: 14, steps: [{stage: a, users: 10}]}
                    criteria:
                      - {id: a, group: technical, question: {zh: 问, en: q}, weight: 1, ref: r, confidence: T}
                      - {id: b, group: ethics, question: {zh: 问, en: q}, weight: 1, ref: r, confidence: T}
                      - {id: c, group: GROUP, question: {zh: 问, en: q}, weight: 1, ref: r, confidence: T}
                    rules:
                      - {id: r, when: {criterion: WHICH, is: [yes]}, set: {KEY: 3}, reason: {zh: 因, en: why}}
                """;
        assertThat(Criteria.read("f", filled(text, "emergency", "a", "users"))).hasSize(1);
        refused(filled(text, "emergncy", "a", "users"), "f:12", "emergncy", "technical, ethics, emergency");
        refused(filled(text, "ethics", "a", "users"), "group 'emergency'");
        refused(filled(text, "emergency", "z", "users"), "f:14", "no criterion 'z'");
        refused(
                filled(text, "emergency", "a", "users").replace("steps: [{stage: a, users: 10}]", "steps: []"),
                "f:8",
                "at least one step");
        refused(filled(text, "emergency", "a", "user"), "f:14", "'user' cannot be set", "callsPerDay");
    }

    private static String filled(String text, String group, String which, String key) {
        return text.replace("GROUP", group).replace("WHICH", which).replace("KEY", key);
    }

    private static void refused(String text, String... said) {
        assertThatThrownBy(() -> Criteria.read("f", text))
                .isInstanceOf(PackException.class)
                .hasMessageContainingAll(said);
    }
}
