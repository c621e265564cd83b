package zhiheng.provenance.watermark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class MarkKeyTest {
    @Test
    void a_key_tells_nothing_of_itself() {
        var secret = new byte[MarkKey.LENGTH];
        secret[0] = 0x5a;
        assertThat(MarkKey.of(secret).toString()).doesNotContain(HexFormat.of().formatHex(secret, 0, 4));
    }

    @Test
    void what_is_drawn_depends_on_key_and_purpose_alone() {
        var secret = new byte[MarkKey.LENGTH];
        var key = MarkKey.of(secret);
        secret[0] = 1;
        var other = MarkKey.of(secret);
        assertThat(key.draw("a").order(50))
                .isEqualTo(key.draw("a").order(50))
                .isNotEqualTo(other.draw("a").order(50));
        assertThat(key.draw("b").order(50)).isNotEqualTo(key.draw("a").order(50));
    }

    @Test
    void a_key_of_another_length_is_refused() {
        assertThatThrownBy(() -> MarkKey.of(new byte[16])).hasMessageContaining("32 bytes");
    }
}
