package zhiheng.watch.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import zhiheng.watch.Alarm;
import zhiheng.watch.Condition;
import zhiheng.watch.Guarantee;
import zhiheng.watch.Observation;

class FairnessTest {
    private static final int RUNS = 200;
    private static final double MOST = 0.1 + 3 * Math.sqrt(0.1 * 0.9 / RUNS);
    private static final Fairness RATIO = new Fairness(new Criterion.SelectionRatio("a", 0.8), 0.1);
    private static final Fairness OPPORTUNITY = new Fairness(new Criterion.EqualOpportunity("a", 0.05), 0.1);
    private static final Fairness CALIBRATION = new Fairness(new Criterion.Calibration(5, 0.05), 0.1);

    /** A stream of one person after another. */
    private interface Person {
        Observation at(int time, SplittableRandom random);
    }

    private static Observation person(int time, double value, Object... told) {
        Map<String, String> attributes = new HashMap<>();
        for (int i = 0; i < told.length; i += 2) {
            attributes.put((String) told[i], String.valueOf(told[i + 1]));
        }
        return new Observation("s", "decision", time, value, 1, attributes);
    }

    private static Person selected(double a, double b, double c) {
        return (time, random) -> {
            String group = random.nextInt(3) == 0 ? "b" : random.nextInt(8) == 0 ? "c" : "a";
            double rate = group.equals("a") ? a : group.equals("b") ? b : c;
            return person(time, random.nextDouble() < rate ? 1 : 0, "group", group);
        };
    }

    private static Person judged(double among, double amongB) {
        return (time, random) -> {
            String group = random.nextInt(3) == 0 ? "b" : "a";
            boolean label = random.nextDouble() < (group.equals("a") ? 0.5 : 0.2);
            double rate = label ? group.equals("a") ? among : amongB : 0.1;
            return person(time, 0, "group", group, "label", label, "decision", random.nextDouble() < rate);
        };
    }

    private static Person scored(double excessForB) {
        return (time, random) -> {
            String group = random.nextInt(3) == 0 ? "b" : "a";
            double truth = 0.1 + 0.6 * random.nextDouble();
            double score = truth + (group.equals("b") ? excessForB : 0);
            return person(time, score, "group", group, "label", random.nextDouble() < truth ? 1 : 0);
        };
    }

    private static double alarms(Fairness fairness, int n, Person people) {
        int alarms = 0;
        for (int run = 0; run < RUNS; run++) {
            alarms += first(fairness, n, people, run) == null ? 0 : 1;
        }
        return alarms / (double) RUNS;
    }

    private static Alarm first(Fairness fairness, int n, Person people, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        FairnessState state = fairness.start();
        Alarm alarm = null;
        for (int i = 0; i < n && alarm == null; i++) {
            alarm = fairness.observe(state, people.at(i, random));
        }
        return alarm;
    }

    @Test
    void fair_streams_raise_an_alarm_at_most_as_often_as_promised_though_looked_at_after_every_decision() {
        assertThat(alarms(RATIO, 3000, selected(0.4, 0.4, 0.4))).isLessThan(MOST);
        assertThat(alarms(OPPORTUNITY, 3000, judged(0.7, 0.7))).isLessThan(MOST);
        assertThat(alarms(CALIBRATION, 3000, scored(0))).isLessThan(MOST);
    }

    @Test
    void streams_on_the_very_border_of_what_is_allowed_raise_few_alarms_too() {
        assertThat(alarms(RATIO, 3000, selected(0.5, 0.4, 0.4))).isLessThan(MOST);
        assertThat(alarms(OPPORTUNITY, 3000, judged(0.7, 0.65))).isLessThan(MOST);
        assertThat(alarms(CALIBRATION, 3000, scored(0.05))).isLessThan(MOST);
    }

    @Test
    void unfair_selection_is_found_and_the_group_is_named_with_both_rates() {
        Alarm alarm = first(RATIO, 10_000, selected(0.5, 0.3, 0.5), 1);

        assertThat(alarm).isNotNull();
        assertThat(alarm.moved()).hasSize(1);
        assertThat(alarm.moved().getFirst().what()).isEqualTo("b");
        assertThat(alarm.moved().getFirst().before()).isCloseTo(0.5, within(0.1));
        assertThat(alarm.moved().getFirst().after()).isCloseTo(0.3, within(0.1));
        assertThat(alarm.before().low()).isLessThan(0.5);
        assertThat(alarm.after().high()).isGreaterThan(0.3);
    }

    @Test
    void a_reference_group_that_is_itself_selected_too_rarely_is_found_as_well() {
        assertThat(first(RATIO, 10_000, selected(0.2, 0.5, 0.2), 1)
                        .moved()
                        .getFirst()
                        .what())
                .isEqualTo("b");
    }

    @Test
    void unequal_opportunity_and_a_score_that_flatters_a_group_are_found() {
        assertThat(first(OPPORTUNITY, 20_000, judged(0.8, 0.5), 3)
                        .moved()
                        .getFirst()
                        .what())
                .isEqualTo("b");
        Alarm alarm = first(CALIBRATION, 20_000, scored(0.25), 3);
        assertThat(alarm.moved().getFirst().what()).startsWith("b [0.");
        assertThat(alarm.after().estimate()).isCloseTo(0.25, within(0.15));
    }

    @Test
    void a_group_that_waits_longer_is_found_with_its_minutes_and_one_that_does_not_is_left_alone() {
        Fairness waiting = new Fairness(new Criterion.EqualMeans("a", 0, 60, 3), 0.1);
        Person slow = (time, random) -> {
            boolean b = random.nextInt(3) == 0;
            return person(time, (b ? 25 : 15) + 10 * random.nextDouble(), "group", b ? "b" : "a");
        };
        Alarm alarm = first(waiting, 5000, slow, 2);

        assertThat(alarm.moved().getFirst().what()).isEqualTo("b");
        assertThat(alarm.moved().getFirst().before()).isCloseTo(20, within(2.0));
        assertThat(alarm.moved().getFirst().after()).isCloseTo(30, within(2.0));
        assertThat(alarm.after().high()).isBetween(30.0, 60.0);

        FairnessState state = waiting.start();
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 5000; i++) {
            Observation alike = person(i, 20 + 10 * random.nextDouble(), "group", random.nextInt(3) == 0 ? "b" : "a");
            assertThat(waiting.observe(state, alike)).isNull();
        }
        assertThat(waiting.observe(state, person(0, 61, "group", "a"))).isNull();
        assertThat(state.outside()).isEqualTo(1);
        assertThat(waiting.report(state)).allSatisfy(group -> {
            assertThat(group.effect().low()).isBetween(-3.0, 0.0);
            assertThat(group.effect().high()).isBetween(0.0, 3.0);
        });
    }

    @Test
    void a_system_that_turns_unfair_after_long_being_fair_is_found_within_the_epoch() {
        Person late =
                (time, random) -> selected(0.5, time < 40_000 ? 0.5 : 0.25, 0.5).at(time, random);
        Alarm alarm = first(RATIO, 80_000, late, 5);

        assertThat(alarm).isNotNull();
        assertThat(alarm.time()).isBetween(40_000L, 60_000L);
        assertThat(alarm.onset()).isPositive();
    }

    @Test
    void the_report_gives_every_group_its_running_bounds() {
        SplittableRandom random = new SplittableRandom(1);
        FairnessState state = RATIO.start();
        for (int i = 0; i < 8000; i++) {
            RATIO.observe(state, selected(0.5, 0.45, 0.5).at(i, random));
        }
        assertThat(RATIO.report(state)).hasSize(3).allSatisfy(group -> {
            double ratio = group.group().equals("b") ? 0.9 : 1;
            assertThat(group.effect().low()).isLessThanOrEqualTo(ratio);
            assertThat(group.effect().high()).isGreaterThanOrEqualTo(ratio);
            assertThat(group.level().low()).isPositive();
        });
        assertThat(RATIO.report(state).stream()
                        .filter(group -> group.group().equals("b"))
                        .findFirst()
                        .orElseThrow()
                        .effect()
                        .low())
                .isGreaterThan(0.7);
    }

    @Test
    void few_events_raise_no_alarm_however_strange_they_are() {
        Fairness patient = new Fairness(new Criterion.SelectionRatio("a", 0.8), 0.1, 500, 10);
        FairnessState state = patient.start();
        for (int i = 0; i < 900; i++) {
            Alarm alarm = patient.observe(state, person(i, i % 2, "group", i % 2 == 0 ? "a" : "b"));
            assertThat(alarm).isNull();
        }
        assertThat(state.statistic()).isGreaterThan(10);
    }

    @Test
    void what_cannot_be_used_is_counted_and_changes_nothing() {
        FairnessState state = OPPORTUNITY.start();
        OPPORTUNITY.observe(state, person(0, 1));
        OPPORTUNITY.observe(state, person(0, 1, "group", "a"));
        OPPORTUNITY.observe(state, person(0, 1, "group", "a", "label", "perhaps"));
        OPPORTUNITY.observe(state, person(0, 1, "group", "x".repeat(101), "label", 1));
        OPPORTUNITY.observe(state, person(0, 1, "group", "a", "label", 1, "decision", ""));
        OPPORTUNITY.observe(state, person(0, 7, "group", "a", "label", 1));
        OPPORTUNITY.observe(state, person(0, 1, "group", "a", "label", 0));

        assertThat(state.missing()).isEqualTo(5);
        assertThat(state.outside()).isEqualTo(1);
        assertThat(state.count()).isZero();

        FairnessState scores = CALIBRATION.start();
        CALIBRATION.observe(scores, person(0, 1.2, "group", "a", "label", 1));
        CALIBRATION.observe(scores, person(0, 1, "group", "a", "label", 1, "score", "high"));
        assertThat(scores.outside()).isEqualTo(1);
        assertThat(scores.missing()).isEqualTo(1);
    }

    @Test
    void groups_beyond_the_most_are_counted_but_the_reference_always_finds_room() {
        Fairness two = new Fairness(new Criterion.SelectionRatio("a", 0.8), 0.1, 30, 2);
        FairnessState state = two.start();
        for (String group : new String[] {"b", "c", "d", "a", "d", "b"}) {
            two.observe(state, person(0, 1, "group", group));
        }
        assertThat(state.overflow()).isEqualTo(2);
        assertThat(two.report(state)).extracting(GroupReport::group).containsExactly("b", "c", "a");
    }

    @Test
    void a_state_that_was_written_and_read_goes_on_as_if_it_had_not_been() throws IOException {
        for (Fairness fairness : new Fairness[] {RATIO, CALIBRATION}) {
            Person people = fairness == RATIO ? selected(0.5, 0.3, 0.5) : scored(0.2);
            SplittableRandom random = new SplittableRandom(8);
            FairnessState one = fairness.start();
            for (int i = 0; i < 150; i++) {
                fairness.observe(one, people.at(i, random));
            }
            byte[] bytes = bytes(one);
            FairnessState two = fairness.read(new DataInputStream(new ByteArrayInputStream(bytes)));
            for (int i = 150; i < 5000; i++) {
                Observation next = people.at(i, random);
                assertThat(fairness.observe(two, next)).isEqualTo(fairness.observe(one, next));
            }
            assertThat(bytes(two)).isEqualTo(bytes(one));
            assertThatThrownBy(() -> new Fairness(new Criterion.Calibration(3, 0), 0.1)
                            .read(new DataInputStream(new ByteArrayInputStream(bytes))))
                    .isInstanceOf(IOException.class);
        }
    }

    private static byte[] bytes(FairnessState state) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        state.write(new DataOutputStream(out));
        return out.toByteArray();
    }

    @Test
    void settings_outside_their_range_are_refused_with_the_number() {
        assertThatThrownBy(() -> new Criterion.SelectionRatio("a", 0)).hasMessageContaining("0.0");
        assertThatThrownBy(() -> new Criterion.EqualOpportunity("a", 1)).hasMessageContaining("1.0");
        assertThatThrownBy(() -> new Criterion.EqualMeans("a", 0, 5, 5)).hasMessageContaining("5.0");
        assertThatThrownBy(() -> new Criterion.Calibration(0, 0.1)).hasMessageContaining("not 0");
        assertThatThrownBy(() -> new Fairness(new Criterion.Calibration(1, 0.1), 0))
                .hasMessageContaining("0.0");
        assertThat(RATIO.guarantee()).isEqualTo(new Guarantee.Probability(0.1, Condition.EACH_DECISION_ITS_OWN));
    }
}
