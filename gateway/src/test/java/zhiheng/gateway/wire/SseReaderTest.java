package zhiheng.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SseReaderTest {
    private static final String STREAM = ": a comment\n\ndata: {\"a\":1}\n\nevent: delta\r\ndata: 一\r\n\r\n"
            + "data:first\ndata: second\ndata:\ndata:  fourth\nid: 7\n\ndata: [DONE]\n\nrest";

    private static List<SseReader.Event> read(SseReader reader, byte[] bytes, int... cuts) {
        var events = new ArrayList<SseReader.Event>();
        int from = 0;
        for (int cut : cuts) {
            reader.push(Buffer.buffer(Arrays.copyOfRange(bytes, from, cut)), events::add);
            from = cut;
        }
        reader.push(Buffer.buffer(Arrays.copyOfRange(bytes, from, bytes.length)), events::add);
        return events;
    }

    @Test
    void an_event_has_its_name_and_its_data_lines_joined_and_its_bytes_as_they_were() {
        var reader = new SseReader();
        var events = read(reader, STREAM.getBytes(StandardCharsets.UTF_8));
        assertThat(events)
                .extracting(SseReader.Event::data)
                .containsExactly("", "{\"a\":1}", "一", "first\nsecond\n\n fourth", "[DONE]");
        assertThat(events).extracting(SseReader.Event::name).containsExactly("", "", "delta", "", "");
        var whole = new StringBuilder();
        events.forEach(event -> whole.append(event.raw()));
        assertThat(whole.append(reader.rest())).hasToString(STREAM);
    }

    @Property
    void wherever_it_is_cut_the_events_are_the_same(@ForAll @Size(max = 12) List<@IntRange(max = 110) Integer> places) {
        var bytes = STREAM.getBytes(StandardCharsets.UTF_8);
        int[] cuts = places.stream()
                .mapToInt(Integer::intValue)
                .filter(cut -> cut <= bytes.length)
                .sorted()
                .toArray();
        assertThat(read(new SseReader(), bytes, cuts)).isEqualTo(read(new SseReader(), bytes));
    }

    @Test
    void an_event_without_end_is_given_up() {
        var reader = new SseReader();
        var piece = Buffer.buffer(new byte[1 << 20]);
        for (int i = 0; i < 4; i++) {
            reader.push(piece, event -> {});
        }
        assertThatThrownBy(() -> reader.push(piece, event -> {})).isInstanceOf(IllegalStateException.class);
    }
}
