package zhiheng.server.rooms.trend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.office.registry.OrgOverview;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.house.Rooms;

class TrendTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 1);

    @TempDir
    Path folder;

    private static OrgOverview org(String id, long overdue, long gaps) {
        return new OrgOverview(id, id, 9, overdue, gaps, 5, 0, null, null, List.of());
    }

    @Test
    void each_day_keeps_its_last_look_and_who_sees_one_organisation_sees_its_figures_alone() {
        try (var db = Db.sqlite(folder.resolve("zhiheng.db"), Rooms.schema())) {
            var rows = new TrendRows(db);
            rows.keep(DAY, List.of(org("a", 7, 1), org("b", 2, 0)));
            assertThat(rows.since(DAY, null).drawn()).as("one day is no trend").isFalse();
            rows.keep(DAY, List.of(org("a", 5, 1), org("b", 2, 0)));
            rows.keep(DAY.plusDays(4), List.of(org("a", 3, 4), org("b", 0, 0)));
            assertThat(rows.since(DAY, null).days())
                    .containsExactly(new Trend.Day(DAY, 7, 1, 10), new Trend.Day(DAY.plusDays(4), 3, 4, 10));
            assertThat(rows.since(DAY, "b").days())
                    .containsExactly(new Trend.Day(DAY, 2, 0, 5), new Trend.Day(DAY.plusDays(4), 0, 0, 5));
            assertThat(rows.since(DAY.plusDays(1), null).days()).hasSize(1);
        }
    }

    @Test
    void days_stand_by_the_calendar_and_zero_at_the_bottom() {
        var trend = new Trend(List.of(
                new Trend.Day(DAY, 4, 0, 0),
                new Trend.Day(DAY.plusDays(1), 2, 0, 0),
                new Trend.Day(DAY.plusDays(4), 0, 1, 0)));
        assertThat(trend.points(false)).isEqualTo("0.0,0.0 150.0,60.0 600.0,120.0");
        assertThat(trend.points(true)).isEqualTo("0.0,120.0 150.0,120.0 600.0,90.0");
        assertThat(new Trend(List.of(new Trend.Day(DAY, 0, 0, 0), new Trend.Day(DAY.plusDays(1), 0, 0, 0)))
                        .points(false))
                .isEqualTo("0.0,120.0 600.0,120.0");
    }
}
