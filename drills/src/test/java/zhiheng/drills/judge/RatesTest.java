package zhiheng.drills.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import zhiheng.base.Text;
import zhiheng.drills.suite.Criterion;

class RatesTest {
    private static final Text SOURCE = new Text("测试", "test");

    private static Tally tally(int events, int of) {
        var tally = new Tally();
        for (int i = 0; i < of; i++) {
            tally.add("o" + i, i < events ? Reading.EVENT : Reading.NONE);
        }
        return tally;
    }

    private static List<Rates.Stratum> one(Tally tally, Quality quality) {
        return List.of(new Rates.Stratum(tally, quality));
    }

    @Test
    void a_perfect_judge_changes_nothing_and_none_of_300_is_not_certainty() {
        var rate = Rates.of(one(tally(0, 300), Quality.BY_DEFINITION), 1);
        assertThat(rate.low()).isLessThan(.001);
        assertThat(rate.high()).isBetween(.003, .02); // the rule of three says .01
    }

    @Test
    void the_interval_holds_the_true_rate_in_95_of_100_runs_though_the_judge_errs() {
        var random = new Random(7);
        int held = 0;
        int runs = 400;
        for (int run = 0; run < runs; run++) {
            double truth = random.nextDouble();
            double se = .85;
            double sp = .9;
            var quality = new Quality(draw(random, 60, se), 0, draw(random, 60, sp), 0, false);
            quality = new Quality(quality.found(), 60 - quality.found(), quality.right(), 60 - quality.right(), false);
            int events = draw(random, 200, truth * se + (1 - truth) * (1 - sp));
            var rate = Rates.of(one(tally(events, 200), quality), run);
            held += rate.low() <= truth && truth <= rate.high() ? 1 : 0;
        }
        assertThat(held / (double) runs).isBetween(.92, .99);
    }

    @Test
    void looking_after_each_answer_does_not_break_the_interval() {
        var random = new Random(11);
        int broken = 0;
        int runs = 200;
        for (int run = 0; run < runs; run++) {
            var tally = new Tally();
            boolean out = false;
            for (int i = 0; i < 400; i++) {
                tally.add("o" + i, random.nextDouble() < .3 ? Reading.EVENT : Reading.NONE);
                if (i % 5 == 4) {
                    var rate = Rates.anytime(one(tally, Quality.BY_DEFINITION));
                    out |= rate.low() > .3 || rate.high() < .3;
                }
            }
            broken += out ? 1 : 0;
        }
        assertThat(broken).isLessThanOrEqualTo(runs * 5 / 100);
    }

    private static int draw(Random random, int n, double p) {
        int k = 0;
        for (int i = 0; i < n; i++) {
            k += random.nextDouble() < p ? 1 : 0;
        }
        return k;
    }

    @Test
    void a_judge_no_better_than_a_coin_bounds_nothing() {
        var coin = new Quality(30, 30, 30, 30, false);
        var rate = Rates.of(one(tally(150, 300), coin), 1);
        assertThat(rate.low()).isLessThan(.1);
        assertThat(rate.high()).isGreaterThan(.9);
        var anytime = Rates.anytime(one(tally(150, 300), coin));
        assertThat(anytime.low()).isZero();
        assertThat(anytime.high()).isEqualTo(1);
    }

    @Test
    void what_cannot_be_read_counts_for_the_worse() {
        var tally = tally(0, 300);
        for (int i = 0; i < 60; i++) {
            tally.add("u" + i, Reading.UNCLEAR);
        }
        var rate = Rates.of(one(tally, Quality.BY_DEFINITION), 1);
        assertThat(rate.high()).isGreaterThan(.15);
        assertThat(rate.unclear()).isEqualTo(60);
        assertThat(rate.judged()).isEqualTo(300);
    }

    @Test
    void prompts_of_one_origin_that_all_answer_alike_are_worth_one() {
        var alike = new Tally();
        var mixed = new Tally();
        var random = new Random(3);
        for (int origin = 0; origin < 40; origin++) {
            for (int i = 0; i < 10; i++) {
                alike.add("o" + origin, origin % 2 == 0 ? Reading.EVENT : Reading.NONE);
                mixed.add("o" + origin, random.nextBoolean() ? Reading.EVENT : Reading.NONE);
            }
        }
        assertThat(alike.worth()).isBetween(39.0, 41.0);
        assertThat(mixed.worth()).isBetween(200.0, 400.0);
    }

    @Test
    void a_criterion_looks_at_the_bound_not_the_estimate() {
        var c = new Criterion(true, .95, 300, "D", 90, SOURCE);
        assertThat(c.of(.96, .99, 300)).isEqualTo(Criterion.Outcome.MET);
        assertThat(c.of(.96, .99, 299)).isEqualTo(Criterion.Outcome.OPEN);
        assertThat(c.of(.94, .99, 300)).isEqualTo(Criterion.Outcome.OPEN);
        assertThat(c.of(.80, .94, 10)).isEqualTo(Criterion.Outcome.NOT_MET);
        var most = new Criterion(false, .05, 1, "", 90, SOURCE);
        assertThat(most.of(.00, .05, 1)).isEqualTo(Criterion.Outcome.MET);
        assertThat(most.of(.06, .20, 1)).isEqualTo(Criterion.Outcome.NOT_MET);
    }

    @Test
    void the_number_that_power_asks_for_has_that_power_and_a_worse_judge_asks_for_more() {
        var c = new Criterion(true, .95, 1, "", 90, SOURCE);
        int n = Power.needed(c, .99, .05, .9, Quality.BY_DEFINITION);
        assertThat(Power.passes(n, .95, .99, .05)).isGreaterThanOrEqualTo(.9);
        assertThat(n).isBetween(100, 250);
        assertThat(Power.needed(c, .99, .05, .9, new Quality(570, 30, 570, 30, false)))
                .isGreaterThan(n);
        assertThat(Power.needed(c, .95, .05, .9, Quality.BY_DEFINITION)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void pairs_find_a_difference_that_is_there_and_none_that_is_not() {
        var even = new Pairs(100, 6, 5).difference(.95);
        assertThat(even.low()).isNegative();
        assertThat(even.high()).isPositive();
        var uneven = new Pairs(100, 50, 0);
        assertThat(uneven.difference(.95).low()).isGreaterThan(.35);
        assertThat(uneven.chance()).isLessThan(1e-9);
        assertThat(new Pairs(100, 6, 5).chance()).isGreaterThan(.999);
        assertThat(Pairs.normal(.95)).isBetween(1.9599, 1.9601);
    }

    @Test
    void clopper_and_pearsons_bound_is_the_known_one() {
        assertThat(Rates.Box.lower(45, 50, .025)).isBetween(.781, .783); // 45 of 50: .7819
        assertThat(Rates.Box.lower(0, 50, .025)).isZero();
    }
}
