package zhiheng.provenance.watermark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class MarkCodeTest {
    @Property(tries = 200)
    void each_payload_comes_back(@ForAll long payload) {
        assertThat(MarkCode.decode(soft(payload))).hasValue(payload);
    }

    @Property(tries = 50)
    void a_third_of_the_bits_erased_and_thirty_turned_over_do_no_harm(@ForAll long payload, @ForAll long seed) {
        var soft = soft(payload);
        var random = new Random(seed);
        for (int i = 0; i < soft.length; i++) {
            soft[i] = random.nextInt(3) == 0 ? 0 : soft[i];
        }
        random.ints(30, 0, soft.length).forEach(i -> soft[i] = -0.5f * soft[i]);
        assertThat(MarkCode.decode(soft)).hasValue(payload);
    }

    @Property(tries = 300)
    void noise_is_no_payload(@ForAll long seed) {
        var random = new Random(seed);
        var soft = new float[MarkCode.BITS];
        for (int i = 0; i < soft.length; i++) {
            soft[i] = (float) random.nextGaussian();
        }
        assertThat(MarkCode.decode(soft)).isEmpty();
    }

    private static float[] soft(long payload) {
        var code = MarkCode.encode(payload);
        var soft = new float[code.length];
        for (int i = 0; i < soft.length; i++) {
            soft[i] = code[i] == 1 ? 1 : -1;
        }
        return soft;
    }
}
