package zhiheng.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.Served;

class CodecTest {
    @Property(tries = 200)
    void a_record_is_read_as_it_was_written_with_its_sealed_content(
            @ForAll @IntRange(max = 1000) int n, @ForAll byte[] sealed) throws IOException {
        var written = Sample.interaction(n);
        var read = Codec.read(Codec.write(written, sealed));
        assertThat(read.interaction()).isEqualTo(written);
        assertThat(read.sealed()).isEqualTo(sealed.length == 0 ? null : sealed);
        assertThat(Codec.read(Codec.write(written, null)).sealed()).isNull();
    }

    @Property(tries = 50)
    void a_record_cut_anywhere_is_no_record(@ForAll @IntRange(max = 100) int n) {
        byte[] whole = Codec.write(Sample.interaction(n), null);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Codec.read(cut)).as("%s", cut.length).isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_record_of_a_later_program_is_refused_by_its_number() {
        byte[] later = Codec.write(Sample.interaction(1), null);
        later[0] = 6;
        assertThatThrownBy(() -> Codec.read(later))
                .hasMessage("an interaction of layout 6, this program reads up to 5");
    }

    @Test
    void a_record_of_the_layout_before_tenants_is_read_and_names_none() throws IOException {
        var one = Sample.interaction(48);
        byte[] now = Codec.write(one, null);
        int trace = 2 + one.trace().length();
        int after = trace + served(one) + 4;
        var before = Arrays.copyOf(now, now.length - served(one) - 1);
        System.arraycopy(now, now.length - after, before, before.length - trace - 4, trace);
        Arrays.fill(before, before.length - 4, before.length, (byte) 0);
        before[0] = 3;
        var read = Codec.read(before).interaction();
        assertThat(read.trace()).isEqualTo(one.trace());
        assertThat(read.ask().tenant()).isNull();
        assertThat(read.served()).isEqualTo(Served.UNSAID);
    }

    @Test
    void a_record_of_the_layout_before_who_answered_is_read_and_says_nobody() throws IOException {
        var one = Sample.interaction(9);
        byte[] now = Codec.write(one, null);
        var before = Arrays.copyOf(now, now.length - served(one));
        Arrays.fill(before, before.length - 4, before.length, (byte) 0);
        before[0] = 4;
        assertThat(one.served()).isNotEqualTo(Served.UNSAID);
        var read = Codec.read(before).interaction();
        assertThat(read.served()).isEqualTo(Served.UNSAID);
        assertThat(read.trace()).isEqualTo(one.trace());
        assertThat(read.ask()).isEqualTo(one.ask());
    }

    /** How many bytes who answered takes, at the end but for the length of the sealed content. */
    private static int served(Interaction i) {
        var s = i.served();
        return 6 + s.asked().length() + s.model().length() + s.print().length();
    }
}
