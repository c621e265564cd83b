package zhiheng.labels.boxes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Source;

class BoxTest {
    private static final byte[] WIDE = // a size of 1 announces one of 64 bits
            Edits.join(Edits.u32(1), Edits.latin1("mdat"), Edits.u64(20), Edits.latin1("1234"));

    @Test
    void boxes_written_are_found_with_their_children() throws IOException {
        byte[] file = Edits.join(
                Box.of("ftyp", Edits.latin1("isom")),
                WIDE,
                Box.of("moov", Box.of("trak", Box.of("tkhd")), Box.of("free", new byte[5])));
        var in = new Source(file);
        for (var boxes : java.util.List.of(Box.top(in, Limits.DEFAULT), Box.list(in, 0, file.length, Limits.DEFAULT))) {
            assertThat(boxes)
                    .containsExactly(
                            new Box("ftyp", 0, 8, 12),
                            new Box("mdat", 12, 28, 32),
                            new Box("moov", 32, 40, file.length));
            assertThat(boxes.get(2).children(in, Limits.DEFAULT))
                    .extracting(Box::type, Box::size)
                    .containsExactly(tuple("trak", 16L), tuple("free", 13L));
        }
    }

    private static org.assertj.core.groups.Tuple tuple(Object... values) {
        return org.assertj.core.groups.Tuple.tuple(values);
    }

    @Test
    void a_size_of_zero_reaches_to_the_end() throws IOException {
        byte[] file = Edits.join(Box.of("ftyp"), Edits.u32(0), Edits.latin1("mdat"), new byte[100]);
        assertThat(Box.top(new Source(file), Limits.DEFAULT).getLast()).isEqualTo(new Box("mdat", 8, 16, 116));
        assertThat(Box.list(new Source(file), 0, 50, Limits.DEFAULT).getLast()).isEqualTo(new Box("mdat", 8, 16, 50));
    }

    @Test
    void sizes_that_would_go_in_circles_or_beyond_the_end_are_refused() {
        byte[][] files = {
            Edits.join(Edits.u32(4), Edits.latin1("moov")), // shorter than its own header
            Edits.join(Edits.u32(9), Edits.latin1("moov")), // one byte beyond the end
            Edits.join(Edits.u32(1), Edits.latin1("moov"), Edits.u64(15)),
            Edits.join(Edits.u32(1), Edits.latin1("moov"), Edits.u64(-1)),
            Edits.join(Edits.u32(1), Edits.latin1("moov"), new byte[4]), // the wide size is cut off
        };
        for (byte[] file : files) {
            var in = new Source(file);
            assertThatThrownBy(() -> Box.top(in, Limits.DEFAULT)).isInstanceOf(BadFile.class);
            assertThatThrownBy(() -> Box.list(in, 0, file.length, Limits.DEFAULT))
                    .isInstanceOf(BadFile.class);
        }
    }

    @Test
    void a_rest_that_is_no_box_makes_the_file_incomplete_unless_it_is_a_bare_label() throws IOException {
        byte[] rest = Edits.join(Box.of("moov"), Edits.latin1("abc"));
        assertThatThrownBy(() -> Box.top(new Source(rest), Limits.DEFAULT)).isInstanceOf(BadFile.class);
        for (String start : new String[] {"AIGC{", "{\"AIGC\"", "{\"Label\""}) {
            byte[] label = Edits.join(Box.of("moov"), Edits.latin1(start + ":1}"));
            assertThat(Box.top(new Source(label), Limits.DEFAULT)).hasSize(1);
        }
    }

    @Test
    void more_boxes_than_the_limit_are_refused() {
        byte[] file = new byte[0];
        for (int i = 0; i < 6; i++) {
            file = Edits.join(file, Box.of("free"));
        }
        var in = new Source(file);
        var five = new Limits(100, 100, 5, 5);
        assertThatThrownBy(() -> Box.top(in, five)).hasMessageContaining("too many boxes");
        assertThatThrownBy(() -> Box.list(in, 0, in.size(), five)).hasMessageContaining("too many boxes");
    }
}
