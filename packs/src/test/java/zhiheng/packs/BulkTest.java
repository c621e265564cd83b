package zhiheng.packs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Many systems decided quickly against each of them evaluated with all its words. */
class BulkTest {
    private static final PackLibrary SHIPPED = Shipped.LIBRARY;

    private static Set<String> named(Bulk bulk, long[] bits) {
        var names = new TreeSet<String>();
        for (int i = 0; i < bulk.rules().size(); i++) {
            if (Bits.has(bits, i)) {
                names.add(bulk.rules().get(i));
            }
        }
        return names;
    }

    private static void sameAsOneByOne(PackLibrary library, Random random) {
        var facts = AnyAnswers.of(library, random);
        var day = AnyAnswers.day(random);
        var bulk = library.bulk(day);
        bulk.decide(facts);
        var holds = named(bulk, bulk.holds());
        var finding = library.evaluate(facts, day);
        var tiers = library.packs().stream()
                .flatMap(pack -> pack.rules().stream())
                .filter(rule -> rule.yields().equals("tier"))
                .map(Pack.Rule::id)
                .collect(Collectors.toSet());
        var told =
                finding.outcomes().stream().map(Finding.Outcome::rule).collect(Collectors.toCollection(TreeSet::new));
        holds.retainAll(tiers);
        assertThat(holds).as("%s on %s", facts, day).isEqualTo(told);
    }

    @Property(tries = 300)
    void of_the_toy_packs_the_same_rules_hold_either_way(@ForAll long seed) {
        sameAsOneByOne(Toy.LIBRARY, new Random(seed));
    }

    @Property(tries = 150)
    void of_the_shipped_packs_the_same_rules_hold_either_way(@ForAll long seed) {
        sameAsOneByOne(SHIPPED, new Random(seed));
    }

    @Property(tries = 100)
    void answers_that_were_packed_are_decided_as_they_are(@ForAll long seed) {
        var random = new Random(seed);
        var bulk = SHIPPED.bulk(AnyAnswers.day(random));
        var facts = AnyAnswers.of(SHIPPED, random);
        bulk.decide(facts);
        var holds = bulk.holds().clone();
        var open = bulk.open().clone();
        int offset = random.nextInt(50);
        var packed = new long[offset + bulk.width() + 7];
        bulk.pack(facts, packed, offset);
        bulk.decide(AnyAnswers.of(SHIPPED, random)); // which leaves something else in the buffers
        bulk.decide(packed, offset);
        assertThat(bulk.holds()).isEqualTo(holds);
        assertThat(bulk.open()).isEqualTo(open);
    }

    @Property(tries = 100)
    void no_rule_holds_before_the_day_on_which_it_begins(@ForAll long seed) {
        var random = new Random(seed);
        var day = AnyAnswers.day(random);
        var bulk = SHIPPED.bulk(day);
        bulk.decide(AnyAnswers.of(SHIPPED, random));
        var holds = named(bulk, bulk.holds());
        for (var pack : SHIPPED.packs()) {
            for (var rule : pack.rules()) {
                if (rule.from().isAfter(day) || rule.to() != null && !rule.to().isAfter(day)) {
                    assertThat(holds).doesNotContain(rule.id());
                }
            }
        }
    }

    @Property(tries = 100)
    void no_rule_both_holds_and_is_open_unless_it_holds_until_its_exception_is_shown(@ForAll long seed) {
        var random = new Random(seed);
        var bulk = SHIPPED.bulk(AnyAnswers.day(random));
        bulk.decide(AnyAnswers.of(SHIPPED, random));
        var both = named(bulk, bulk.holds());
        both.retainAll(named(bulk, bulk.open()));
        assertThat(both).isEmpty();
    }

    @Example
    void without_answers_nothing_with_a_tier_holds() {
        var bulk = SHIPPED.bulk(LocalDate.of(2026, 11, 29));
        bulk.decide(Facts.of(SHIPPED, java.util.Map.of()));
        assertThat(SHIPPED.evaluate(Facts.of(SHIPPED, java.util.Map.of()), LocalDate.of(2026, 11, 29))
                        .outcomes())
                .isEmpty();
        assertThat(named(bulk, bulk.open())).isNotEmpty();
    }
}
