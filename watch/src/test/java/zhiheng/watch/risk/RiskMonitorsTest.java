package zhiheng.watch.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import zhiheng.watch.Alert;
import zhiheng.watch.Limits;
import zhiheng.watch.Monitor;
import zhiheng.watch.Observation;
import zhiheng.watch.Watch;

/** Every ready monitor: quiet while nothing changes, heard when its risk rises. */
class RiskMonitorsTest {
    private static final Pace PACE = new Pace(1_000, 100);
    private static final long DAY = 86_400_000;

    private final Random random = new Random(11);

    private static Watch watching(List<RiskMonitor> monitors) {
        var list = new ArrayList<Monitor<?>>();
        monitors.forEach(m -> list.add(m.monitor()));
        return new Watch(list, Limits.DEFAULT);
    }

    private interface Source {
        List<Observation> at(long time, double risk);
    }

    /** Over six days, a thousand events each. Ids of the monitors that alarm while the risk is {@code calm}, "|", and after it has become {@code high}. */
    private String alarms(List<RiskMonitor> monitors, double calm, double high, Source source) {
        return alarms(monitors, calm, high, DAY / 1_000, source);
    }

    private String alarms(List<RiskMonitor> monitors, double calm, double high, long apart, Source source) {
        var watch = watching(monitors);
        var heard = new ArrayList<String>();
        for (int i = 0; i < 6_000; i++) {
            if (i == 3_000) {
                heard.add("|");
            }
            for (var observation : source.at(i * apart, i < 3_000 ? calm : high)) {
                for (Alert alert : watch.take(observation)) {
                    if (!heard.contains(alert.monitor())) {
                        heard.add(alert.monitor());
                    }
                    assertThat(alert.examples()).isNotEmpty();
                }
            }
        }
        return String.join(" ", heard);
    }

    @Test
    void leaks_that_increase_raise_both_alarms() {
        var heard = alarms(
                Leakage.monitors(PACE),
                0.0005,
                0.03,
                (time, risk) -> Leakage.observe(
                        "s", "i" + time, time, random.nextDouble() < risk ? List.of("cn-id") : List.of(), true));
        assertThat(heard).startsWith("|").contains("leakage.rise", "leakage.limit");
    }

    @Test
    void many_leaks_raise_both_alarms_on_the_first_day_when_no_profile_is_known() {
        var heard = alarms(
                Leakage.monitors(PACE),
                0.0005,
                0.03,
                1_000,
                (time, risk) -> Leakage.observe(
                        "s", "i" + time, time, random.nextDouble() < risk ? List.of("cn-id") : List.of(), true));
        assertThat(heard).startsWith("|").contains("leakage.rise", "leakage.limit");
    }

    /** Harm swings by sixty parts in a hundred of its mean; the mean of a day of unlabelled media is the limit itself, 1 %. */
    @Test
    void nothing_changes_for_eight_weeks_of_day_and_night_and_no_monitor_alarms_more_often_than_promised() {
        int runs = 10;
        int days = 56;
        int alarms = 0;
        var monitors = new ArrayList<>(Leakage.monitors(PACE));
        monitors.addAll(DeepFakes.monitors(PACE));
        for (int run = 0; run < runs; run++) {
            var watch = watching(monitors);
            for (int i = 0; i < days * 1_000; i++) {
                long time = i * DAY / 1_000;
                double swing = 1 + .6 * Math.sin(2 * Math.PI * (time % DAY) / DAY);
                var observations = new ArrayList<>(Leakage.observe(
                        "s", "i", time, random.nextDouble() < .02 * swing ? List.of("name") : List.of(), false));
                var seen = random.nextDouble() < .01 * swing
                        ? DeepFakes.Seen.SYNTHETIC_UNLABELLED
                        : DeepFakes.Seen.SYNTHETIC_LABELLED;
                observations.addAll(DeepFakes.observe("s", "i", time, seen));
                for (var observation : observations) {
                    alarms += watch.take(observation).size();
                }
            }
        }
        // three of the monitors have harm to see; each promises at most one alarm in 100 days on average
        assertThat((double) alarms).isLessThanOrEqualTo(3.0 * runs * days / 100);
    }

    @Test
    void findings_that_nothing_proves_raise_only_the_first() {
        var heard = alarms(
                Leakage.monitors(PACE),
                0.0005,
                0.03,
                (time, risk) -> Leakage.observe(
                        "s", "i" + time, time, random.nextDouble() < risk ? List.of("name") : List.of(), false));
        assertThat(heard).isEqualTo("| leakage.rise");
    }

    @Test
    void each_kind_of_medium_moves_only_its_own_metric() {
        for (var seen : List.of(DeepFakes.Seen.SYNTHETIC_UNLABELLED, DeepFakes.Seen.FORGED, DeepFakes.Seen.SUSPECTED)) {
            var otherwise = switch (seen) {
                case SYNTHETIC_UNLABELLED -> DeepFakes.Seen.SYNTHETIC_LABELLED;
                case FORGED, SYNTHETIC_LABELLED, SUSPECTED, NOTHING -> DeepFakes.Seen.NOTHING;
            };
            var heard = alarms(
                    DeepFakes.monitors(PACE),
                    0.002,
                    0.08,
                    (time, risk) ->
                            DeepFakes.observe("s", "i" + time, time, random.nextDouble() < risk ? seen : otherwise));
            assertThat(heard)
                    .isEqualTo("| "
                            + switch (seen) {
                                case SYNTHETIC_UNLABELLED -> "deepfake.unlabelled";
                                case FORGED -> "deepfake.forged";
                                case SUSPECTED -> "deepfake.suspected";
                                case SYNTHETIC_LABELLED, NOTHING -> "";
                            });
        }
    }

    @Test
    void outputs_that_lure_and_sessions_that_cling_raise_their_alarms() {
        var terms = ManipulationTerms.standard();
        var heard = alarms(
                Manipulation.monitors(PACE, PACE),
                0.02,
                0.3,
                (time, risk) -> List.of(Manipulation.observe(
                        "s", "i" + time, time, terms.find(Outputs.next(random, random.nextDouble() < risk)))));
        assertThat(heard).isEqualTo("| manipulation.marks");
        heard = alarms(
                Manipulation.monitors(PACE, PACE),
                0.02,
                0.2,
                (time, risk) -> List.of(Manipulation.observe(
                        "s",
                        "i" + time,
                        time,
                        new Dependence.Session(List.of(), 8, random.nextDouble() < risk ? 0.5 : 0, ZoneOffset.UTC))));
        assertThat(heard).isEqualTo("| manipulation.dependence");
    }

    @Test
    void canaries_answered_otherwise_raise_the_alarm_of_value_drift() {
        var set = CanarySet.parse("@ a\n? q\n= ok 0.95 : ok\n= bad 0.05");
        var heard = alarms(
                ValueDrift.monitors(set, PACE),
                0.05,
                0.3,
                (time, risk) ->
                        List.of(new CanaryRun(set, "s").answered("i", time, random.nextDouble() < risk ? "no" : "ok")));
        assertThat(heard).isEqualTo("| values.canary");
    }

    @Test
    void a_group_that_is_chosen_less_often_raises_the_alarm_of_discrimination() {
        var heard = alarms(Discrimination.monitors("a", ZoneOffset.UTC), 0.5, 0.15, (time, risk) -> {
            boolean first = random.nextBoolean();
            boolean chosen = random.nextDouble() < (first ? 0.5 : risk);
            return List.of(Discrimination.observe("s", "i" + time, time, first ? "a" : "b", chosen, true));
        });
        assertThat(heard).startsWith("|").contains("discrimination.selection", "discrimination.opportunity");
    }

    @Test
    void without_labels_only_selection_is_judged() {
        var heard = alarms(Discrimination.monitors("a", ZoneOffset.UTC), 0.5, 0.15, (time, risk) -> {
            boolean first = random.nextBoolean();
            boolean chosen = random.nextDouble() < (first ? 0.5 : risk);
            return List.of(Discrimination.observe("s", "i" + time, time, first ? "a" : "b", chosen, null));
        });
        assertThat(heard).isEqualTo("| discrimination.selection");
    }

    @Test
    void a_pace_is_never_so_fast_that_chance_alone_alarms() {
        assertThat(new Pace(1, 1).events()).isEqualTo(100);
        assertThatThrownBy(() -> new Pace(0, 1)).hasMessageContaining("above 0");
    }
}
