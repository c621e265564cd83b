package zhiheng.packs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShippedLibraryTest {
    private static final Path FOLDER = Path.of("library");

    @Test
    void every_pack_loads_and_every_case_comes_out_as_written() {
        var library = Shipped.LIBRARY;
        var report = PackCases.run(library, FOLDER);
        assertThat(report.passed()).as(report.toString()).isTrue();
    }

    /** What no case sees could be wrong today and nobody would know. Most that is left means the same as the original. */
    @Test
    void of_all_small_mistakes_in_the_rules_the_cases_see_at_least_95_in_100() {
        var tallies = PackMutation.run(Shipped.LIBRARY, FOLDER);
        int mutants =
                tallies.values().stream().mapToInt(PackMutation.Tally::mutants).sum();
        int caught =
                tallies.values().stream().mapToInt(PackMutation.Tally::caught).sum();
        assertThat(mutants).isGreaterThan(3_000);
        assertThat(100.0 * caught / mutants).isGreaterThanOrEqualTo(95);
    }

    /** The form has a box "none of these"; who leaves a question empty leaves it open. */
    @Test
    void no_help_tells_people_to_leave_an_answer_empty() {
        assertThat(Shipped.LIBRARY.facts()).allSatisfy(fact -> {
            assertThat(fact.help().zh()).doesNotContain("留空", "空列表");
            assertThat(fact.help().en())
                    .doesNotContainIgnoringCase("leave empty")
                    .doesNotContainIgnoringCase("empty list");
        });
    }

    @Test
    void who_has_no_connection_with_the_union_is_asked_nothing_about_models_there() {
        var library = Shipped.LIBRARY;
        var facts =
                Map.<String, Object>of("infers", true, "trains_model", true, "generates", java.util.List.of("text"));
        assertThat(library.evaluate(Facts.of(library, facts), LocalDate.of(2026, 11, 30))
                        .open())
                .extracting(Finding.Open::fact)
                .anyMatch(fact -> fact.startsWith("eu_gpai"));
        var apart = new HashMap<String, Object>(facts);
        apart.put("eu_nexus", java.util.List.of("none"));
        assertThat(library.evaluate(Facts.of(library, apart), LocalDate.of(2026, 11, 30))
                        .open())
                .extracting(Finding.Open::fact)
                .noneMatch(fact -> fact.startsWith("eu_gpai"));
    }

    /** One answer leads past every question of the packs on networks, data, minors, faces, ethics and agents. */
    @Test
    void who_has_no_part_in_the_mainland_is_asked_nothing_more_about_it() {
        var library = Shipped.LIBRARY;
        var facts = new HashMap<String, Object>(Map.of("infers", true, "generates", java.util.List.of("text")));
        facts.put("cn_public_in_prc", false);
        facts.put("cn_roles", java.util.List.of());
        assertThat(open(library, facts)).contains("cn_activities", "cn_data_practices", "cn_face_uses");
        facts.put("cn_activities", java.util.List.of());
        assertThat(open(library, facts)).noneMatch(fact -> fact.startsWith("cn_"));
    }

    /** A service that runs in the mainland for its own people, and neither exports, develops nor recognises faces, has a handful more to say. */
    @Test
    void who_only_runs_a_service_is_asked_about_its_data_and_itself_and_no_more_of_the_kind() {
        var library = Shipped.LIBRARY;
        var facts = Map.<String, Object>of(
                "cn_activities",
                java.util.List.of("operate"),
                "cn_public_in_prc",
                false,
                "serves_minors",
                false,
                "cn_offers_publishing",
                false);
        assertThat(open(library, facts))
                .contains("cn_data_practices", "cn_pi_persons", "cn_ciio")
                .doesNotContain(
                        "cn_export_free",
                        "cn_export_rest",
                        "cn_export_persons",
                        "cn_export_sensitive",
                        "cn_face_uses",
                        "cn_faces_stored",
                        "cn_ethics_kinds",
                        "cn_minor_services");
    }

    private static java.util.List<String> open(PackLibrary library, Map<String, Object> facts) {
        return library.evaluate(Facts.of(library, facts), LocalDate.of(2026, 11, 30)).open().stream()
                .map(Finding.Open::fact)
                .toList();
    }

    /** A framework that somebody follows is no law, and nobody follows it who does not say so. */
    @Test
    void frameworks_bind_nobody_who_does_not_follow_them_and_never_as_a_law() {
        var library = Shipped.LIBRARY;
        var day = LocalDate.of(2026, 11, 30);
        var facts = new HashMap<String, Object>(Map.of("infers", true, "generates", java.util.List.of("text")));
        facts.put("frameworks", java.util.List.of());
        assertThat(library.evaluate(Facts.of(library, facts), day).duties())
                .extracting(Finding.Duty::kind)
                .doesNotContain("voluntary");
        facts.put(
                "frameworks",
                library.fact("frameworks").options().stream()
                        .map(Fact.Option::id)
                        .toList());
        var chosen = library.evaluate(Facts.of(library, facts), day).duties().stream()
                .filter(duty -> duty.kind().equals("voluntary"))
                .toList();
        assertThat(chosen).hasSizeGreaterThan(150).allSatisfy(duty -> {
            assertThat(duty.nature()).isEqualTo(Nature.CONTINUOUS);
            assertThat(duty.penalty().en()).isEmpty();
            assertThat(duty.waivable()).isTrue();
            assertThat(duty.due()).isNull();
        });
        assertThat(library.packs())
                .filteredOn(pack -> chosen.stream().anyMatch(duty -> duty.pack().equals(pack.id())))
                .hasSize(6)
                .allSatisfy(pack -> assertThat(pack.tiers()).noneMatch(Pack.Tier::ban));
    }

    /** A first tier of guidance is no gravest tier of a system: whatever is law stands before it. */
    @Test
    void what_binds_nobody_comes_after_all_law_and_is_never_an_obligation() {
        var library = Shipped.LIBRARY;
        var guidance = library.packs().stream()
                .filter(pack -> !pack.binding())
                .map(Pack::id)
                .toList();
        assertThat(guidance)
                .containsExactlyInAnyOrder(
                        "asean-ai-guide",
                        "cn-ethics-norms",
                        "cn-genai-standard",
                        "cn-safety-framework",
                        "coe-ai-convention",
                        "iso-42001",
                        "nist-ai-rmf",
                        "sg-ai-frameworks",
                        "uk-ai-principles");
        var facts = new HashMap<String, Object>(
                Map.of("infers", true, "generates", List.of("text"), "eu_nexus", List.of("none")));
        facts.put(
                "frameworks",
                library.fact("frameworks").options().stream()
                        .map(Fact.Option::id)
                        .toList());
        var finding = library.evaluate(Facts.of(library, facts), LocalDate.of(2026, 11, 30));
        var order = finding.outcomes().stream()
                .map(outcome -> guidance.contains(outcome.pack()))
                .toList();
        assertThat(order).as("a last tier of law, too").contains(true, false).isSorted();
        assertThat(finding.outcomes())
                .as("a first tier of guidance")
                .anyMatch(outcome -> outcome.tier().equals("followed"));
        assertThat(finding.duties())
                .filteredOn(duty -> guidance.contains(duty.pack()))
                .isNotEmpty()
                .extracting(Finding.Duty::kind)
                .doesNotContain("obligation");
    }

    @Test
    void none_of_these_beside_another_option_is_refused_in_both_languages() {
        var library = Shipped.LIBRARY;
        var both = java.util.Map.of("eu_nexus", java.util.List.of("none", "used_in_eu"));
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> Facts.of(library, both))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("不能与其他选项同时选择")
                .hasMessageContaining("cannot stand beside another option");
    }

    @Test
    void the_packs_about_incidents_load_and_every_case_comes_out_as_written() {
        var folder = Path.of("incidents");
        var report = PackCases.run(PackLibrary.load(folder), folder);
        assertThat(report.passed()).as(report.toString()).isTrue();
    }

    @Test
    void the_packs_about_policies_load_and_every_case_comes_out_as_written() {
        var folder = Path.of("policies");
        var report = PackCases.run(PackLibrary.load(folder), folder);
        assertThat(report.passed()).as(report.toString()).isTrue();
    }

    @Test
    void the_packs_of_lists_load_and_every_case_comes_out_as_written() {
        var folder = Path.of("lists");
        var report = PackCases.run(PackLibrary.load(folder), folder);
        assertThat(report.passed()).as(report.toString()).isTrue();
    }

    @Test
    void the_packs_about_employment_load_and_every_case_comes_out_as_written() {
        var folder = Path.of("employment");
        var report = PackCases.run(PackLibrary.load(folder), folder);
        assertThat(report.passed()).as(report.toString()).isTrue();
    }

    /** The files of these names in both libraries, one after the other. */
    private static String shipped(String... names) throws java.io.IOException {
        var all = new StringBuilder();
        for (var folder : java.util.List.of(FOLDER, Path.of("incidents"))) {
            try (var files = java.nio.file.Files.walk(folder)) {
                for (var file : files.sorted().toList()) {
                    if (java.util.List.of(names).contains(file.getFileName().toString())) {
                        all.append(java.nio.file.Files.readString(file)).append('\n');
                    }
                }
            }
        }
        return all.toString();
    }

    /** A question that nothing reads costs people time and decides nothing. */
    @Test
    void every_question_that_is_asked_is_read_by_a_rule_a_derived_fact_or_a_clock() throws java.io.IOException {
        var read = shipped("rules.yaml", "facts.yaml").replaceAll("(?m)^- id:.*$", "");
        assertThat(Shipped.LIBRARY.facts())
                .filteredOn(fact -> !java.util.regex.Pattern.compile("\\b" + fact.id() + "\\b")
                        .matcher(read)
                        .find())
                .isEmpty();
    }

    /** The letter U means: shown as a remark only. One rule for all packs. */
    @Test
    void what_could_not_be_confirmed_gives_no_tier_and_no_duty() throws java.io.IOException {
        var decides = java.util.regex.Pattern.compile("(?m)^  (tier|duty|sets|contain):");
        int seen = 0;
        for (var rule : shipped("rules.yaml").split("(?m)^- id: ")) {
            if (rule.contains("\n  confidence: U\n")) {
                seen++;
                assertThat(decides.matcher(rule).find()).as(rule).isFalse();
            }
        }
        assertThat(seen).isPositive();
    }

    /** An answer in the registry is read by the packs about incidents as it stands. */
    @Test
    void a_fact_that_both_libraries_ask_has_the_same_options_in_both() {
        var library = Shipped.LIBRARY;
        var names = library.factNames();
        var both = PackLibrary.load(Path.of("incidents")).facts().stream()
                .filter(fact -> names.contains(fact.id()))
                .toList();
        assertThat(both)
                .extracting(Fact::id)
                .contains("system_sector", "serves_minors", "cn_opinion_or_mobilisation", "eu_roles");
        assertThat(both).allSatisfy(fact -> {
            assertThat(library.fact(fact.id()).type()).isEqualTo(fact.type());
            assertThat(library.fact(fact.id()).options())
                    .extracting(Fact.Option::id)
                    .isEqualTo(fact.options().stream().map(Fact.Option::id).toList());
        });
    }

    /** Annex I systems owe from 2028 what Annex III systems owe from 2027 by the very same rule. */
    @Test
    void a_duty_is_due_when_it_first_holds_for_these_facts_seen_before_or_after() {
        var library = Shipped.LIBRARY;
        var toy = SystemFile.read(library, Path.of("src/test/resources/connected-toy.yaml"))
                .facts();
        for (var day : java.util.List.of("2026-11-24", "2028-08-02", "2029-01-01")) {
            assertThat(library.evaluate(toy, java.time.LocalDate.parse(day)).duties())
                    .as(day)
                    .filteredOn(duty -> duty.id().equals("EU-P-RMS"))
                    .singleElement()
                    .satisfies(duty -> assertThat(duty.from()).isEqualTo("2028-08-02"));
        }
    }

    @Test
    void none_of_these_beside_something_is_refused_in_both_languages() {
        var library = Shipped.LIBRARY;
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> Facts.of(library, java.util.Map.of("eu_nexus", java.util.List.of("none", "used_in_eu"))))
                .isInstanceOf(PackException.class)
                .hasMessageContainingAll("eu_nexus", "不能与其他选项同时选择", "cannot stand beside another option");
        assertThat(Facts.of(library, java.util.Map.of("eu_nexus", java.util.List.of("none")))
                        .asMap())
                .containsKey("eu_nexus");
    }
}
