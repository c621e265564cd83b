package zhiheng.server.rooms.effect;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.server.testing.OfficeServer;
import zhiheng.server.testing.Visitor;

/** A table pasted on the page: what is said of it, and what of one that cannot be judged. */
class EffectPagesTest {
    @TempDir
    static Path folder;

    private static OfficeServer house;

    @BeforeAll
    static void start() throws Exception {
        house = new OfficeServer(folder);
    }

    @AfterAll
    static void stop() {
        house.close();
    }

    private static HttpResponse<String> judged(String language, String table, String from, String season)
            throws Exception {
        return new Visitor(house.server.port(), language)
                .signIn("boss", OfficeServer.PASSWORD)
                .post(
                        "/effect",
                        "/effect",
                        Map.of("table", List.of(table), "from", List.of(from), "season", List.of(season)));
    }

    @Test
    void a_measure_that_worked_is_shown_with_its_interval_its_drawing_and_its_promise() throws Exception {
        var table = Files.readString(Path.of("../examples/payment-days.csv"));
        assertThat(judged("en", table, "2024-07", "").body())
                .contains(
                        "A fall: the effect is -10.9075",
                        "quasi-experiment",
                        "<polyline class=\"control\"",
                        "at most 5 %");
        assertThat(judged("zh", table, "2024-07", "").body()).contains("下降：效果为 -10.9075", "准实验");
    }

    @Test
    void units_are_compared_without_a_drawing() throws Exception {
        var table = new StringBuilder("unit,before,after,treated\n");
        for (int i = 0; i < 20; i++) {
            table.append("u")
                    .append(i)
                    .append(',')
                    .append(40 + i % 7)
                    .append(',')
                    .append(41 + i % 7 + i % 3)
                    .append(',')
                    .append(i % 2 == 0 ? "yes" : "no")
                    .append('\n');
        }
        assertThat(judged("en", table.toString(), "", "").body())
                .contains("No effect can be told", "no earlier figures")
                .doesNotContain("<polyline");
    }

    @Test
    void a_table_that_cannot_be_judged_is_refused_and_what_was_typed_stays() throws Exception {
        var wrong = judged("en", "time,value\n2026-01,<b>\n", "2026-01", "7");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("Line 2", "2026-01,&lt;b", "value=\"7\"");
        assertThat(judged("en", "time,value\n2026-01,1\n", "2026-01", "x").body())
                .contains("A season is a whole number");
        assertThat(judged("en", "time,value\n2026-01,1\n", "2026-01", "").body())
                .contains("At least 12 values before");
    }
}
