package zhiheng.server.rooms.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import zhiheng.server.rooms.notify.NotificationRows.Seen;
import zhiheng.server.rooms.watch.Light;
import zhiheng.server.testing.Alerts;

class NoticesTest {
    private static final Instant TIME = Instant.parse("2026-12-01T00:00:00Z");

    private static Seen seen(@Nullable Light grade) {
        return new Seen(Alerts.leaks("a1", "clinic", grade, TIME), "诊所", TIME, false);
    }

    @Test
    void an_alert_is_routed_by_what_it_is_and_shown_in_both_languages() {
        var raised = Notices.raised(seen(Light.ORANGE), null);
        assertThat(raised.labels())
                .containsOnlyKeys("alertname", "system", "monitor", "metric", "family", "grade")
                .containsEntry("alertname", "leaks")
                .containsEntry("grade", "orange");
        assertThat(raised.annotations())
                .containsEntry("grade_zh", "▲ 重大（橙色）")
                .containsEntry("title_en", "Leaks")
                .containsEntry("clause", "第三条")
                .containsEntry("system_name", "诊所")
                .containsEntry("onset", "2026-11-30T23:00:00Z")
                .containsEntry(Notices.ALERT, "a1");
    }

    @Test
    void an_alert_without_grade_says_so_and_never_ends_before_it_begins() {
        var raised = Notices.raised(seen(null), TIME.minusSeconds(1));
        assertThat(raised.labels()).containsEntry("grade", "none");
        assertThat(raised.annotations()).doesNotContainKeys("grade_zh", "grade_en");
        assertThat(raised.end()).isEqualTo(TIME);
    }
}
