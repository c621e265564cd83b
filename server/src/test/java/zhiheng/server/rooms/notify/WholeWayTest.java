package zhiheng.server.rooms.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Ids;
import zhiheng.base.testing.MovableClock;
import zhiheng.office.acts.Json;
import zhiheng.packs.PackLibrary;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.house.Rooms;
import zhiheng.server.rooms.watch.Aftermath;
import zhiheng.server.rooms.watch.AlertRows;
import zhiheng.server.rooms.watch.Grading;
import zhiheng.server.rooms.watch.LiveWatch;
import zhiheng.server.rooms.watch.Scope;
import zhiheng.server.rooms.watch.Surroundings;
import zhiheng.watch.Observation;
import zhiheng.watch.risk.Leakage;

/** The whole way of an alarm: observations, watch, grade, database, notification, HTTP. */
class WholeWayTest {
    private static final Instant START = Instant.parse("2026-12-01T05:00:00Z");

    private static final Surroundings CLINIC = new Surroundings() {
        @Override
        public Map<String, Object> answers(String system) {
            return Map.of("system_sector", "medical", "serves_minors", false, "cn_opinion_or_mobilisation", false);
        }

        @Override
        public Scope reach(String system, Instant since) {
            return new Scope(200_000L, 250_000);
        }
    };

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock();
    private final List<Map<String, Object>> got = new CopyOnWriteArrayList<>();

    private HttpServer chief() throws Exception {
        var http = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        http.createContext("/", exchange -> {
            try (exchange) {
                got.add(Json.readMap(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
                exchange.sendResponseHeaders(204, -1);
            }
        });
        http.start();
        return http;
    }

    private static List<Observation> leaks() {
        var random = new Random(5);
        var list = new ArrayList<Observation>();
        for (int i = 0; i < 8_000; i++) {
            double share = i < 5_000 ? 0.002 : 0.05;
            var kinds = random.nextDouble() < share ? List.of("cn-id") : List.<String>of();
            list.addAll(Leakage.observe("clinic", "i" + i, START.plusSeconds(i).toEpochMilli(), kinds, true));
        }
        return list;
    }

    @Test
    void leaks_in_a_clinic_are_told_to_the_chief_and_their_end_too() throws Exception {
        clock.day("2026-12-01");
        var http = chief();
        var chief = Receiver.of("orange=http://127.0.0.1:" + http.getAddress().getPort(), "");
        var ids = new Ids(clock);
        var grading = new Grading(PackLibrary.load(Path.of("../packs/incidents")));
        try (var db = Db.sqlite(folder.resolve("way.db"), Rooms.schema());
                var watch = new LiveWatch(
                        new AlertRows(db), grading, CLINIC, Aftermath.NONE, folder.resolve("watch.state"), ids, clock);
                var notifier = new Notifier(new NotificationRows(db), List.of(chief), ids, clock)) {
            watch.observe(leaks());
            tellAfter(notifier, Duration.ZERO); // at once: the alarm is older than the half minute that a group waits
            assertThat(got).hasSize(1);
            assertThat(got.getFirst()).containsEntry("status", "firing");
            assertThat(alerts(got.getFirst(), "labels"))
                    .containsExactly(Map.of(
                            "alertname", "leakage.limit",
                            "monitor", "leakage.limit",
                            "metric", Leakage.CERTAIN,
                            "system", "clinic",
                            "family", "leakage",
                            "grade", "red"));
            assertThat(alerts(got.getFirst(), "annotations")).first().satisfies(a -> {
                assertThat(a.get("grade_zh")).isEqualTo("■ 特别重大（红色）");
                assertThat(a.get("clause")).isNotNull();
                assertThat(a.get("title_zh")).isEqualTo("确证的敏感信息超过限值");
                assertThat(a.get("title_en")).isEqualTo("Certain leaks above the limit");
            });
            tellAfter(notifier, Notices.OVER_AFTER);
            tellAfter(notifier, Duration.ofMinutes(6));
            assertThat(got.getLast()).containsEntry("status", "resolved");
        } finally {
            http.stop(0);
        }
    }

    private void tellAfter(Notifier notifier, Duration time) throws InterruptedException {
        clock.pass(time);
        notifier.round();
        for (var delivery : notifier.deliveries()) {
            while (delivery.attempt().isZero()) {}
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> alerts(Map<String, Object> told, String part) {
        return ((List<Map<String, Map<String, Object>>>) told.get("alerts"))
                .stream().map(a -> a.get(part)).toList();
    }
}
