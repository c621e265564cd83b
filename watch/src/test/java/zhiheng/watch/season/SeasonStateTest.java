package zhiheng.watch.season;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** States are plain values: what is written is what is read. */
class SeasonStateTest {
    private static final int CYCLE_BYTES = Long.BYTES + Integer.BYTES + 1024 * Float.BYTES;

    /** A period that wanders, what is high, shapes and rarity. */
    private static final int TAIL_BYTES = 2
            + Integer.BYTES
            + Double.BYTES
            + 4 * Double.BYTES
            + Integer.BYTES
            + Long.BYTES
            + 3 * Double.BYTES
            + 256 * Float.BYTES;

    private final SeasonScore detector = SeasonScore.ofValues();

    @Property(tries = 30)
    void a_state_that_was_stored_scores_on_as_if_it_had_not_been(@ForAll @IntRange(max = 5000) int rows)
            throws IOException {
        var series = Series.daily(rows);
        var state = after(rows, series);
        byte[] stored = bytes(state);
        var read = read(stored);
        assertThat(bytes(read)).isEqualTo(stored);
        for (int i = rows; i < rows + 300; i++) {
            double value = series.applyAsDouble(i) + (i == rows + 200 ? 50 : 0);
            assertThat(detector.score(read, i * Series.STEP, value))
                    .isEqualTo(detector.score(state, i * Series.STEP, value));
        }
    }

    @Test
    void the_size_does_not_grow() throws IOException {
        int small = bytes(detector.start()).length;
        assertThat(small).isLessThan(20_000);
        assertThat(bytes(after(20_000, Series.noise(1)))).hasSize(small);
    }

    @Test
    void bytes_that_are_no_state_are_refused() throws IOException {
        byte[] stored = bytes(after(1000, Series.noise(2)));
        assertThatThrownBy(() -> read(Arrays.copyOf(stored, stored.length - 1))).isInstanceOf(IOException.class);
        byte[] otherVersion = stored.clone();
        otherVersion[0] = 99;
        assertThatThrownBy(() -> read(otherVersion))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 4");
        byte[] allOnes = new byte[stored.length];
        Arrays.fill(allOnes, (byte) 0xff);
        allOnes[0] = 1;
        assertThatThrownBy(() -> read(allOnes)).isInstanceOf(IOException.class);
    }

    @Test
    void a_state_of_the_version_without_period_and_grade_goes_on_and_learns_them() throws IOException {
        byte[] stored = bytes(after(1000, Series.daily(4)));
        byte[] older = Arrays.copyOf(stored, stored.length - Double.BYTES - CYCLE_BYTES - 3 * Double.BYTES);
        older[0] = 1;
        var state = read(older);
        assertThat(state.count()).isEqualTo(1000);
        var series = Series.daily(5);
        for (int i = 1000; i < 2000; i++) {
            assertThat(detector.score(state, i * Series.STEP, series.applyAsDouble(i)))
                    .isBetween(0.0, 1.0);
        }
        assertThat(bytes(state)).hasSize(stored.length);
    }

    @Test
    void a_state_of_the_version_before_rarity_goes_on_too() throws IOException {
        byte[] stored = bytes(after(1000, Series.daily(4)));
        byte[] older = Arrays.copyOf(stored, stored.length - TAIL_BYTES);
        older[0] = 3;
        var state = read(older);
        assertThat(state.count()).isEqualTo(1000);
        var series = Series.daily(5);
        for (int i = 1000; i < 2000; i++) {
            assertThat(detector.score(state, i * Series.STEP, series.applyAsDouble(i)))
                    .isBetween(0.0, 1.0);
        }
        assertThat(bytes(state)).hasSize(stored.length);
    }

    @Property(tries = 200)
    void a_byte_that_was_changed_is_refused_or_still_a_state(@ForAll @IntRange(max = 9000) int at, @ForAll byte other)
            throws IOException {
        byte[] stored = bytes(after(300, Series.daily(3)));
        stored[at % stored.length] = other;
        SeasonState state;
        try {
            state = read(stored);
        } catch (IOException refused) {
            assertThat(refused).hasMessageContaining("not the state of a seasonal score");
            return;
        }
        for (int i = 300; i < 400; i++) {
            assertThat(detector.score(state, i * Series.STEP, 100)).isBetween(0.0, 1.0);
        }
    }

    private SeasonState after(int rows, IntToDoubleFunction series) {
        var state = detector.start();
        for (int i = 0; i < rows; i++) {
            detector.score(state, i * Series.STEP, series.applyAsDouble(i));
        }
        return state;
    }

    private static byte[] bytes(SeasonState state) throws IOException {
        var bytes = new ByteArrayOutputStream();
        state.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private SeasonState read(byte[] bytes) throws IOException {
        return detector.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }
}
