package zhiheng.watch.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import zhiheng.watch.Alarm;
import zhiheng.watch.Alert;
import zhiheng.watch.Condition;
import zhiheng.watch.Guarantee;
import zhiheng.watch.Interval;
import zhiheng.watch.Key;
import zhiheng.watch.Limits;
import zhiheng.watch.Observation;
import zhiheng.watch.Watch;
import zhiheng.watch.risk.Leakage;
import zhiheng.watch.risk.Ready;

class WireTest {
    private static final Observation ONE =
            new Observation("聊天", "leak.out", 1_790_000_000_000L, 1, 2.5, Map.of("b", "2", "a", "一"));

    @Property(tries = 300)
    void what_was_written_is_read(
            @ForAll @StringLength(max = 30) String system,
            @ForAll long time,
            @ForAll double value,
            @ForAll double weight,
            @ForAll @Size(max = 5) Map<@StringLength(max = 9) String, @StringLength(max = 9) String> attributes)
            throws Unreadable {
        var o = new Observation(system, "leak.out", time, value, weight, attributes);
        byte[] bytes;
        try {
            bytes = ObservationWire.write(o);
        } catch (IllegalArgumentException halfAPair) {
            return;
        }
        assertThat(ObservationWire.read(bytes)).isEqualTo(o);
        int front = ObservationWire.keyBytes(bytes, 0, bytes.length);
        assertThat(ObservationWire.read(ObservationWire.key(bytes, 0, front), bytes, front, bytes.length))
                .isEqualTo(o);
    }

    /** Guards against two forms of one observation: what is read is written as the very same bytes, or it is refused. */
    @Test
    void bytes_that_were_changed_are_refused_or_mean_something_else() {
        var bytes = ObservationWire.write(ONE);
        for (int i = 0; i < bytes.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                var changed = bytes.clone();
                changed[i] ^= (byte) (1 << bit);
                try {
                    var read = ObservationWire.read(changed);
                    assertThat(read).isNotEqualTo(ONE);
                    assertThat(ObservationWire.write(read)).isEqualTo(changed);
                } catch (Unreadable refused) {
                    assertThat(refused.getMessage()).isNotEmpty();
                }
            }
        }
    }

    @Test
    void bytes_cut_short_or_with_more_behind_are_refused() {
        var bytes = ObservationWire.write(ONE);
        for (int length = 0; length < bytes.length; length++) {
            var cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> ObservationWire.read(cut)).isInstanceOf(Unreadable.class);
        }
        assertThatThrownBy(() -> ObservationWire.read(Arrays.copyOf(bytes, bytes.length + 1)))
                .hasMessageContaining("behind the end");
    }

    @Test
    void a_newer_version_is_told_apart_from_damage() {
        var bytes = ObservationWire.write(ONE);
        bytes[0] = ObservationWire.VERSION + 1;
        assertThatThrownBy(() -> ObservationWire.read(bytes))
                .isInstanceOfSatisfying(
                        Unreadable.class, e -> assertThat(e.why()).isEqualTo(Unreadable.Why.NEWER));
        var frame = Frame.of(List.of(ONE));
        frame[0] = Frame.VERSION + 1;
        assertThatThrownBy(() -> Frame.parts(frame))
                .isInstanceOfSatisfying(
                        Unreadable.class, e -> assertThat(e.why()).isEqualTo(Unreadable.Why.NEWER));
    }

    @Test
    void a_frame_gives_back_its_observations_and_one_that_is_spoilt_spoils_no_other() throws Unreadable {
        var two = new Observation("b", "leak.out", 7, 0);
        var frame = Frame.of(List.of(ONE, two));
        var parts = Frame.parts(frame);
        frame[parts.getFirst().from()] = 0;
        assertThatThrownBy(() -> ObservationWire.read(part(frame, parts.getFirst())))
                .isInstanceOf(Unreadable.class);
        assertThat(ObservationWire.read(part(frame, parts.getLast()))).isEqualTo(two);
        assertThatThrownBy(() -> Frame.parts(Arrays.copyOf(frame, frame.length - 1)))
                .isInstanceOf(Unreadable.class);
        assertThatThrownBy(() -> Frame.parts(new byte[0])).isInstanceOf(Unreadable.class);
    }

    @Test
    void a_frame_that_is_full_takes_no_more() {
        var writer = new Frame.Writer();
        var big = new Observation("s", "leak.out", 1, 1, 1, Map.of("a", "x".repeat(50_000)));
        int taken = 0;
        while (writer.add(big)) {
            taken++;
        }
        assertThat(taken).isBetween(8, 10);
        assertThat(writer.take()).hasSizeLessThanOrEqualTo(Frame.LONGEST);
        assertThat(writer.isEmpty()).isTrue();
    }

    @Test
    void alerts_of_the_ready_monitors_come_back_whole() throws Unreadable {
        var alerts = alerts();
        assertThat(alerts).hasSizeGreaterThan(3);
        alerts.add(full());
        for (var alert : alerts) {
            var bytes = AlertWire.write(alert);
            assertThat(AlertWire.read(bytes)).isEqualTo(alert);
            assertThatThrownBy(() -> AlertWire.read(Arrays.copyOf(bytes, bytes.length - 1)))
                    .isInstanceOf(Unreadable.class);
        }
    }

    private static List<Alert> alerts() {
        var watch = new Watch(Ready.live(ZoneOffset.UTC), Limits.DEFAULT);
        var random = new Random(5);
        var alerts = new ArrayList<Alert>();
        for (int i = 0; i < 6_000; i++) {
            long time = 1_790_000_000_000L + i * 60_000L;
            alerts.addAll(watch.take(new Observation(
                    "s", Leakage.CERTAIN, time, random.nextDouble() < .2 ? 1 : 0, 1, Map.of("interaction", "c" + i))));
        }
        return alerts;
    }

    private static Alert full() {
        var interval = new Interval(Double.NEGATIVE_INFINITY, .5, Double.POSITIVE_INFINITY, .95);
        return new Alert(
                "fair",
                new Key("s", "decision"),
                new Alarm(
                        9,
                        20,
                        10,
                        5,
                        null,
                        interval,
                        List.of(new Alarm.Moved("女", .4, .2)),
                        new Alarm.Extent(4, 6, .95, 3, 12, interval)),
                new Guarantee.Probability(.05, Condition.EACH_DECISION_ITS_OWN),
                List.of(new Alert.Point(1, 2, 3)),
                List.of(new Alert.Example("c", 8, 1)));
    }

    private static byte[] part(byte[] frame, Frame.Part part) {
        return Arrays.copyOfRange(frame, part.from(), part.to());
    }
}
