package zhiheng.server.rooms.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LineTest {
    private static final int MANY = 300_000;

    private final SplittableRandom random = new SplittableRandom(18);
    private final Line line = new Line();

    private String number(double value) {
        line.clear();
        line.number(value);
        return new String(line.text(), 0, line.length());
    }

    private String fixed(double value, int decimals) {
        line.clear();
        line.fixed(value, decimals);
        return new String(line.text(), 0, line.length());
    }

    private void numberAsJavaHasIt(double value) {
        if (!number(value).equals(Double.toString(value))) {
            assertThat(number(value)).isEqualTo(Double.toString(value));
        }
    }

    @Test
    void numbers_stand_as_java_writes_them() {
        for (double value : new double[] {
            0,
            -0.0,
            1,
            -1,
            .001,
            .000999999,
            9_999_999.999999,
            1e7,
            .1 + .2,
            1 / 3.0,
            4.35,
            123456.789012,
            Double.NaN,
            Double.NEGATIVE_INFINITY,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            0.0010000001,
            2e-3,
            999_999.9999995
        }) {
            numberAsJavaHasIt(value);
        }
        for (int i = 0; i < MANY; i++) {
            int decimals = random.nextInt(9);
            double power = Math.pow(10, decimals);
            double some = random.nextLong(-20_000_000_000L, 20_000_000_000L) / power;
            numberAsJavaHasIt(some);
            numberAsJavaHasIt(Math.nextUp(some));
            numberAsJavaHasIt(Math.nextDown(some));
            numberAsJavaHasIt(Double.longBitsToDouble(random.nextLong()));
            numberAsJavaHasIt(random.nextDouble(-1_000, 1_000));
        }
    }

    private void fixedAsDecimal(double value, int decimals) {
        var exact = BigDecimal.valueOf(value)
                .setScale(decimals, RoundingMode.HALF_UP)
                .toPlainString();
        if (!fixed(value, decimals).equals(exact)) {
            assertThat(fixed(value, decimals)).as("%s", value).isEqualTo(exact);
        }
    }

    @Test
    void scores_are_rounded_as_their_shortest_decimals_are() {
        for (int i = 0; i < MANY; i++) {
            double half = random.nextInt(20_001) / 20_000.0; // every other lies in the middle of two
            for (double value : new double[] {half, Math.nextUp(half), Math.nextDown(half), random.nextDouble(), .3}) {
                fixedAsDecimal(value, 4);
                fixedAsDecimal(value / 100, 6);
            }
        }
        for (double value : new double[] {0, 1, 1e-300, .99995, .99994999999999, -0.0, -1e-9}) {
            fixedAsDecimal(value, 4);
        }
    }

    @Test
    void a_line_longer_than_its_memory_is_whole() {
        line.clear();
        line.add("x".repeat(1_000)).number(1.5).add("y".repeat(3_000));
        assertThat(new String(line.text(), 0, line.length())).isEqualTo("x".repeat(1_000) + "1.5" + "y".repeat(3_000));
    }
}
