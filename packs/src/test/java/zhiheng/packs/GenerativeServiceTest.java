package zhiheng.packs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One generative service in China, the Union, Korea and California: asked once, answered for all four, evidence counted twice. */
class GenerativeServiceTest {
    private static final Path FOLDER = Path.of("library");
    private static final PackLibrary LIBRARY = Shipped.LIBRARY;
    private static final LocalDate DAY = LocalDate.of(2026, 11, 30);

    /** What the provider of a chat service that also draws pictures says; to all else it says no, or none. */
    private static final Map<String, Object> SAID = Map.ofEntries(
            Map.entry("infers", true),
            Map.entry("generates", List.of("text", "image")),
            Map.entry("interacts_with_people", true),
            Map.entry("trains_model", true),
            Map.entry("processes_personal_data", true),
            Map.entry("offered_in", List.of("korea", "california")),
            Map.entry("frameworks", List.of("nist_ai_rmf")),
            Map.entry("first_placed_on", "2026-09-01"),
            Map.entry("cn_live_on", "2026-09-01"),
            Map.entry("cn_public_in_prc", true),
            Map.entry("cn_roles", List.of("provider")),
            Map.entry("cn_opinion_or_mobilisation", true),
            Map.entry("cn_confusion_types", List.of("dialogue_writing")),
            Map.entry("eu_nexus", List.of("placed_on_eu_market")),
            Map.entry("eu_roles", List.of("provider")),
            Map.entry("kr_operator", true),
            Map.entry("kr_realistic", true),
            Map.entry("ca_public", true));

    private static final List<String> ASKED = new ArrayList<>();
    private static Finding finding;

    @BeforeAll
    static void ask() {
        var answers = new HashMap<String, Object>();
        finding = LIBRARY.evaluate(Facts.of(LIBRARY, answers), DAY);
        while (!finding.open().isEmpty()) {
            var fact = finding.open().getFirst().fact();
            ASKED.add(fact);
            answers.put(fact, answer(LIBRARY.fact(fact)));
            finding = LIBRARY.evaluate(Facts.of(LIBRARY, answers), DAY);
            assertThat(ASKED).hasSizeLessThan(400);
        }
    }

    private static Object answer(Fact fact) {
        var said = SAID.get(fact.id());
        if (said != null) {
            return said;
        }
        return switch (fact.type()) {
            case BOOL -> false;
            case CHOICE -> fact.options().getLast().id();
            case CHOICES ->
                fact.options().stream()
                        .filter(Fact.Option::alone)
                        .map(Fact.Option::id)
                        .limit(1)
                        .toList();
            case NUMBER -> 0;
            case DATE -> "2026-09-01";
        };
    }

    private static List<Finding.Duty> duties(String jurisdiction) {
        var packs = LIBRARY.packs().stream()
                .filter(pack -> pack.jurisdiction().equals(jurisdiction))
                .map(Pack::id)
                .toList();
        return finding.duties().stream()
                .filter(duty -> packs.contains(duty.pack()))
                .toList();
    }

    private static SideBySide beside(String first, String second) {
        return SideBySide.of(
                Crosswalk.of(LIBRARY, FOLDER),
                duties(first).stream().map(Crosswalk::end).toList(),
                duties(second).stream().map(Crosswalk::end).toList());
    }

    @Test
    void each_question_is_asked_once_and_no_two_ask_the_same() {
        assertThat(ASKED).doesNotHaveDuplicates().hasSizeBetween(30, 90);
        var words = new HashSet<String>();
        for (var fact : ASKED) {
            assertThat(words.add(LIBRARY.fact(fact).question().zh())).as(fact).isTrue();
        }
    }

    @Test
    void what_law_asks_is_asked_before_what_one_may_choose_to_follow() {
        assertThat(ASKED.indexOf("frameworks"))
                .isGreaterThan(ASKED.indexOf("eu_nexus"))
                .isGreaterThan(ASKED.indexOf("eu_roles"))
                .isGreaterThan(ASKED.indexOf("cn_public_in_prc"));
    }

    @Test
    void each_of_four_jurisdictions_answers_with_duties_that_name_their_article() {
        for (var jurisdiction : List.of("CN", "EU", "KR", "US-CA")) {
            assertThat(duties(jurisdiction)).as(jurisdiction).isNotEmpty().allSatisfy(duty -> {
                assertThat(duty.article()).isNotBlank();
                assertThat(duty.evidence().zh()).isNotBlank();
                assertThat(duty.evidence().en()).isNotBlank();
            });
        }
        assertThat(finding.duties()).extracting(Finding.Duty::id).contains("EU-50-1", "EU-50-2", "GAI-12", "KR-31-1");
        assertThat(finding.duties()).extracting(Finding.Duty::id).contains("KR-31-2", "CA-2013", "CA-942-LATENT");
    }

    @Test
    void evidence_for_the_union_serves_in_korea_and_california_and_what_is_left_is_told() {
        var korea = beside("EU", "KR");
        assertThat(korea.rows())
                .filteredOn(row -> row.duty().id().equals("KR-31-1"))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.standing()).isEqualTo(SideBySide.Standing.IN_PART);
                    assertThat(row.servedBy()).extracting(Crosswalk.End::id).containsExactly("EU-50-1");
                });
        assertThat(korea.count(SideBySide.Standing.LEFT)).isPositive();
        assertThat(beside("EU", "US-CA").rows())
                .filteredOn(row -> row.duty().id().equals("CA-942-LATENT"))
                .extracting(SideBySide.Row::standing)
                .containsExactly(SideBySide.Standing.IN_PART);
        assertThat(beside("CN", "KR").count(SideBySide.Standing.IN_PART)).isPositive();
    }

    @Test
    void the_framework_it_follows_is_told_apart_from_law() {
        assertThat(duties("US")).hasSize(72).extracting(Finding.Duty::kind).containsOnly("voluntary");
        assertThat(beside("CN", "US").count(SideBySide.Standing.IN_PART)).isPositive();
    }
}
