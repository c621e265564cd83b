package zhiheng.office.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import zhiheng.base.Refusal;

class EditionTest {
    private static final int MOST = 12;

    private static RoleChange change(int stayed, int moved, int left, int created) {
        return new RoleChange("41", stayed + moved + left, stayed, moved, 0, left, created, 0);
    }

    private static Report report(Random random, int org, int most) {
        return new Report(
                "o" + org,
                "s" + random.nextInt(3),
                "r" + random.nextInt(2),
                List.of(change(
                        random.nextInt(most), random.nextInt(most), random.nextInt(most), random.nextInt(most))));
    }

    private static List<Report> reports(Random random, int n, int most) {
        var reports = new ArrayList<Report>();
        for (int i = 0; i < n; i++) {
            reports.add(report(random, i, most));
        }
        return reports;
    }

    /** Tries all hidden inner numbers that agree with every sum that is shown, and keeps least and largest of each cell. */
    private static final class Stranger {
        private final Edition.Table table;
        private final int rows;
        private final int columns;
        private final int[][] guess;
        private final int[][] least;
        private final int[][] largest;

        Stranger(Edition.Table table) {
            this.table = table;
            rows = table.rows().size() - 1;
            columns = table.columns().size();
            guess = new int[rows][columns];
            least = new int[rows][columns + 1];
            largest = new int[rows][columns + 1];
            for (var row : least) {
                java.util.Arrays.fill(row, Integer.MAX_VALUE);
            }
        }

        int free() {
            int free = 0;
            for (int r = 0; r < rows; r++) {
                for (int c = 0; c < columns; c++) {
                    free += table.rows().get(r).shown(c) == null ? 1 : 0;
                }
            }
            return free;
        }

        void guess(int at) {
            if (at == rows * columns) {
                look();
                return;
            }
            int r = at / columns;
            int c = at % columns;
            var shown = table.rows().get(r).shown(c);
            int above = 0;
            for (int i = 0; i < r; i++) {
                above += guess[i][c];
            }
            int left = table.totals().counts().get(c) - above;
            for (int v = shown == null ? 0 : shown; v <= Math.min(shown == null ? left : shown, left); v++) {
                guess[r][c] = v;
                if (r < rows - 1 || v == left) {
                    guess(at + 1);
                }
            }
        }

        private void look() {
            for (int r = 0; r < rows; r++) {
                var shown = table.rows().get(r).shown(columns);
                if (shown != null && java.util.Arrays.stream(guess[r]).sum() != shown) {
                    return;
                }
            }
            for (int r = 0; r < rows; r++) {
                for (int c = 0; c <= columns; c++) {
                    int v = c == columns ? java.util.Arrays.stream(guess[r]).sum() : guess[r][c];
                    least[r][c] = Math.min(least[r][c], v);
                    largest[r][c] = Math.max(largest[r][c], v);
                }
            }
        }
    }

    @Property(tries = 120)
    void nobody_works_a_small_number_out_of_either_table_and_their_totals_are_the_same(@ForAll long seed) {
        var random = new Random(seed);
        Edition edition;
        try {
            edition = Edition.of(reports(random, 9 + random.nextInt(6), 3), 20, null);
        } catch (Refusal e) {
            return; // too little to publish is an answer too
        }
        assertThat(edition.bySector().totals().counts())
                .isEqualTo(edition.byRegion().totals().counts());
        for (var table : List.of(edition.bySector(), edition.byRegion())) {
            assertThat(table.totals().hidden()).doesNotContain(true);
            var stranger = new Stranger(table);
            if (stranger.free() > 7) {
                continue;
            }
            stranger.guess(0);
            for (int r = 0; r < table.rows().size() - 1; r++) {
                var row = table.rows().get(r);
                assertThat(row.enterprises()).isGreaterThanOrEqualTo(Edition.FEWEST);
                for (int c = 0; c < row.counts().size(); c++) {
                    int value = row.counts().get(c);
                    if (value > 0 && value <= SmallCells.SMALL) {
                        assertThat(row.shown(c)).isNull();
                        assertThat(stranger.least[r][c]).as("%s", table).isZero();
                        assertThat(stranger.largest[r][c]).isGreaterThanOrEqualTo(value + SmallCells.leastSpread());
                    }
                }
            }
        }
    }

    @Property(tries = 200)
    void the_difference_of_two_editions_shows_no_small_number(@ForAll long seed) {
        var random = new Random(seed);
        var reports = reports(random, 12 + random.nextInt(10), MOST);
        var first = Edition.of(reports, 40, null);
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            reports.add(report(random, 100 + i, 1 + random.nextInt(MOST)));
        }
        Edition second;
        try {
            second = Edition.of(reports, 40, first);
        } catch (Refusal e) {
            assertThat(e).hasMessageContaining("wait for more records");
            return;
        }
        differences(first.bySector(), second.bySector());
        differences(first.byRegion(), second.byRegion());
    }

    private static void differences(Edition.Table before, Edition.Table after) {
        if (!before.columns().equals(after.columns())) {
            return;
        }
        for (var row : after.rows()) {
            before.rows().stream().filter(o -> o.group().equals(row.group())).forEach(old -> {
                for (int c = 0; c < row.counts().size(); c++) {
                    var then = old.shown(c);
                    var now = row.shown(c);
                    if (then != null && now != null) {
                        assertThat(Math.abs(now - then)).isNotIn(1, 2, 3, 4);
                    }
                    if (then == null && old.counts().get(c).equals(row.counts().get(c))) {
                        assertThat(now)
                                .as("what was hidden and has not changed")
                                .isNull();
                    }
                }
            });
        }
    }

    @Test
    void a_group_of_fewer_than_three_enterprises_is_shown_with_others_only() {
        var reports = new ArrayList<Report>();
        for (int i = 0; i < 4; i++) {
            reports.add(new Report("a" + i, "software", "north", List.of(change(20, 10, 10, 10))));
        }
        reports.add(new Report("b", "trade", "north", List.of(change(20, 10, 10, 10))));
        reports.add(new Report("b", "trade", "north", List.of(change(20, 10, 10, 10))));
        var edition = Edition.of(reports, 9, null);
        assertThat(edition.bySector().rows()).extracting(Edition.Row::group).containsExactly(Edition.OTHERS, "");
        assertThat(edition.reporting()).isEqualTo(5);
        assertThat(edition.bySector().totals().enterprises()).isEqualTo(5);
        assertThat(edition.bySector().totals().net(edition.bySector().columns()))
                .isZero();
    }

    @Test
    void two_enterprises_publish_nothing_and_a_total_that_is_small_is_left_out() {
        assertThatThrownBy(() -> Edition.of(
                        List.of(
                                new Report("a", "s", "r", List.of(change(50, 0, 0, 0))),
                                new Report("b", "s", "r", List.of(change(50, 0, 0, 0)))),
                        2,
                        null))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("Fewer than 3");
        var reports = new ArrayList<Report>();
        for (int i = 0; i < 3; i++) {
            reports.add(new Report("a" + i, "s", "r", List.of(change(50, 9, 1, 0))));
        }
        var edition = Edition.of(reports, 3, null);
        assertThat(edition.bySector().columns()).doesNotContain(Outcome.LEFT).contains(Outcome.MOVED);
        assertThat(edition.bySector().totals().net(edition.bySector().columns()))
                .isNull();
        assertThat(edition.bySector().totals().counts().getLast()).isEqualTo(177);
    }

    @Test
    void an_edition_too_like_the_last_one_waits() {
        var reports = new ArrayList<Report>();
        for (int i = 0; i < 5; i++) {
            reports.add(new Report("a" + i, "s", "r", List.of(change(50, 9, 10, 0))));
        }
        var first = Edition.of(reports, 5, null);
        reports.add(new Report("new", "s", "r", List.of(change(2, 0, 1, 0))));
        assertThatThrownBy(() -> Edition.of(reports, 6, first)).hasMessageContaining("wait for more records");
        assertThat(Edition.of(reports.subList(0, 5), 6, first).bySector()).isEqualTo(first.bySector());
    }
}
