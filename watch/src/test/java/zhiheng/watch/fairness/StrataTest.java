package zhiheng.watch.fairness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zhiheng.watch.Alarm;
import zhiheng.watch.Detector;
import zhiheng.watch.Observation;
import zhiheng.watch.State;
import zhiheng.watch.rate.Season;
import zhiheng.watch.unit.ByUnit;

/** Departments, many groups, several attributes at once, neighbours that are alike, and power: how often, by simulation. */
class StrataTest {
    private static final double ALPHA = .05;
    private static final int RUNS = Integer.getInteger("fairness.runs", 40);
    private static final Fairness FOUR_FIFTHS = new Fairness(new Criterion.SelectionRatio("a", .8), ALPHA);

    /** Draws one decision: value, and attributes into the map. */
    private interface People {
        double draw(SplittableRandom random, Map<String, String> attributes);
    }

    private record Found(int alarms, List<Integer> after, List<Alarm> first) {}

    private static <S extends State> Found found(Detector<S> detector, int events, People people) {
        var after = new ArrayList<Integer>();
        var first = new ArrayList<Alarm>();
        for (int run = 0; run < RUNS; run++) {
            var random = new SplittableRandom(run);
            S state = detector.start();
            for (int i = 0; i < events; i++) {
                var attributes = new HashMap<String, String>();
                double value = people.draw(random, attributes);
                @Nullable Alarm alarm = detector.observe(state, new Observation("s", "m", i, value, 1, attributes));
                if (alarm != null) {
                    after.add(i + 1);
                    first.add(alarm);
                    break;
                }
            }
        }
        after.sort(null);
        return new Found(after.size(), after, first);
    }

    private static double one(SplittableRandom random, double rate) {
        return random.nextDouble() < rate ? 1 : 0;
    }

    /** Group b mostly asks in department hard, where few of any group are chosen; department {@code unfair} adds its own. */
    private static People departments(boolean told, double ratio) {
        return (random, attributes) -> {
            boolean b = random.nextDouble() < .3;
            boolean hard = random.nextDouble() < (b ? .8 : .2);
            attributes.put("group", b ? "b" : "a");
            if (told) {
                attributes.put("stratum", hard ? "hard" : "easy");
            }
            return one(random, (hard ? .2 : .6) * (b ? ratio : 1));
        };
    }

    @Test
    void a_group_that_asks_where_few_are_chosen_is_not_taken_for_one_that_is_chosen_against() {
        assertThat(found(FOUR_FIFTHS, 10_000, departments(true, 1)).alarms()).isLessThanOrEqualTo(RUNS / 10);
        assertThat(found(FOUR_FIFTHS, 10_000, departments(false, 1)).alarms())
                .as("without the department")
                .isGreaterThan(RUNS * 9 / 10);
    }

    /** By night few are chosen and most of those who ask are of group b. */
    @Test
    void a_group_that_mostly_asks_by_night_is_not_taken_for_one_that_is_chosen_against() {
        var detector = FOUR_FIFTHS.within(Season.DAY, ZoneOffset.UTC).guarded();
        int alone = 0;
        int within = 0;
        int late = 0;
        for (int run = 0; run < RUNS; run++) {
            alone += byNight(FOUR_FIFTHS.guarded(), run, 1) > 0 ? 1 : 0;
            within += byNight(detector, run, 1) > 0 ? 1 : 0;
            late += byNight(detector, run, .5) > 0 ? 1 : 0;
        }
        assertThat(within).as("hours told apart").isLessThanOrEqualTo(RUNS / 10);
        assertThat(alone).as("without").isGreaterThan(RUNS * 9 / 10);
        assertThat(late).as("chosen against at every hour").isEqualTo(RUNS);
    }

    /** @return after how many of the decisions of eight weeks it alarmed, 0 for never */
    private static int byNight(Fairness detector, int seed, double ratio) {
        var random = new SplittableRandom(seed);
        var state = detector.start();
        int perDay = 1_000;
        for (int i = 0; i < 56 * perDay; i++) {
            double night = .5 + .45 * Math.sin(2 * Math.PI * i / perDay);
            boolean b = random.nextDouble() < .02 + .9 * night;
            double value = one(random, (.6 - .4 * night) * (b ? ratio : 1));
            var observation =
                    new Observation("s", "m", i * 86_400_000L / perDay, value, 1, Map.of("group", b ? "b" : "a"));
            if (detector.observe(state, observation) != null) {
                return i + 1;
            }
        }
        return 0;
    }

    @Test
    void one_that_is_chosen_against_in_each_department_is_found_and_compared_with_what_it_would_have_had() {
        var found = found(FOUR_FIFTHS, 20_000, departments(true, .6));
        assertThat(found.alarms()).isEqualTo(RUNS);
        var moved = found.first().getFirst().moved().getFirst();
        assertThat(moved.what()).isEqualTo("b");
        assertThat(moved.before())
                .as("as the reference has it in b's departments")
                .isBetween(.22, .36);
        assertThat(moved.after() / moved.before()).isBetween(.4, .8);
    }

    @Test
    void unfairness_in_one_of_twelve_hours_is_found() {
        People people = (random, attributes) -> {
            int hour = random.nextInt(12);
            boolean b = random.nextBoolean();
            attributes.put("group", b ? "b" : "a");
            attributes.put("stratum", Integer.toString(hour));
            return one(random, b && hour == 3 ? .1 : .5);
        };
        assertThat(found(FOUR_FIFTHS, 20_000, people).alarms()).isEqualTo(RUNS);
    }

    @Test
    void
            forty_groups_of_unequal_size_that_are_treated_alike_raise_no_more_alarms_than_promised_and_a_late_one_is_found() {
        for (double ratio : new double[] {1, .3}) {
            People people = (random, attributes) -> {
                int group = (int) Math.floor(40 * Math.pow(random.nextDouble(), 3)); // a few large ones, many small
                attributes.put("group", group == 0 ? "a" : "g" + group);
                return one(random, group == 38 ? .5 * ratio : .5);
            };
            int alarms = found(FOUR_FIFTHS, 30_000, people).alarms();
            if (ratio == 1) {
                assertThat(alarms).isLessThanOrEqualTo(RUNS / 10);
            } else {
                assertThat(alarms).isGreaterThanOrEqualTo(RUNS * 9 / 10);
            }
        }
    }

    @Test
    void a_combination_that_is_treated_badly_is_found_though_each_attribute_alone_looks_fair() {
        var detector = new Fairness(new Criterion.SelectionRatio("m|young", .8), ALPHA);
        People people = (random, attributes) -> {
            boolean f = random.nextBoolean();
            boolean old = random.nextBoolean();
            attributes.put("group", (f ? "f" : "m") + "|" + (old ? "old" : "young"));
            return one(random, f && old ? .3 : f || old ? .55 : .5);
        };
        var found = found(detector, 20_000, people);
        assertThat(found.alarms()).isEqualTo(RUNS);
        assertThat(found.first())
                .allSatisfy(alarm -> assertThat(alarm.moved().getFirst().what()).isEqualTo("f|old"));
        assertThat(found.first())
                .allSatisfy(alarm -> assertThat(alarm.extent().effect().high())
                        .as("the ratio's interval leaves out what is allowed")
                        .isLessThan(.8));
    }

    @ParameterizedTest
    @CsvSource({".3, .4", ".3, .8", ".1, .7"})
    void with_the_guard_neighbours_that_are_alike_are_not_taken_for_unfairness(double rate, double correlation) {
        class Chain implements People {
            private double last;

            @Override
            public double draw(SplittableRandom random, Map<String, String> attributes) {
                attributes.put("group", random.nextDouble() < .3 ? "b" : "a");
                last = random.nextDouble() < correlation ? last : one(random, rate);
                return last;
            }
        }
        // in runs of one group each: a batch of a department, decided together
        class Batches implements People {
            private int left;
            private boolean b;
            private double last;

            @Override
            public double draw(SplittableRandom random, Map<String, String> attributes) {
                if (left-- == 0) {
                    left = 20;
                    b = random.nextDouble() < .3;
                }
                attributes.put("group", b ? "b" : "a");
                last = random.nextDouble() < correlation ? last : one(random, rate);
                return last;
            }
        }
        var strict = new Fairness(new Criterion.SelectionRatio("a", 1), ALPHA);
        assertThat(found(strict.guarded(), 15_000, new Chain()).alarms()).isLessThanOrEqualTo(RUNS / 10);
        assertThat(found(strict.guarded(), 15_000, new Batches()).alarms()).isLessThanOrEqualTo(RUNS / 10);
    }

    @ParameterizedTest
    @CsvSource({".3, .5", ".3, .9"})
    void people_who_are_decided_on_five_to_twenty_times_are_people(double rate, double correlation) {
        class Visits implements People {
            private final Map<Integer, double[]> now = new HashMap<>(); // name, group, rate, left
            private double met;

            @Override
            public double draw(SplittableRandom random, Map<String, String> attributes) {
                var one = now.compute(random.nextInt(20), (place, old) -> {
                    if (old != null && old[3] > 0) {
                        return old;
                    }
                    double own = random.nextDouble() < correlation ? one(random, rate) : rate;
                    return new double[] {++met, random.nextDouble() < .3 ? 1 : 0, own, random.nextInt(5, 21)};
                });
                one[3]--;
                attributes.put("unit", "p" + (int) one[0]);
                attributes.put("group", one[1] == 1 ? "b" : "a");
                return one(random, one[2]);
            }
        }
        var strict = new Fairness(new Criterion.SelectionRatio("a", 1), ALPHA);
        var byUnit = ByUnit.of(strict, Duration.ofDays(1));
        assertThat(found(byUnit, 40_000, new Visits()).alarms()).isLessThanOrEqualTo(RUNS / 10);
        assertThat(found(strict, 40_000, new Visits()).alarms())
                .as("without the unit")
                .isGreaterThan(RUNS / 4);
    }

    @ParameterizedTest
    @CsvSource({".5, .3, .5", ".3, .5, .6", ".03, .5, .5", ".1, .3, .4"})
    void the_power_that_is_stated_beforehand_is_the_one_that_is_found(double share, double rate, double ratio) {
        double stated =
                Power.decisions(new Criterion.SelectionRatio("a", .8), ALPHA, 1 - share, rate, share, rate * ratio, 1);
        var found = found(FOUR_FIFTHS, (int) (3 * stated), (random, attributes) -> {
            boolean b = random.nextDouble() < share;
            attributes.put("group", b ? "b" : "a");
            return one(random, b ? rate * ratio : rate);
        });
        assertThat(found.alarms()).isGreaterThan(RUNS * 9 / 10);
        assertThat(found.after().get(found.alarms() / 2)).isBetween((int) (stated / 1.5), (int) (stated * 1.5));
    }

    @Test
    void a_state_with_strata_and_blocks_goes_on_when_read_again() throws IOException {
        var detector = FOUR_FIFTHS.guarded();
        var people = departments(true, .9);
        var random = new SplittableRandom(4);
        var one = detector.start();
        for (int i = 0; i < 700; i++) {
            detector.observe(one, next(people, random, i));
        }
        var two = detector.read(new DataInputStream(new ByteArrayInputStream(bytes(one))));
        for (int i = 700; i < 3_000; i++) {
            var next = next(people, random, i);
            assertThat(detector.observe(two, next)).isEqualTo(detector.observe(one, next));
        }
        assertThat(bytes(two)).isEqualTo(bytes(one));
    }

    private static Observation next(People people, SplittableRandom random, int time) {
        var attributes = new HashMap<String, String>();
        double value = people.draw(random, attributes);
        return new Observation("s", "m", time, value, 1, attributes);
    }

    private static byte[] bytes(FairnessState state) throws IOException {
        var out = new ByteArrayOutputStream();
        state.write(new DataOutputStream(out));
        return out.toByteArray();
    }
}
