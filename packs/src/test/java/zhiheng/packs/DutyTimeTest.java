package zhiheng.packs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When the shipped law asks what it asks: the go-live day, the law's own day, and the working days between. */
class DutyTimeTest {
    private static final PackLibrary LIBRARY = Shipped.LIBRARY;
    private static final LocalDate TODAY = LocalDate.parse("2026-11-29");

    /** A Chinese chat service that can form opinion, with its own model. */
    private static final Map<String, Object> CHAT = Map.of(
            "infers",
            true,
            "cn_public_in_prc",
            true,
            "cn_roles",
            List.of("provider"),
            "trains_model",
            true,
            "generates",
            List.of("text"),
            "interacts_with_people",
            true,
            "cn_opinion_or_mobilisation",
            true,
            "cn_confusion_types",
            List.of("dialogue_writing"),
            "eu_nexus",
            List.of("none"));

    private static final Map<String, Object> HIRING = Map.of(
            "infers", true,
            "eu_nexus", List.of("placed_on_eu_market"),
            "eu_roles", List.of("provider"),
            "eu_exclusions", List.of(),
            "eu_purposes", List.of("recruitment"));

    private static Finding evaluate(Map<String, Object> facts, String fact, String day) {
        var all = new HashMap<>(facts);
        all.put(fact, day);
        return LIBRARY.evaluate(Facts.of(LIBRARY, all), TODAY);
    }

    private static Finding.Duty duty(Finding finding, String id) {
        return finding.duties().stream()
                .filter(d -> d.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_service_files_its_algorithm_ten_working_days_after_it_goes_live() {
        var filing = duty(evaluate(CHAT, "cn_live_on", "2026-09-18"), "DS-19-1");
        assertThat(filing.nature()).isEqualTo(Nature.DATED);
        // 20 September and 10 October are worked; 25 to 27 September and 1 to 7 October are off.
        assertThat(filing.due())
                .isEqualTo(
                        new Finding.Due("cn_live_on", LocalDate.parse("2026-09-18"), LocalDate.parse("2026-10-09"), 0));
    }

    @Test
    void before_the_go_live_day_is_given_no_day_is_made_up_and_the_question_is_open() {
        var finding = LIBRARY.evaluate(Facts.of(LIBRARY, CHAT), TODAY);
        assertThat(duty(finding, "DS-19-1").due()).isEqualTo(new Finding.Due("cn_live_on", null, null, 0));
        assertThat(finding.open()).extracting(Finding.Open::fact).contains("cn_live_on");
    }

    @Test
    void a_period_past_the_last_published_calendar_is_refused_rather_than_guessed() {
        var filing = duty(evaluate(CHAT, "cn_live_on", "2026-12-28"), "DS-19-1");
        assertThat(filing.due()).isEqualTo(new Finding.Due("cn_live_on", LocalDate.parse("2026-12-28"), null, 2027));
    }

    @Test
    void a_service_older_than_the_law_counts_from_the_law() {
        var filing = duty(evaluate(CHAT, "cn_live_on", "2021-05-01"), "DS-19-1");
        assertThat(filing.due())
                .isEqualTo(
                        new Finding.Due("cn_live_on", LocalDate.parse("2023-01-10"), LocalDate.parse("2023-01-29"), 0));
    }

    @Test
    void what_is_kept_up_while_the_service_runs_binds_from_its_first_day() {
        var stable = duty(evaluate(CHAT, "cn_live_on", "2027-03-01"), "GAI-13");
        assertThat(stable.from()).isEqualTo("2027-03-01");
        assertThat(stable.upcoming()).isTrue();
        assertThat(stable.due()).isNull();
    }

    @Test
    void a_prohibition_binds_at_once_and_has_no_day() {
        var ban = duty(evaluate(CHAT, "cn_live_on", "2027-03-01"), "DS-06-1");
        assertThat(ban.nature()).isEqualTo(Nature.PROHIBITION);
        assertThat(ban.upcoming()).isFalse();
        assertThat(ban.due()).isNull();
    }

    /** A product may have been on the market for long when an employer takes it up: its duties fall due by its own first day. */
    @Test
    void who_uses_a_system_counts_from_its_own_first_day_and_not_from_the_providers() {
        var facts = new HashMap<>(HIRING);
        facts.put("eu_roles", List.of("deployer"));
        facts.put("eu_deployer_kind", List.of("employer"));
        facts.put("first_placed_on", "2028-01-15");
        var later = LocalDate.parse("2028-09-01");
        var day = LocalDate.parse("2028-06-01");
        var waiting = LIBRARY.evaluate(Facts.of(LIBRARY, facts), day);
        assertThat(duty(waiting, "EU-D-WORK").due()).isEqualTo(new Finding.Due("eu_used_since", null, null, 0));
        facts.put("eu_used_since", later.toString());
        var finding = LIBRARY.evaluate(Facts.of(LIBRARY, facts), day);
        assertThat(duty(finding, "EU-D-WORK").due()).isEqualTo(new Finding.Due("eu_used_since", later, later, 0));
        for (var kept : List.of("EU-D-USE", "EU-D-MON", "EU-D-LOG", "EU-D-LIT")) {
            assertThat(duty(finding, kept).from()).as(kept).isEqualTo("2028-09-01");
        }
    }

    @Test
    void the_notices_of_article_50_fall_to_each_role_on_its_own_day() {
        var facts = new HashMap<>(HIRING);
        facts.put("eu_purposes", List.of());
        facts.put("eu_roles", List.of("provider", "deployer"));
        facts.put("interacts_with_people", true);
        facts.put("eu_published_content", List.of("deep_fake"));
        facts.put("first_placed_on", "2026-09-01");
        facts.put("eu_used_since", "2027-02-10");
        var finding = LIBRARY.evaluate(Facts.of(LIBRARY, facts), TODAY);
        assertThat(duty(finding, "EU-50-5").from()).isEqualTo("2026-09-01");
        assertThat(duty(finding, "EU-D-50-5").from()).isEqualTo("2027-02-10");
        assertThat(duty(finding, "EU-LIT").from()).isEqualTo("2026-09-01");
        assertThat(finding.duties()).extracting(Finding.Duty::id).doesNotContain("EU-D-LIT");
    }

    @Test
    void what_must_be_done_before_placing_is_due_on_the_day_of_placing() {
        var documents = duty(evaluate(HIRING, "first_placed_on", "2028-01-15"), "EU-P-DOC");
        assertThat(documents.from()).isEqualTo("2027-12-02");
        assertThat(documents.due())
                .isEqualTo(new Finding.Due(
                        "first_placed_on", LocalDate.parse("2028-01-15"), LocalDate.parse("2028-01-15"), 0));
        assertThat(duty(evaluate(HIRING, "first_placed_on", "2028-01-15"), "EU-LIT")
                        .from())
                .isEqualTo("2028-01-15");
    }

    /** Article 111(2): a system placed before the date rests until its design changes; for authorities only until 2030-08-02. */
    @Test
    void a_rest_for_older_systems_is_told_today_with_its_first_day_and_the_day_it_ends() {
        var old = new HashMap<>(HIRING);
        old.put("eu_design_changed", false);
        old.put("eu_deployer_kind", List.of("private_company"));
        old.put("eu_annex_x_component", false);
        assertThat(rest(evaluate(old, "first_placed_on", "2026-06-15"))).satisfies(note -> {
            assertThat(note.from()).isEqualTo("2027-12-02");
            assertThat(note.until()).isNull();
        });
        assertThat(evaluate(old, "first_placed_on", "2028-06-15").comingNotes())
                .extracting(Finding.Note::rule)
                .doesNotContain("eu-111-2-note");
    }

    private static Finding.Note rest(Finding finding) {
        return finding.comingNotes().stream()
                .filter(n -> n.rule().equals("eu-111-2-note"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void every_shipped_duty_that_waits_for_a_date_waits_for_one_that_is_asked() {
        var asked = LIBRARY.facts().stream()
                .filter(f -> f.type() == Fact.Type.DATE)
                .map(Fact::id)
                .toList();
        assertThat(LIBRARY.rulesAsWritten())
                .map(RuleDef::duty)
                .filteredOn(d -> d != null)
                .allSatisfy(d -> assertThat(asked)
                        .containsAll(d.clocks().stream()
                                .map(Clock::fact)
                                .filter(f -> f != null)
                                .toList()));
    }

    @Test
    void what_is_verified_every_year_comes_back_on_the_day_of_going_live_but_not_before_the_law() {
        var facts = new HashMap<String, Object>(CHAT);
        facts.put("cn_companion", true);
        var waiting = duty(LIBRARY.evaluate(Facts.of(LIBRARY, facts), TODAY), "AN-26");
        assertThat(waiting.due()).isEqualTo(new Finding.Due("cn_live_on", null, null, 0));
        var yearly = duty(evaluate(facts, "cn_live_on", "2026-09-18"), "AN-26");
        assertThat(yearly.comesBack()).isEqualTo(new Clock("cn_live_on", null, null, Term.parse("P1Y")));
        assertThat(yearly.due())
                .isEqualTo(
                        new Finding.Due("cn_live_on", LocalDate.parse("2026-09-18"), LocalDate.parse("2027-09-18"), 0));
        assertThat(duty(evaluate(facts, "cn_live_on", "2024-02-01"), "AN-26")
                        .due()
                        .day())
                .as("a year after the law")
                .isEqualTo("2027-07-15");
    }
}
