package zhiheng.provenance.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FingerprintIndexTest {
    private static Fingerprint any(Random random) {
        return new Fingerprint(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong(), 100);
    }

    private static Fingerprint flipped(Fingerprint of, int bits, Random random) {
        var words = new long[] {of.d(), of.c(), of.b(), of.a()};
        random.ints(0, 256).distinct().limit(bits).forEach(bit -> words[bit >> 6] ^= 1L << (bit & 63));
        return new Fingerprint(words[3], words[2], words[1], words[0], of.quality());
    }

    /** Below and above the number from which they are filed. */
    @Property(tries = 12)
    void it_finds_all_that_comparing_with_each_finds(@ForAll @IntRange(max = 9_000) int many, @ForAll long seed) {
        var random = new Random(seed);
        var index = new FingerprintIndex();
        var all = new ArrayList<Fingerprint>();
        var wanted = any(random);
        for (int i = 0; i < many; i++) {
            var next = random.nextInt(50) == 0 ? flipped(wanted, random.nextInt(60), random) : any(random);
            all.add(next);
            assertThat(index.add(next)).isEqualTo(i);
        }
        var expected = new ArrayList<Integer>();
        for (int i = 0; i < many; i++) {
            if (all.get(i).distance(wanted) <= FingerprintIndex.FAR) {
                expected.add(i);
            }
        }
        assertThat(index.near(wanted, FingerprintIndex.FAR, many + 1))
                .extracting(FingerprintIndex.Hit::number)
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void the_nearest_come_first_and_no_more_than_asked_for() {
        var random = new Random(3);
        var wanted = any(random);
        var index = new FingerprintIndex();
        for (int bits : new int[] {20, 0, 31, 5, 32}) {
            index.add(flipped(wanted, bits, random));
        }
        assertThat(index.near(wanted, 31, 10))
                .containsExactly(
                        new FingerprintIndex.Hit(1, 0),
                        new FingerprintIndex.Hit(3, 5),
                        new FingerprintIndex.Hit(0, 20),
                        new FingerprintIndex.Hit(2, 31));
        assertThat(index.near(wanted, 5, 1)).containsExactly(new FingerprintIndex.Hit(1, 0));
        assertThatThrownBy(() -> index.near(wanted, 32, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 100)
    void its_digits_say_all_of_a_fingerprint(@ForAll long seed) {
        var one = any(new Random(seed));
        assertThat(Fingerprint.of(one.hex(), one.quality())).isEqualTo(one);
        int bits = 0;
        for (int part = 0; part < 16; part++) {
            bits += Integer.bitCount(one.part(part));
        }
        assertThat(bits).isEqualTo(one.distance(new Fingerprint(0, 0, 0, 0, 0)));
    }

    @Test
    void other_digits_are_refused() {
        assertThatThrownBy(() -> Fingerprint.of("12", 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
