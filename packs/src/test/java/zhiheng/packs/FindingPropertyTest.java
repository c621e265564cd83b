package zhiheng.packs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds of findings and of their differences, whatever was answered. */
class FindingPropertyTest {
    private static final PackLibrary SHIPPED = Shipped.LIBRARY;

    private static Finding any(Random random) {
        return SHIPPED.evaluate(AnyAnswers.of(SHIPPED, random), AnyAnswers.day(random));
    }

    @Property(tries = 150)
    void a_finding_differs_in_nothing_from_itself(@ForAll long seed) {
        var finding = any(new Random(seed));
        assertThat(SHIPPED.diff(finding, finding).isEmpty()).isTrue();
    }

    @Property(tries = 150)
    void what_one_way_was_gained_is_the_other_way_lost(@ForAll long seed) {
        var random = new Random(seed);
        var one = any(random);
        var other = any(random);
        var there = SHIPPED.diff(one, other);
        var back = SHIPPED.diff(other, one);
        assertThat(back.lost()).isEqualTo(there.gained());
        assertThat(back.gained()).isEqualTo(there.lost());
        assertThat(back.dutiesLost()).isEqualTo(there.dutiesGained());
        assertThat(back.opened()).isEqualTo(there.closed());
        assertThat(back.dutiesMoved()).hasSameSizeAs(there.dutiesMoved());
        for (var moved : there.dutiesMoved()) {
            assertThat(back.dutiesMoved())
                    .anyMatch(m -> m.duty().id().equals(moved.duty().id())
                            && m.before().equals(moved.after())
                            && m.after().equals(moved.before()));
        }
    }

    @Property(tries = 60)
    void a_change_that_is_said_to_silence_a_rule_does(@ForAll long seed) {
        var random = new Random(seed);
        var answers = AnyAnswers.map(SHIPPED, random);
        var day = AnyAnswers.day(random);
        var finding = SHIPPED.evaluate(Facts.of(SHIPPED, answers), day);
        for (var outcome : finding.outcomes()) {
            for (var change : outcome.changes()) {
                var changed = new HashMap<String, Object>(answers);
                changed.put(change.fact(), change.to());
                var after = SHIPPED.evaluate(Facts.of(SHIPPED, changed), day);
                assertThat(after.outcomes().stream().map(Finding.Outcome::rule))
                        .as("%s with %s", outcome.rule(), change)
                        .doesNotContain(outcome.rule());
            }
        }
    }

    @Property(tries = 100)
    void every_reason_is_an_answer_that_was_given(@ForAll long seed) {
        var random = new Random(seed);
        var answers = AnyAnswers.map(SHIPPED, random);
        var finding = SHIPPED.evaluate(Facts.of(SHIPPED, answers), AnyAnswers.day(random));
        for (var outcome : finding.outcomes()) {
            for (var because : outcome.because()) {
                assertThat(answers).as(outcome.rule()).containsKey(because.fact());
            }
        }
    }

    @Property(tries = 100)
    void what_is_open_was_not_answered_and_decides_something(@ForAll long seed) {
        var random = new Random(seed);
        var answers = AnyAnswers.map(SHIPPED, random);
        var finding = SHIPPED.evaluate(Facts.of(SHIPPED, answers), AnyAnswers.day(random));
        for (var open : finding.open()) {
            assertThat(answers).doesNotContainKey(open.fact());
            assertThat(open.decides()).isNotEmpty();
        }
    }

    @Property(tries = 100)
    void the_order_in_which_questions_were_answered_means_nothing(@ForAll long seed) {
        var random = new Random(seed);
        var answers = AnyAnswers.map(SHIPPED, random);
        var day = AnyAnswers.day(random);
        var backwards = new LinkedHashMap<String, Object>();
        List.copyOf(answers.keySet()).reversed().forEach(key -> backwards.put(key, answers.get(key)));
        assertThat(SHIPPED.evaluate(Facts.of(SHIPPED, backwards), day))
                .isEqualTo(SHIPPED.evaluate(Facts.of(SHIPPED, answers), day));
    }

    @Property(tries = 100)
    void a_finding_of_one_pack_is_its_part_of_the_finding_of_all(@ForAll long seed) {
        var random = new Random(seed);
        var facts = AnyAnswers.of(SHIPPED, random);
        var day = AnyAnswers.day(random);
        var all = SHIPPED.evaluate(facts, day);
        var pack = SHIPPED.packs().get(random.nextInt(SHIPPED.packs().size())).id();
        var own = SHIPPED.evaluate(facts, day, List.of(pack));
        assertThat(own.outcomes())
                .isEqualTo(all.outcomes().stream()
                        .filter(o -> o.pack().equals(pack))
                        .toList());
        assertThat(own.tier(pack)).isEqualTo(all.tier(pack));
        assertThat(own.duties().stream().map(Finding.Duty::id))
                .containsExactlyInAnyOrderElementsOf(all.duties().stream()
                        .filter(d -> d.pack().equals(pack))
                        .map(Finding.Duty::id)
                        .toList());
    }

    @Property(tries = 100)
    void taking_an_answer_back_is_never_having_given_it(@ForAll long seed) {
        var random = new Random(seed);
        var answers = AnyAnswers.map(SHIPPED, random);
        if (answers.isEmpty()) {
            return;
        }
        var fact = List.copyOf(answers.keySet()).get(random.nextInt(answers.size()));
        var without = new LinkedHashMap<>(answers);
        without.remove(fact);
        assertThat(Facts.of(SHIPPED, answers).with(fact, null)).isEqualTo(Facts.of(SHIPPED, without));
        assertThat(Facts.of(SHIPPED, answers).with(fact, null).asMap())
                .isEqualTo(Facts.of(SHIPPED, Map.copyOf(without)).asMap());
    }
}
