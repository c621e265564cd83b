package zhiheng.packs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether mistakes in the toy pack would be seen by its cases, and the search for cases that would see them. */
class PackMutationTest {
    @TempDir
    Path folder;

    /** The toy library under {@code folder} with one thing changed. */
    private Path changed(String file, String was, String now) {
        return Toy.broken(folder, file, was, now);
    }

    private static PackMutation.Tally toy(Path library) {
        return PackMutation.run(PackLibrary.load(library), library).get("toy");
    }

    @Test
    void a_mistake_that_no_case_sees_is_named_with_its_place_and_what_is_wrong() {
        var tally = toy(Toy.FOLDER);
        assertThat(tally.caught()).isPositive().isLessThan(tally.mutants());
        assertThat(tally.survivors()).hasSize(tally.mutants() - tally.caught());
        assertThat(tally.survivors())
                .allMatch(s -> s.matches(".*toy/(rules|facts)\\.yaml:[0-9]+: [a-z_-]+: .+"), "a place and a mistake")
                .anyMatch(s -> s.contains("a day later"));
    }

    @Test
    void a_case_on_the_first_day_sees_a_day_that_was_moved() {
        var before = toy(Toy.FOLDER).survivors();
        var first = before.stream()
                .filter(s -> s.endsWith("a day later") && s.contains("toy-out"))
                .findFirst()
                .orElseThrow();
        var day = first.replaceAll(".*from ([0-9-]+) a day later", "$1");
        var library = changed(
                "toy/cases/all.yaml",
                "- case: A fixed formula",
                "- case: On the first day\n  as-of: " + day
                        + "\n  facts: {infers: false}\n  holds: [toy-out]\n- case: A fixed formula");
        assertThat(toy(library).survivors().stream().map(s -> s.replaceFirst("^.*toy/", "")))
                .doesNotContain(first.replaceFirst("^.*toy/", ""))
                .hasSizeLessThan(before.size());
    }

    @Test
    void cases_that_are_proposed_pass_and_catch_what_was_missed() throws Exception {
        var before = toy(Toy.FOLDER);
        var proposed = PackMutation.propose(Toy.LIBRARY, Toy.FOLDER).get("toy");
        var library = changed("toy/cases/all.yaml", "- case: A fixed formula", "- case: A fixed formula");
        Files.writeString(library.resolve("toy/cases/boundaries.yaml"), proposed);
        assertThat(PackCases.run(PackLibrary.load(library), library).failures()).isEmpty();
        var after = toy(library);
        assertThat(after.mutants()).isEqualTo(before.mutants());
        assertThat(100.0 * after.caught() / after.mutants()).isGreaterThan(90);
        assertThat(PackMutation.propose(PackLibrary.load(library), library)).isEmpty();
    }

    @Test
    void cases_that_fail_as_they_are_are_refused_with_their_place() {
        var library = changed("toy/cases/all.yaml", "holds: [toy-ban, ", "silent: [toy-ban, ");
        assertThatThrownBy(() -> toy(library))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("toy/cases/all.yaml:")
                .hasMessageContaining("rule toy-ban should be silent but holds");
    }

    @Test
    void an_engine_with_a_rule_put_back_as_it_was_decides_as_before() {
        var engine = Toy.LIBRARY.engine();
        for (var example : Examples.read(Toy.LIBRARY, Toy.FOLDER, wrong -> {})) {
            var right = engine.new Run();
            Judge.decide(right, engine, example.slots(), example.asOf());
            for (int r = 0; r < engine.rules.size(); r++) {
                var rule = engine.rules.get(r);
                var same = engine.with(
                        r, rule.during(rule.shown().from(), rule.shown().to()));
                var run = same.new Run();
                Judge.decide(run, same, example.slots(), example.asOf());
                assertThat(run.holds).isEqualTo(right.holds);
                assertThat(run.open).isEqualTo(right.open);
                assertThat(run.provisional).isEqualTo(right.provisional);
            }
        }
    }

    @Test
    void every_part_of_a_condition_is_made_wrong_in_its_own_ways() {
        var slots = Toy.LIBRARY.engine().slots;
        var text = new CondText(slots);
        var a = new Cond.Fact(slots.stream()
                .filter(s -> s.id().equals("infers"))
                .findFirst()
                .orElseThrow()
                .index());
        var b = new Cond.Not(a);
        var said = new ArrayList<String>();
        new Mutants(text).of(new Cond.And(new Cond[] {a, b}), (wrong, what) -> said.add(text.of(wrong) + "  " + what));
        assertThat(said)
                .isEqualTo(List.of(
                        "(infers || !(infers))  'or' for 'and' in (infers && !(infers))",
                        "!(infers)  infers left out",
                        "infers  !(infers) left out",
                        "(infers && infers)  'not' left out before infers"));
    }
}
