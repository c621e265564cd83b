package zhiheng.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.api.Test;
import zhiheng.watch.KeyWatch;
import zhiheng.watch.Limits;
import zhiheng.watch.Observation;
import zhiheng.watch.Tally;
import zhiheng.watch.Watch;
import zhiheng.watch.risk.Leakage;
import zhiheng.watch.risk.Ready;
import zhiheng.watch.wire.Frame;
import zhiheng.watch.wire.ObservationWire;

class BatchTest {
    private static final List<Observation> ALL = Sample.observations(20, 100, 5);

    /** Guards against observations lost or mixed on their way to a slot, and against a slot that has not the states of its keys. */
    @Test
    void observations_come_to_the_slot_of_their_key_whole_and_in_order() throws Exception {
        var frame = Frame.of(ALL);
        var names = new Names();
        int slots = 3;
        var writers = new Batch.Writer[slots];
        var expected = new ArrayList<List<Observation>>();
        for (int slot = 0; slot < slots; slot++) {
            writers[slot] = new Batch.Writer();
            expected.add(new ArrayList<>());
        }
        int number = 0;
        for (var part : Frame.parts(frame)) {
            int slot = names.of(frame, part.from(), part.to()).slot(slots);
            var o = ALL.get(number);
            assertThat(slot)
                    .isEqualTo(KeyGroupRangeAssignment.assignKeyToParallelOperator(
                            Names.text(o.key()), WatchJob.KEY_GROUPS, slots));
            expected.get(slot).add(o);
            writers[slot].add(number++, frame, part.from(), part.to());
        }
        for (int slot = 0; slot < slots; slot++) {
            var batch = new Batch(slot, "t/0/1", writers[slot].take());
            assertThat(writers[slot].isEmpty()).isTrue();
            var found = new ArrayList<Observation>();
            for (int at = 0; at < batch.observations().length; at = batch.end(at)) {
                var o = ObservationWire.read(
                        java.util.Arrays.copyOfRange(batch.observations(), at + Batch.HEAD, batch.end(at)));
                assertThat(ALL.get(batch.number(at))).isEqualTo(o);
                found.add(o);
            }
            assertThat(found).isEqualTo(expected.get(slot)).isNotEmpty();
        }
    }

    /** Guards against a gateway whose clock is minutes ahead and makes what others tell late. */
    @Test
    void a_clock_minutes_ahead_makes_none_of_another_gateways_late() {
        var monitors = Watch.byMetric(Ready.live(ZoneOffset.UTC)).get(Leakage.OUTPUT);
        var watch = KeyWatch.start(java.util.Objects.requireNonNull(monitors));
        var tally = new Tally();
        long now = 1_790_000_000_000L;
        long ahead = WatchOperator.AHEAD.toMillis();
        for (int i = 0; i < 1_000; i++) {
            long time = now + i * 1_000L + (i % 2 == 0 ? ahead : -50 * 60_000L);
            assertThat(WatchOperator.isAhead(time, now + i * 1_000L)).isFalse();
            watch.take(new Observation("bot", Leakage.OUTPUT, time, 0), Limits.DEFAULT, tally, a -> {});
        }
        assertThat(tally.counters().late()).isZero();
        assertThat(tally.counters().reordered()).isEqualTo(500);
        assertThat(WatchOperator.isAhead(now + ahead + 1, now)).isTrue();
        assertThat(WatchOperator.isAhead(Long.MIN_VALUE, now)).isFalse();
    }
}
