package zhiheng.server.rooms.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Ids;
import zhiheng.packs.PackLibrary;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.house.Rooms;
import zhiheng.watch.Observation;
import zhiheng.watch.risk.DeepFakes;

class LiveWatchTest {
    @TempDir
    Path folder;

    private Db db;
    private AlertRows alerts;

    @BeforeEach
    void open() {
        db = Db.sqlite(folder.resolve("watch.db"), Rooms.schema());
        alerts = new AlertRows(db);
    }

    @AfterEach
    void close() {
        db.close();
    }

    private LiveWatch live() {
        return new LiveWatch(
                alerts,
                new Grading(PackLibrary.load(Path.of("../packs/incidents"))),
                new Surroundings() {
                    @Override
                    public Map<String, Object> answers(String system) {
                        return Map.of();
                    }

                    @Override
                    public Scope reach(String system, Instant since) {
                        return new Scope(null, 0);
                    }
                },
                Aftermath.NONE,
                folder.resolve("watch.state"),
                new Ids(Clock.systemUTC()),
                Clock.systemUTC());
    }

    private static List<Observation> unlabelled(int from, int to, double share) {
        var random = new Random(from);
        var list = new ArrayList<Observation>();
        for (int i = from; i < to; i++) {
            list.add(new Observation(
                    "bot",
                    DeepFakes.UNLABELLED,
                    1_790_000_000_000L + i * 1000L,
                    random.nextDouble() < share ? 1 : 0,
                    1,
                    Map.of("interaction", "c" + i)));
        }
        return list;
    }

    @Test
    void an_alert_is_graded_by_a_pack_kept_once_and_counted_while_it_lasts() {
        try (var live = live()) {
            assertThat(live.observe(unlabelled(0, 3_000, .002))).isEmpty();
            var raised = live.observe(unlabelled(3_000, 6_000, .2));
            assertThat(raised).hasSizeGreaterThan(1);
            var rows = alerts.of("bot", null, 10);
            assertThat(rows).hasSizeLessThan(4);
            assertThat(rows).allSatisfy(row -> {
                assertThat(row.family()).isEqualTo("deepfake");
                assertThat(row.grade()).isNotNull();
                assertThat(row.reason()).isNotNull();
                assertThat(row.raised().course()).isNotEmpty();
                assertThat(row.raised().examples()).isNotEmpty();
            });
            assertThat(rows.stream().mapToInt(r -> r.repeats() + 1).sum()).isEqualTo(raised.size());
        }
    }

    /** Guards against calls that nobody watches: those of gateways that run by themselves are not in the log. */
    @Test
    void where_a_stream_engine_watches_the_calls_of_lone_gateways_are_watched_here() {
        var call = ObservedTest.call(200, "", Map.of());
        try (var live = live()) {
            live.elsewhere();
            live.calls(List.of(call), system -> Set.of());
            assertThat(live.counters().seen()).isZero();
            live.handed(List.of(call), system -> Set.of());
            assertThat(live.counters().seen()).isEqualTo(2);
        }
    }

    @Test
    void after_a_restart_the_evidence_is_still_there() {
        try (var live = live()) {
            live.observe(unlabelled(0, 500, .002));
            assertThat(live.counters().taken()).isEqualTo(500);
        }
        try (var live = live()) {
            assertThat(live.counters().taken()).isEqualTo(500);
        }
    }

    @Test
    void states_that_cannot_be_read_are_kept_aside_and_the_monitors_begin_afresh() throws Exception {
        Files.write(folder.resolve("watch.state"), new byte[] {0, 0, 0, 9});
        try (var live = live()) {
            assertThat(live.counters().seen()).isZero();
        }
        assertThat(folder.resolve("watch.state.unread")).exists();
    }
}
