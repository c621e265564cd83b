package zhiheng.office.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import zhiheng.base.Refusal;

class SmallCellsTest {
    private static final int MOST = 14;

    /** Tries every table of inner numbers up to {@code most} that agrees with all that is shown. */
    private static final class Stranger {
        private final SmallCells shown;
        private final int[][] guess;
        private final int most;
        private final int[][] least;
        private final int[][] largest;

        Stranger(SmallCells shown, int rows, int columns, int most) {
            this.shown = shown;
            this.most = most;
            guess = new int[rows][columns];
            least = new int[rows][columns];
            largest = new int[rows][columns];
            for (var row : least) {
                Arrays.fill(row, Integer.MAX_VALUE);
            }
        }

        void guess(int at) {
            int columns = guess[0].length;
            if (at == guess.length * columns) {
                if (agrees()) {
                    for (int r = 0; r < guess.length; r++) {
                        for (int c = 0; c < columns; c++) {
                            least[r][c] = Math.min(least[r][c], guess[r][c]);
                            largest[r][c] = Math.max(largest[r][c], guess[r][c]);
                        }
                    }
                }
                return;
            }
            int row = at / columns;
            int column = at % columns;
            boolean hidden = shown.isHidden(row, column);
            for (int value = hidden ? 0 : shown.shown(row, column);
                    value <= (hidden ? most : shown.shown(row, column));
                    value++) {
                guess[row][column] = value;
                guess(at + 1);
            }
        }

        private boolean agrees() {
            int all = 0;
            for (int r = 0; r < guess.length; r++) {
                int sum = 0;
                for (int value : guess[r]) {
                    sum += value;
                }
                all += sum;
                if (!shown.isHidden(r, guess[0].length) && shown.shown(r, guess[0].length) != sum) {
                    return false;
                }
            }
            for (int c = 0; c < guess[0].length; c++) {
                int sum = 0;
                for (var row : guess) {
                    sum += row[c];
                }
                if (!shown.isHidden(guess.length, c) && shown.shown(guess.length, c) != sum) {
                    return false;
                }
            }
            return shown.isHidden(guess.length, guess[0].length) || shown.shown(guess.length, guess[0].length) == all;
        }
    }

    @Property(tries = 150)
    void a_stranger_who_tries_everything_cannot_find_a_small_number(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 3) int rows,
            @ForAll @IntRange(min = 2, max = 3) int columns) {
        var random = new Random(seed);
        var table = new int[rows][columns];
        for (var row : table) {
            Arrays.setAll(row, _ -> random.nextInt(MOST - SmallCells.leastSpread()));
        }
        var shown = SmallCells.of(table);
        boolean triable = true;
        int free = 0;
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                var range = shown.range(r, c);
                triable &= range[1] <= MOST;
                free += shown.isHidden(r, c) ? 1 : 0;
                if (table[r][c] > 0 && table[r][c] <= SmallCells.SMALL) {
                    assertThat(range[0]).isZero();
                    assertThat(range[1]).isGreaterThanOrEqualTo(table[r][c] + SmallCells.leastSpread());
                }
            }
        }
        if (free > 4) {
            return;
        }
        var stranger = new Stranger(shown, rows, columns, MOST);
        stranger.guess(0);
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                var range = shown.range(r, c);
                assertThat(stranger.least[r][c]).isGreaterThanOrEqualTo(range[0]);
                assertThat(stranger.largest[r][c]).isLessThanOrEqualTo(range[1]);
                if (triable) {
                    assertThat(new int[] {stranger.least[r][c], stranger.largest[r][c]})
                            .isEqualTo(range);
                }
            }
        }
    }

    @Test
    void one_small_number_takes_three_others_with_it_the_smallest_that_do() {
        var table = new int[][] {{3, 50, 20}, {60, 40, 9}, {30, 12, 25}};
        var shown = SmallCells.of(table);
        int hidden = 0;
        for (int r = 0; r <= 3; r++) {
            for (int c = 0; c <= 3; c++) {
                hidden += shown.isHidden(r, c) ? 1 : 0;
            }
        }
        assertThat(hidden).isEqualTo(4);
        assertThat(shown.isHidden(0, 0)).isTrue();
        assertThat(shown.isHidden(2, 2)).isTrue();
        assertThat(shown.shown(3, 3)).isEqualTo(249);
        assertThatThrownBy(() -> shown.shown(0, 0)).isInstanceOf(Refusal.class).hasMessageContaining("hidden");
    }

    @Test
    void a_table_without_small_numbers_is_shown_whole() {
        var shown = SmallCells.of(new int[][] {{5, 0}, {7, 9}});
        assertThat(shown.isHidden(0, 0) || shown.isHidden(0, 1) || shown.isHidden(2, 2))
                .isFalse();
    }

    @Test
    void where_hardly_anybody_is_counted_nothing_is_shown() {
        var shown = SmallCells.of(new int[][] {{3}});
        assertThat(shown.isHidden(0, 0) && shown.isHidden(0, 1) && shown.isHidden(1, 0) && shown.isHidden(1, 1))
                .isTrue();
    }

    @Test
    void what_is_no_table_is_refused() {
        assertThatThrownBy(() -> SmallCells.of(new int[0][0])).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> SmallCells.of(new int[][] {{1, 2}, {3}})).hasMessageContaining("Row 2");
        assertThatThrownBy(() -> SmallCells.of(new int[][] {{-1}})).hasMessageContaining("negative");
    }
}
