package zhiheng.labels.film;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.format.Found;

class EbmlTest {
    private static Ebml first(byte[] file) throws IOException {
        return Ebml.at(new Source(file), 0, file.length);
    }

    /** Around the sizes where the length takes one more byte; all ones would mean "unknown". */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 126, 127, 128, 16_382, 16_383, 16_384, 2_097_150, 2_097_151, 2_097_152})
    void an_element_of_any_size_is_read_as_it_was_written(int size) throws IOException {
        for (long id : new long[] {0xEC, 0x4286, 0x2AD7B1, 0x1A45DFA3}) {
            byte[] file = Ebml.of(id, new byte[size]);
            Ebml element = first(file);
            assertThat(element.id()).isEqualTo(id);
            assertThat(element.end() - element.body()).isEqualTo(size);
            assertThat(element.size()).isEqualTo(file.length);
            assertThat(element.unknown()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 9, 10, 11, 128, 70_000})
    void a_filler_has_exactly_the_length_asked_for(int length) throws IOException {
        byte[] filler = Ebml.filler(length);
        assertThat(filler).hasSize(length);
        assertThat(first(filler)).extracting(Ebml::id, Ebml::end).containsExactly(Ebml.VOID, (long) length);
    }

    @Test
    void children_are_found_in_their_order_and_a_checksum_comes_first() throws IOException {
        byte[] file = Ebml.of(0x1254C367, true, Ebml.of(0x7373, new byte[3]), Ebml.filler(5));
        var in = new Source(file);
        var children = first(file).children(in, new Found(Limits.DEFAULT));
        assertThat(children).extracting(Ebml::id).containsExactly(0xBFL, 0x7373L, Ebml.VOID);
        assertThat(children.getFirst().isChecksum()).isTrue();
        var crc = new java.util.zip.CRC32();
        long from = children.getFirst().end();
        crc.update(in.bytes(from, file.length - from));
        assertThat(in.u32le(children.getFirst().body())).isEqualTo(crc.getValue());
    }

    @Test
    void an_unknown_size_reaches_to_the_end_of_the_parent() throws IOException {
        byte[] file = Edits.join(Edits.u32(0x18538067), new byte[] {(byte) 0xff}, new byte[50]);
        Ebml segment = Ebml.at(new Source(file), 0, 40);
        assertThat(segment.unknown()).isTrue();
        assertThat(segment.end()).isEqualTo(40);
    }

    @Test
    void an_element_without_a_valid_head_or_beyond_its_parent_is_refused() {
        byte[][] files = {
            {0, 0, 0}, // no length marker in the name
            {(byte) 0xEC, 0}, // nor in the size
            {(byte) 0xEC, 0x40}, // a size of two bytes cut to one
            {(byte) 0xEC, (byte) 0x82, 0}, // one byte short
            {(byte) 0xEC},
        };
        for (byte[] file : files) {
            assertThatThrownBy(() -> first(file)).isInstanceOf(BadFile.class);
        }
    }
}
