package zhiheng.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import zhiheng.gateway.Interaction;
import zhiheng.watch.wire.Unreadable;

class InteractionFrameTest {
    /** Of no tenant, answered by a model that did not say which it is. */
    private static final int PLAIN = 40;

    private static final List<Interaction> CALLS =
            IntStream.range(0, 3_000).mapToObj(Sample::interaction).toList();

    private static byte[] frameOf(byte[]... entries) {
        var bytes = ByteBuffer.allocate(10_000).put((byte) 1).putLong(7);
        for (var entry : entries) {
            bytes.putInt(entry.length).put(entry);
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static Interaction first(byte[] frame) throws Unreadable {
        return InteractionFrame.read(frame, InteractionFrame.parts(frame).getFirst());
    }

    /** Guards against calls that lose their number or order where one record is full and the next begins. */
    @Test
    void calls_are_read_as_they_were_written_with_their_numbers_over_several_records() throws Unreadable {
        var frames = InteractionFrame.of(CALLS, 1_000_000_000_000L).frames();
        assertThat(frames).hasSizeGreaterThan(1);
        var read = new ArrayList<Interaction>();
        long number = 1_000_000_000_000L;
        for (var frame : frames) {
            assertThat(frame.length).isLessThanOrEqualTo(InteractionFrame.LONGEST);
            for (var part : InteractionFrame.parts(frame)) {
                assertThat(part.number()).isEqualTo(number++);
                read.add(InteractionFrame.read(frame, part));
            }
        }
        assertThat(read).isEqualTo(CALLS);
        assertThat(InteractionFrame.of(List.of(), 5).frames()).isEmpty();
    }

    /** Guards against a call that no record can hold and that stops its gateway for ever. */
    @Test
    void a_call_too_long_for_a_record_is_left_out_with_its_number() throws Unreadable {
        var calls = CALLS.subList(0, 9);
        int longest = 13 + Codec.write(CALLS.get(1), null).length; // without tools, tenant, or trace
        var written = InteractionFrame.of(calls, 0, longest);
        assertThat(written.refused()).isBetween(1, 8);
        var read = 0;
        for (var frame : written.frames()) {
            for (var part : InteractionFrame.parts(frame)) {
                assertThat(InteractionFrame.read(frame, part)).isEqualTo(CALLS.get((int) part.number()));
                read++;
            }
        }
        assertThat(read + written.refused()).isEqualTo(9);
    }

    @Test
    void what_a_newer_gateway_wrote_is_named_as_that_and_what_an_older_wrote_is_read() throws Unreadable {
        var now = Codec.write(Sample.interaction(PLAIN), null);
        var newer = now.clone();
        newer[0] = Codec.VERSION + 1;
        assertThatThrownBy(() -> first(frameOf(newer)))
                .isInstanceOfSatisfying(
                        Unreadable.class, e -> assertThat(e.why()).isEqualTo(Unreadable.Why.NEWER));
        var newerFrame = frameOf(now);
        newerFrame[0] = 2;
        assertThatThrownBy(() -> InteractionFrame.parts(newerFrame))
                .isInstanceOfSatisfying(
                        Unreadable.class, e -> assertThat(e.why()).isEqualTo(Unreadable.Why.NEWER));
        // Layout 3 has neither tenant, one byte where there is none, nor who answered, six bytes where nobody said.
        int trace = 2 + Sample.interaction(PLAIN).trace().length();
        var older = new byte[now.length - 7];
        int before = now.length - 4 - 6 - trace - 1;
        System.arraycopy(now, 0, older, 0, before);
        System.arraycopy(now, before + 1, older, before, trace);
        older[0] = 3;
        assertThat(first(frameOf(older))).isEqualTo(Sample.interaction(PLAIN));
    }

    /** Guards against what people said getting into the log by a fault of a writer. */
    @Test
    void a_call_with_its_content_or_still_under_way_is_damaged() {
        assertThatThrownBy(() -> first(frameOf(Codec.write(Sample.interaction(1), new byte[] {1, 2}))))
                .hasMessageContaining("with its content");
        assertThatThrownBy(() -> first(frameOf(Codec.opening(Sample.interaction(1)))))
                .hasMessageContaining("still goes on");
    }

    @Test
    void one_damaged_call_spoils_no_other_and_a_length_past_the_end_spoils_all() throws Unreadable {
        var good = Codec.write(Sample.interaction(2), null);
        var frame = frameOf(Arrays.copyOf(good, good.length - 9), good, Arrays.copyOf(good, good.length + 1));
        var parts = InteractionFrame.parts(frame);
        assertThatThrownBy(() -> InteractionFrame.read(frame, parts.get(0))).isInstanceOf(Unreadable.class);
        assertThat(InteractionFrame.read(frame, parts.get(1))).isEqualTo(Sample.interaction(2));
        assertThatThrownBy(() -> InteractionFrame.read(frame, parts.get(2))).hasMessageContaining("behind the end");
        for (int length = 0; length < 9 + 4 + 1; length++) {
            var cut = Arrays.copyOf(frame, length);
            assertThatThrownBy(() -> InteractionFrame.parts(cut)).isInstanceOf(Unreadable.class);
        }
    }
}
