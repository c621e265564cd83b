package zhiheng.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import zhiheng.packs.PackException;

class LinterTest {
    private static final String GOOD = """
        pack: toy
        jurisdiction: CN
        zone: Asia/Shanghai
        version: "1"
        source: https://example.org
        confidence: {T: {zh: 例, en: Example}}
        procedures:
          - id: toy
            kind: problem
            name: {zh: 例, en: Toy}
            roles:
              - {id: owner, name: {zh: 甲, en: owner}, held_by: provider}
            items:
              - {id: proof, sort: evidence, name: {zh: 证据, en: proof}, by: [owner]}
            stages:
              - id: begin
                name: {zh: 始, en: Begin}
                moves:
                  - {event: go, name: {zh: 去, en: go}, to: end, by: [owner]}
              - {id: end, name: {zh: 终, en: End}}
            deadlines:
              - {id: soon, name: {zh: 期限, en: soon}, after: [opened], within: P3D, met_by: [proof], owes: [owner], silence: nothing}
        """;

    private static java.util.List<String> faults(String change, String to) {
        assertThat(GOOD).contains(change);
        var procedure = Procedures.read("toy.yaml", GOOD.replace(change, to)).getFirst();
        return Linter.check(procedure, null);
    }

    @Test
    void a_good_procedure_has_no_fault() {
        assertThat(faults("Toy", "Toy")).isEmpty();
    }

    @Test
    void a_stage_that_no_way_leads_to_is_found_with_its_line() {
        assertThat(faults("      - {id: end,", "      - {id: lost, name: {zh: 失, en: Lost}}\n      - {id: end,"))
                .singleElement()
                .asString()
                .startsWith("toy.yaml:20: procedure toy: stage 'lost' is never reached");
    }

    @Test
    void a_case_that_could_never_end_is_found() {
        assertThat(faults("to: end,", "to: begin,"))
                .anySatisfy(f -> assertThat(f).contains("deadlock: from stage 'begin'"));
    }

    @Test
    void a_deadline_that_nothing_in_reach_can_meet_is_a_deadlock() {
        // The proof can be filed, but the deadline starts on entering the end, where nothing is filed any more.
        assertThat(faults("after: [opened]", "after: [go]"))
                .anySatisfy(f -> assertThat(f).contains("toy.yaml:16", "deadlock"));
    }

    @Test
    void a_deadline_whose_clock_never_begins_is_found() {
        assertThat(faults("after: [opened], within: P3D,", "after: [go], within: P3D, stages: [begin],"))
                .singleElement()
                .asString()
                .contains("deadline 'soon' never begins to run: go leads into no stage in which it counts");
    }

    @Test
    void working_days_without_a_calendar_are_found() {
        assertThat(faults("within: P3D", "within: P3WD"))
                .singleElement()
                .asString()
                .contains("counts working days, but no calendar of CN is published");
    }

    @Test
    void a_role_that_does_nothing_and_an_act_of_nobody_are_found() {
        assertThat(faults(
                        "    items:", "      - {id: guest, name: {zh: 客, en: guest}, held_by: department}\n    items:"))
                .singleElement()
                .asString()
                .contains("role 'guest' has nothing to do");
        assertThat(faults("to: end, by: [owner]", "to: end"))
                .singleElement()
                .asString()
                .contains("'go' is nobody's act");
    }

    @Test
    void a_misspelt_name_is_told_with_the_near_one() {
        assertThat(faults("met_by: [proof]", "met_by: [prof]"))
                .singleElement()
                .asString()
                .contains("unknown act 'prof'; did you mean 'proof'?");
    }

    @Test
    void silence_that_leads_nowhere_is_found() {
        var faults = faults("silence: nothing", "silence: go, stages: [end]");
        assertThat(faults).anySatisfy(f -> assertThat(f).contains("the silence 'go' of deadline 'soon'"));
    }

    @Test
    void silence_that_would_never_come_to_rest_is_found() {
        var text = GOOD.replace(
                        "to: end, by: [owner]}",
                        "to: end, by: [owner]}\n" + "          - {event: again, name: {zh: 再, en: again}, to: begin}")
                .replace("after: [opened]", "after: [opened, again]")
                .replace("silence: nothing", "silence: again");
        assertThat(Linter.check(Procedures.read("toy.yaml", text).getFirst(), null))
                .anySatisfy(f -> assertThat(f).contains("never come to rest"));
    }

    @Test
    void silence_that_goes_in_a_circle_of_two_stages_is_found() {
        var text = GOOD.replace(
                        "          - {event: go,",
                        "          - {event: out, name: {zh: 出, en: out}, to: there}\n          - {event: go,")
                .replace(
                        "      - {id: end,",
                        "      - id: there\n        name: {zh: 彼, en: There}\n        moves:\n"
                                + "          - {event: back, name: {zh: 回, en: back}, to: begin}\n      - {id: end,")
                .replace("after: [opened]", "after: [opened, back], stages: [begin]")
                .replace(
                        "silence: nothing}",
                        "silence: out}\n      - {id: then, name: {zh: 期, en: then}, after: [out],"
                                + " within: P1D, met_by: [proof], stages: [there], owes: [owner], silence: back}");
        assertThat(Linter.check(Procedures.read("toy.yaml", text).getFirst(), null))
                .anySatisfy(f -> assertThat(f).contains("from stage 'begin' back to it"));
    }

    @Test
    void a_second_person_who_can_never_come_is_found() {
        assertThat(faults(
                        "    items:", "      - {id: machine, name: {zh: 机, en: machine}, held_by: system}\n    items:"))
                .hasSize(1);
        var text = GOOD.replace(
                        "    items:", "      - {id: machine, name: {zh: 机, en: machine}, held_by: system}\n    items:")
                .replace("to: end, by: [owner]", "to: end, by: [owner], second: [machine]");
        assertThat(Linter.check(Procedures.read("toy.yaml", text).getFirst(), null))
                .singleElement()
                .asString()
                .contains("second person that can never come");
    }

    @Test
    void the_reader_is_strict_and_names_the_line() {
        assertThatThrownBy(() -> Procedures.read("toy.yaml", GOOD.replace("kind: problem", "kind: probem")))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("toy.yaml:9")
                .hasMessageContaining("did you mean 'problem'?");
        assertThatThrownBy(() -> Procedures.read("toy.yaml", GOOD.replace("within: P3D", "within: 3 days")))
                .hasMessageContaining("toy.yaml:22")
                .hasMessageContaining("is no time span; write PT4H");
        assertThatThrownBy(() -> Procedures.read("toy.yaml", GOOD.replace("silence: nothing", "slience: nothing")))
                .hasMessageContaining("unknown key 'slience'; did you mean 'silence'?");
        assertThatThrownBy(() -> Procedures.read("toy.yaml", GOOD.replace("event: go", "event: proof")))
                .hasMessageContaining("'proof' names two things");
        assertThatThrownBy(() -> Procedures.read("toy.yaml", GOOD.replace("event: go", "event: 去")))
                .hasMessageContaining("is not kebab-case");
        assertThatThrownBy(() -> Procedures.read("toy.yaml", "pack: [\n")).hasMessageContaining("not valid YAML");
    }

    @Test
    void the_shipped_procedures_have_no_fault_and_say_where_they_come_from() {
        assertThat(Shipped.ALL.all())
                .extracting(Procedure::id)
                .contains(
                        "eu-sandbox",
                        "eu-real-world-test",
                        "cn-fintech-sandbox",
                        "template-sandbox",
                        "cn-incident",
                        "eu-serious-incident");
        assertThat(Shipped.ALL.all()).allSatisfy(p -> {
            assertThat(p.cite().ref()).isNotBlank();
            assertThat(p.deadlines()).allSatisfy(d -> assertThat(d.cite().ref()).isNotBlank());
        });
    }
}
