package zhiheng.labels.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CursorTest {
    @Test
    void fields_are_read_in_their_order() throws BadFile {
        var in = new Cursor(
                Edits.join(
                        new byte[] {(byte) 0xff, 0x12, 0x34}, Edits.u32(0xfffffffeL), Edits.latin1("mimelabel\0last")),
                "infe");
        assertThat(in.u8()).isEqualTo(0xff);
        assertThat(in.u16()).isEqualTo(0x1234);
        assertThat(in.u32()).isEqualTo(0xfffffffeL);
        assertThat(in.number(0)).isZero();
        assertThat(in.code()).isEqualTo("mime");
        assertThat(in.text()).isEqualTo("label");
        assertThat(in.text()).as("without its zero, at the end").isEqualTo("last");
        assertThat(in.text()).isEmpty();
    }

    @Test
    void a_field_beyond_the_end_is_refused_with_the_name_of_the_block() {
        assertThatThrownBy(() -> new Cursor(new byte[3], "iloc").u32())
                .isInstanceOf(BadFile.class)
                .hasMessageContaining("iloc");
        assertThatThrownBy(() -> new Cursor(new byte[3], "iloc").code()).isInstanceOf(BadFile.class);
    }

    @Test
    void a_number_of_eight_bytes_that_no_file_can_hold_is_refused() {
        byte[] huge = Edits.u64(-1);
        assertThatThrownBy(() -> new Cursor(huge, "iloc").number(8))
                .isInstanceOf(BadFile.class)
                .hasMessageContaining("impossibly large");
    }
}
