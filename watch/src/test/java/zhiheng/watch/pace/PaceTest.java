package zhiheng.watch.pace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Pace PACE = new Pace(
            List.of(new Stage("a", 100, 0.05), new Stage("b", 1_000, 0.01), new Stage("c", 10_000, 0.01)), 0.05);

    private static Findings inspected(long calls, long harmful) {
        return new Findings(List.of(new Source(1, calls, harmful)), calls, harmful);
    }

    @Test
    void nothing_seen_proves_nothing() {
        var advice = PACE.advise(0, 1, new Findings(List.of(), 0, 0));
        assertInstanceOf(Advice.Stay.class, advice);
        assertEquals(0, advice.harm().low());
        assertEquals(1, advice.harm().high());
    }

    @Test
    void enough_calls_without_harm_make_it_wider() {
        assertInstanceOf(Advice.Stay.class, PACE.advise(0, 1, inspected(50, 0)));
        var advice = PACE.advise(0, 1, inspected(100, 0));
        assertInstanceOf(Advice.Widen.class, advice);
        assertTrue(advice.harm().high() < 0.05);
    }

    @Test
    void a_second_visit_asks_for_more() {
        assertInstanceOf(Advice.Widen.class, PACE.advise(0, 1, inspected(90, 0)));
        assertInstanceOf(Advice.Stay.class, PACE.advise(0, 2, inspected(90, 0)));
        assertInstanceOf(Advice.Widen.class, PACE.advise(0, 2, inspected(140, 0)));
    }

    @Test
    void too_much_harm_sends_it_back_by_the_bound_on_which_it_came() {
        assertInstanceOf(Advice.Stay.class, PACE.advise(1, 1, inspected(1_000, 30)));
        assertInstanceOf(Advice.FallBack.class, PACE.advise(1, 1, inspected(1_000, 90)));
        assertInstanceOf(Advice.FallBack.class, PACE.advise(2, 1, inspected(1_000, 30)));
    }

    @Test
    void the_last_stage_has_nothing_wider() {
        assertInstanceOf(Advice.Stay.class, PACE.advise(2, 1, inspected(100_000, 0)));
    }

    @Test
    void young_calls_without_complaints_prove_no_harmlessness() {
        var young = new Findings(List.of(new Source(0.5, 0, 0)), 100_000, 0);
        assertInstanceOf(Advice.Stay.class, PACE.advise(0, 1, young));
    }

    @Test
    void where_half_of_harm_is_reported_twice_the_calls_are_needed() {
        var half = new Findings(List.of(new Source(0.5, 100, 0)), 100, 0);
        assertInstanceOf(Advice.Stay.class, PACE.advise(0, 1, half));
        assertInstanceOf(Advice.Widen.class, PACE.advise(0, 1, new Findings(List.of(new Source(0.5, 200, 0)), 200, 0)));
    }

    @Test
    void a_complaint_about_a_young_call_counts_against_it_at_once() {
        var young = new Findings(List.of(new Source(0.5, 0, 0)), 100, 30);
        assertInstanceOf(Advice.FallBack.class, PACE.advise(1, 1, young));
    }

    @Test
    void bounds_narrow_around_a_rate_far_from_the_stage_bound() {
        var harm = PACE.advise(0, 1, inspected(10_000, 3_000)).harm();
        assertTrue(harm.low() > 0.27 && harm.high() < 0.33, harm.toString());
    }

    @Test
    void stages_that_grow_the_wrong_way_are_refused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Pace(List.of(new Stage("a", 100, 0.01), new Stage("b", 1_000, 0.05)), 0.05));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Pace(List.of(new Stage("a", 100, 0.05), new Stage("b", 100, 0.01)), 0.05));
        assertThrows(IllegalArgumentException.class, () -> new Source(0, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Source(1, 1, 2));
    }

    /** The promise about late complaints stands on this. */
    @Property(tries = 500)
    void one_more_harmful_call_never_helps_towards_wider(
            @ForAll @IntRange(min = 1, max = 3_000) int judged,
            @ForAll @DoubleRange(min = 0, max = 1) double part,
            @ForAll @DoubleRange(min = 0.1, max = 1) double share) {
        long harmful = Math.min(judged - 1, (long) (part * part * part * judged));
        var before = new Findings(List.of(new Source(share, judged, harmful)), judged, harmful);
        var after = new Findings(List.of(new Source(share, judged, harmful + 1)), judged, harmful + 1);
        boolean wider = PACE.verdict(0, 1, after) > 0;
        assertTrue(!wider || PACE.verdict(0, 1, before) > 0);
        assertTrue(HarmBounds.beyond(after, 0.01) >= HarmBounds.beyond(before, 0.01));
    }

    @Property(tries = 200)
    void verdict_and_bounds_say_the_same(
            @ForAll @IntRange(min = 1, max = 5_000) int calls, @ForAll @IntRange(min = 0, max = 60) int harmful) {
        var f = inspected(calls, Math.min(calls, harmful));
        var harm = HarmBounds.interval(f, 0.05, PACE.error(1));
        assertTrue(harm.low() <= harm.estimate() && harm.estimate() <= harm.high());
        assertEquals(harm.high() < 0.05 - 1e-9, HarmBounds.against(f, 0.05, 0.05 - 1e-9) >= -Math.log(PACE.error(1)));
    }

    /** 400 sandboxes exactly at the bound: more than 35 wrong of them would be a chance of 0.05 missed by over three deviations. */
    @Test
    void a_system_at_its_bound_is_hardly_ever_promoted_even_with_late_and_missing_complaints() {
        var trial = new Trial(PACE, List.of(0.05, 0.05, 0.05), 5, 0.1, 0.7, 5, 0.5, 14, 25, 20_000);
        assertTrue(trial.withinWindow() > 0.5);
        int wrong = 0;
        for (int i = 0; i < 400; i++) {
            wrong += trial.run(new SplittableRandom(i)).wrong() ? 1 : 0;
        }
        assertTrue(wrong <= 35, wrong + " of 400");
    }

    /** The simulation sees it when the promise does not hold: nobody reports, and half is declared. */
    @Test
    void a_share_declared_too_high_is_seen_in_the_simulation() {
        var trial = new Trial(PACE, List.of(0.06, 0.06, 0.06), 5, 0, 0.05, 0, 0.9, 1, 25, 20_000);
        int wrong = 0;
        for (int i = 0; i < 50; i++) {
            wrong += trial.run(new SplittableRandom(i)).wrong() ? 1 : 0;
        }
        assertTrue(wrong > 25, wrong + " of 50");
    }

    @Test
    void a_safe_system_needs_less_than_1_3_times_the_fixed_sample() {
        var stages = new Pace(List.of(new Stage("a", 100, 0.05), new Stage("b", 1_000, 0.01)), 0.05);
        var fixed = FixedSample.least(0.05, 0.005, 0.05, 0.05);
        var trial = new Trial(stages, List.of(0.005, 0.005), 5, 1, 0, 0, 0, 0, 5, 100_000);
        double calls = 0;
        for (int i = 0; i < 300; i++) {
            calls += trial.run(new SplittableRandom(i)).judged() / 300.0;
        }
        assertTrue(calls < 1.3 * fixed.calls(), calls + " against " + fixed.calls());
    }

    @Test
    void the_fixed_sample_is_the_textbooks() {
        assertEquals(new FixedSample(59, 0), FixedSample.least(0.05, 0, 0.05, 0.05));
        var some = FixedSample.least(0.05, 0.01, 0.05, 0.1);
        assertTrue(FixedSample.pass(some.calls(), some.allowed(), 0.05) <= 0.05);
        assertTrue(FixedSample.pass(some.calls() - 1, some.allowed(), 0.05) > 0.05);
        assertTrue(FixedSample.pass(some.calls(), some.allowed(), 0.01) >= 0.9);
    }
}
