package zhiheng.watch.season;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** How rare a value is among those of the past. */
class RarityTest {
    @Test
    void a_level_between_two_known_ones_is_rare_although_it_is_nearer_to_the_mean_than_either() {
        var rarity = new Rarity();
        var random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            rarity.add((i / 50 % 2 == 0 ? 1 : -1) + 0.05 * random.nextGaussian());
        }
        double known = rarity.add(1);
        assertThat(rarity.now()).isLessThan(1);
        double between = 0;
        for (int i = 0; i < 8; i++) {
            between = rarity.add(0.2);
        }
        assertThat(rarity.now()).isGreaterThan(2);
        assertThat(between).isGreaterThan(2).isGreaterThan(known + 1);
    }

    @Test
    void what_lasts_becomes_usual_and_values_beyond_all_bins_are_counted_at_the_end() {
        var rarity = new Rarity();
        for (int i = 0; i < 3_000; i++) {
            rarity.add(i < 1_000 ? 0 : 1e300);
        }
        assertThat(rarity.now()).isLessThan(0.5);
        rarity.add(Double.MAX_VALUE);
        rarity.add(-Double.MAX_VALUE);
        assertThat(rarity.now()).isFinite().isGreaterThan(2);
    }
}
