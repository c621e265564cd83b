package zhiheng.drills.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zhiheng.base.Refusal;
import zhiheng.packs.PackException;

class ScenarioReaderTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            to: bot | to: bto | unknown system 'bto'; did you mean 'bot'?
            at: PT20M | at: PT5M | overlaps 'one'
            within: PT30M | within: PT4H | it would never end
            lasts: PT10M | lasts: PT2H | shorten it or let the drill end later
            ends: PT1H | ends: PT48H | stops by itself after PT8H
            ends: PT1H | ends: PT0S | a time of nothing
            ends: PT1H | ends: soon | write PT30S
            attack: poisoning | attack: poisonning | did you mean 'poisoning'?
            AML.T0020 | T20 | no technique of MITRE ATLAS
            least: L3 | least: L9 | no step of the ladder
            most: L5 | most: L1 | `most` is a lower step than `least`
            part: controller | part: observer | a drill needs a controller
            sort: pictures | sort: answers | what the stand-in adds
            calls: 10 | calls: 999999 | a whole number from 1 to 20000
            after: one | after: three | unknown inject 'three'
            by: team | by: control | unknown seat of a participant 'control'
            forms: [tabletop, live] | forms: [] | `forms`:
            sector: other | sektor: other | did you mean 'sector'?
            id: two | id: one | 'one' is written twice
            id: small | id: Small Drill | is not kebab-case
            """)
    void what_is_wrong_is_said_with_its_line_and_what_to_do(String right, String wrong, String said) {
        var text = Samples.TEXT.replaceFirst(java.util.regex.Pattern.quote(right), wrong);
        assertThat(text).isNotEqualTo(Samples.TEXT);
        assertThatThrownBy(() -> Scenarios.read("small.yaml", text))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("small.yaml:")
                .hasMessageContaining(said);
    }

    @Test
    void a_live_scenario_says_what_goes_through_the_gateway() {
        var text = Samples.TEXT.replace("    traffic: {sort: pictures, calls: 10}\n", "");
        assertThatThrownBy(() -> Scenarios.read("small.yaml", text)).hasMessageContaining("cannot be held live");
        var table = Scenarios.read("small.yaml", text.replace("[tabletop, live]", "[tabletop]"));
        assertThat(table.inject("two").orElseThrow().traffic()).isNull();
    }

    @Test
    void every_fault_of_a_folder_is_told_at_once_and_a_name_nearly_right_is_guessed() throws Exception {
        Files.writeString(folder.resolve("a.yaml"), Samples.TEXT.replace("sector: other", "sector: moon"));
        Files.writeString(folder.resolve("b.yaml"), "id: x\n");
        assertThatThrownBy(() -> Scenarios.load(folder))
                .hasMessageContaining("a.yaml:5")
                .hasMessageContaining("b.yaml:1");
        assertThatThrownBy(() -> Samples.SHIPPED.of("finance-credi"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("finance-credit");
        assertThat(Scenarios.load(folder.resolve("none")).all()).isEmpty();
    }

    @Test
    void three_sectors_ship_each_with_poisoning_adversarial_samples_and_deepfakes_and_one_with_two_departments() {
        var shipped =
                Samples.SHIPPED.all().stream().map(Scenarios.Kept::scenario).toList();
        assertThat(shipped)
                .extracting(Scenario::sector)
                .containsExactlyInAnyOrder(Scenario.Sector.DRIVING, Scenario.Sector.HEALTH, Scenario.Sector.FINANCE);
        for (var scenario : shipped) {
            assertThat(scenario.injects().stream().map(Scenario.Inject::attack).collect(Collectors.toSet()))
                    .as(scenario.id())
                    .isEqualTo(
                            Set.of(Scenario.Attack.POISONING, Scenario.Attack.ADVERSARIAL, Scenario.Attack.DEEPFAKE));
            assertThat(scenario.every()).hasToString("P1Y");
        }
        assertThat(Samples.SHIPPED.of("finance-credit").scenario().seats())
                .filteredOn(s -> s.part() == Part.PARTICIPANT)
                .hasSize(2);
    }

    @Test
    void a_faster_drill_has_all_times_shorter() {
        var faster = Samples.SMALL.faster(60);
        assertThat(faster.ends()).isEqualTo(Duration.ofMinutes(1));
        assertThat(faster.injects().getFirst().expect().contain()).isEqualTo(Duration.ofSeconds(4));
        assertThat(faster.reports().getFirst().within()).isEqualTo(Duration.ofSeconds(30));
    }
}
