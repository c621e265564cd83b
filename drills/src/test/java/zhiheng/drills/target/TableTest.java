package zhiheng.drills.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import zhiheng.drills.kits.Credit;
import zhiheng.drills.kits.Vitals;

class TableTest {
    @Property(tries = 200)
    void what_repair_lets_through_holds(@ForAll long seed) {
        var random = new SplittableRandom(seed);
        shaken(Vitals.TABLE, Vitals.draw(1, seed).inputs()[0], random);
        shaken(Credit.TABLE, Credit.draw(1, seed).inputs()[0], random);
    }

    private static void shaken(Table table, float[] from, SplittableRandom random) {
        assertThat(table.holds(from, from)).isTrue();
        var row = from.clone();
        for (int i = 0; i < row.length; i++) {
            row[i] += (float) (20 * random.nextGaussian());
        }
        if (table.repair(from, row)) {
            assertThat(table.holds(from, row)).isTrue();
            assertThat(row[0]).isEqualTo(from[0]); // age
        }
    }

    @Test
    void a_change_that_cannot_be_is_seen() {
        var from = Credit.draw(1, 1).inputs()[0];
        var younger = from.clone();
        younger[0] -= 1;
        assertThat(Credit.TABLE.holds(from, younger)).isFalse();
        var poorer = from.clone();
        poorer[1] -= 1;
        assertThat(Credit.TABLE.holds(from, poorer)).isFalse();
        var liar = from.clone();
        liar[3] /= 2; // a share that its amounts do not give
        assertThat(Credit.TABLE.holds(from, liar)).isFalse();
        assertThat(Credit.TABLE.repair(from, poorer)).isTrue();
        assertThat(poorer).isEqualTo(from);
    }
}
