package zhiheng.server.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import zhiheng.packs.PackLibrary;
import zhiheng.watch.Alert;
import zhiheng.watch.Limits;
import zhiheng.watch.Watch;
import zhiheng.watch.alert.Dispatcher;
import zhiheng.watch.alert.Notification;
import zhiheng.watch.alert.Policy;
import zhiheng.watch.alert.Route;
import zhiheng.watch.risk.Leakage;
import zhiheng.watch.risk.Pace;

/** The whole way of an alarm: observations, watch, grade, notification. */
class NoticesTest {
    private static final Instant START = Instant.parse("2026-12-01T00:00:00Z");

    @Test
    void leaks_in_a_clinic_reach_the_chief_in_orange_and_the_end_is_told_too() {
        var monitor = Leakage.monitors(new Pace(10_000, 30)).getFirst();
        var alert = alarmed(monitor.monitor());
        var grading = new Grading(PackLibrary.load(Path.of("../packs/incidents")));
        var grade = grading.forecast(
                alert.alarm(),
                Grading.strength(alert.alarm()),
                monitor.family(),
                new Scope(200_000L, 250_000),
                Map.of("system_sector", "medical", "serves_minors", false, "cn_opinion_or_mobilisation", false),
                LocalDate.ofInstant(START, ZoneOffset.UTC));
        assertThat(grade.light()).isIn(Light.RED, Light.ORANGE);

        var policy = new Policy(
                Route.to("duty")
                        .groupBy("system")
                        .children(Route.when("grade=~red|orange").receiver("chief")),
                new Policy.Receiver("duty", true),
                new Policy.Receiver("chief", true));
        var at = Instant.ofEpochMilli(alert.alarm().time());
        var dispatcher = new Dispatcher(policy, at);
        dispatcher.put(Notices.raised(alert, monitor, grade), at);
        var told = new ArrayList<>(dispatcher.tick(at.plusSeconds(30)));
        dispatcher.put(Notices.over(alert, monitor, grade, at.plusSeconds(100)), at.plusSeconds(100));
        told.addAll(dispatcher.tick(at.plus(Duration.ofMinutes(6))));
        assertThat(told).extracting(Notification::receiver).containsExactly("chief", "chief");
        assertThat(told).extracting(Notification::firing).containsExactly(true, false);
        var item = told.getFirst().alerts().getFirst();
        assertThat(item.labels()).containsEntry("family", "leakage").containsEntry("system", "clinic");
        assertThat(item.annotations().get("grade_zh")).containsAnyOf("■ 特别重大（红色）", "▲ 重大（橙色）");
        assertThat(item.annotations()).containsKeys("title_zh", "title_en", "clause", "onset");
    }

    private static Alert alarmed(zhiheng.watch.Monitor<?> monitor) {
        var watch = new Watch(List.of(monitor), Limits.DEFAULT);
        var random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            double share = i < 5_000 ? 0.002 : 0.05;
            var kinds = random.nextDouble() < share ? List.of("cn-id") : List.<String>of();
            for (var o : Leakage.observe("clinic", "i" + i, START.plusSeconds(i).toEpochMilli(), kinds, true)) {
                var alerts = watch.take(o);
                if (!alerts.isEmpty()) {
                    return alerts.getFirst();
                }
            }
        }
        throw new AssertionError("no alarm");
    }
}
