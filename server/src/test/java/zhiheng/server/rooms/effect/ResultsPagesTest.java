package zhiheng.server.rooms.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.YearMonth;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Refusal;
import zhiheng.server.testing.OfficeServer;
import zhiheng.server.testing.Surfer;

class ResultsPagesTest {
    @TempDir
    Path folder;

    private static void add(StringBuilder table, String work, int activity, double step, String confirmed) {
        var random = new Random(3);
        var month = YearMonth.of(2022, 1);
        for (int t = 0; t < 60; t++) {
            table.append(work)
                    .append(',')
                    .append(month.plusMonths(t))
                    .append(',')
                    .append(t < 36 ? 0 : activity)
                    .append(',')
                    .append(Math.round(100 * (40 + random.nextGaussian() + (t < 36 ? 0 : step))) / 100.0)
                    .append(",yes,")
                    .append(confirmed)
                    .append('\n');
        }
    }

    @Test
    void the_busy_without_effect_are_listed_and_self_praise_stays_grey() throws Exception {
        var table = new StringBuilder("work,time,activity,indicator,lower,confirmed\n");
        add(table, "Visits <b>", 10, 0, "yes");
        add(table, "Faster payment", 12, -6, "yes");
        add(table, "Own praise", 12, -6, "no");
        try (var office = new OfficeServer(folder)) {
            var surfer = new Surfer(office.address(), "en");
            surfer.signIn("boss", OfficeServer.PASSWORD);
            surfer.open("/results");
            var told = surfer.send("/results", "table", table.toString(), "from", "2025-01")
                    .body();
            assertThat(told)
                    .contains("<li>Visits &lt;b", "Moved, and confirmed", "not confirmed", "3 pieces of work judged")
                    .doesNotContain("<li>Faster payment", "<li>Own praise");
            var wrong = surfer.send("/results", "table", "work,time\n", "from", "2025-01");
            assertThat(wrong.statusCode()).isEqualTo(422);
            assertThat(wrong.body()).contains("The first row must name work,time,activity,indicator");
        }
    }

    @Test
    void every_row_counts_or_the_table_is_refused_with_its_line() {
        var head = "work,time,activity,indicator\n";
        assertThatThrownBy(() -> WorksTable.read(head + "a,2026-01,1,2\na,2026-03,1,2"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("Line 3")
                .hasMessageContaining("not the next");
        assertThatThrownBy(() -> WorksTable.read(head + "a,2026-13,1,2")).hasMessageContaining("Line 2");
        assertThatThrownBy(() -> WorksTable.read(head + "a,2026-01,x,2")).hasMessageContaining("is no number");
        assertThatThrownBy(() -> WorksTable.read(head + "a,2026-01,1"))
                .hasMessageContaining("another number of columns");
        assertThatThrownBy(() -> WorksTable.read(head + "a,2026-01,1,2\nb,2026-02,1,2"))
                .hasMessageContaining("other times than the rest");
        assertThatThrownBy(() -> WorksTable.read(head)).hasMessageContaining("no rows");
        assertThatThrownBy(() -> WorksTable.read(head + "a,2026-01,1,2").at("2025-01"))
                .hasMessageContaining("is not in the table");
        assertThat(WorksTable.read("工作,时间,活动,指标,已确认\n甲,2026-01,1,2,是\n")
                        .works()
                        .getFirst()
                        .confirmed())
                .isTrue();
    }
}
