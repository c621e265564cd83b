package zhiheng.server.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.testing.Await;
import zhiheng.base.testing.MovableClock;
import zhiheng.base.testing.Needed;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.server.testing.OfficeServer;
import zhiheng.server.testing.Postgres;

/** Faults from outside are seen, and end by themselves when their cause is gone. */
@Timeout(180)
class PulseTest {
    @TempDir
    Path folder;

    private static String ready(OfficeServer office) {
        try {
            var answer = office.rest("GET", "/health/ready", "", "Accept", "*/*");
            return answer.statusCode() + " " + answer.body();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static int create(OfficeServer office, String name) throws Exception {
        var body = "{\"kind\":\"provider\",\"name\":\"" + name + "\"}";
        return office.rest("POST", "/api/v1/orgs", body).statusCode();
    }

    @Test
    void a_server_that_is_well_says_so_without_a_sign_in_and_tells_names_only() throws Exception {
        try (var office = new OfficeServer(folder)) {
            assertThat(office.rest("GET", "/health/live", "", "Accept", "*/*").statusCode())
                    .isEqualTo(200);
            assertThat(ready(office))
                    .isEqualTo(
                            "200 {\"status\":\"ok\",\"checks\":{\"database\":\"ok\",\"ledger\":\"ok\",\"acts\":\"ok\","
                                    + "\"disk\":\"ok\",\"descriptors\":\"ok\",\"clock\":\"ok\",\"law\":\"ok\"}}");
            assertThat(office.rest("GET", "/health/metrics", "", "Accept", "*/*")
                            .body())
                    .contains("zhiheng_healthy{check=\"ledger\"} 1\n");
        }
    }

    @Test
    void after_a_full_disk_everything_goes_on_without_a_restart() throws Exception {
        Needed.that("root".equals(System.getProperty("user.name")), "mounting a small file system wants root");
        var disk = Files.createDirectory(folder.resolve("disk"));
        mount("mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", disk.toString());
        try {
            try (var office = new OfficeServer(disk.resolve("data"))) {
                for (int round = 0; round < 3; round++) {
                    assertThat(create(office, "before " + round)).isEqualTo(201);
                    fill(disk);
                    Await.until("writes are refused", () -> {
                        try {
                            return create(office, "while " + System.nanoTime()) == 503;
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    });
                    Await.until("it is seen", () -> ready(office).startsWith("503"));
                    assertThat(office.rest("GET", "/api/v1/orgs", "").statusCode())
                            .as("reading goes on")
                            .isEqualTo(200);
                    Files.delete(disk.resolve("fill"));
                    Await.until("all is well again", () -> ready(office).startsWith("200"));
                    assertThat(create(office, "after " + round)).isEqualTo(201);
                }
            }
            OfficeServer.start(disk.resolve("data"), new MovableClock()).close();
        } finally {
            mount("umount", "-l", disk.toString());
        }
    }

    private static void fill(Path disk) throws Exception {
        try (var out = Files.newOutputStream(disk.resolve("fill"))) {
            var bytes = new byte[4096];
            while (true) {
                out.write(bytes);
            }
        } catch (java.io.IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    private static void mount(String... command) throws Exception {
        var process = new ProcessBuilder(command).inheritIO().start();
        Needed.that(process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0, List.of(command) + " failed");
    }

    @Test
    void while_the_database_is_away_it_is_told_and_all_goes_on_when_it_is_back() throws Exception {
        try (var postgres = new Postgres();
                var server = ZhihengServer.start(Config.of(
                        folder.resolve("data"),
                        Path.of("src/test/resources/library"),
                        "127.0.0.1",
                        0,
                        Map.of(
                                "ZHIHENG_DB_URL",
                                postgres.newDatabase() + "?loginTimeout=2",
                                "ZHIHENG_DB_USER",
                                Postgres.USER)))) {
            var boss = server.identity()
                    .setUp(server.setupToken().orElseThrow(), "boss", "B", OfficeServer.PASSWORD.toCharArray())
                    .actor();
            assertThat(boss.role()).isEqualTo(Role.ADMINISTRATOR);
            postgres.kill();
            Await.until("it is seen", () -> server.troubles().contains("database"));
            postgres.start();
            Await.until("all is well again", () -> server.troubles().isEmpty());
            server.office().orgs().create(boss, Org.Kind.PROVIDER, "after");
        }
    }

    @Test
    void a_clock_that_was_set_back_is_seen_until_it_is_right_and_turns_no_order() throws Exception {
        try (var office = new OfficeServer(folder)) {
            var now = office.clock.instant();
            var id = office.server
                    .office()
                    .registry()
                    .register(office.boss.actor(), office.boss.orgId(), "Bot", "", "", Map.of("infers", true))
                    .id();
            office.clock.set(now.minus(Duration.ofDays(2)));
            Await.until("it is seen", () -> ready(office).startsWith("200 {\"status\":\"degraded\""));
            var registry = office.server.office().registry();
            registry.change(office.boss.actor(), id, 1, null, null, null, Map.of("infers", false));
            assertThat(registry.lastChange(office.boss.actor(), id)
                            .orElseThrow()
                            .ledgerIndex())
                    .as("the newest change, though its time is older")
                    .isEqualTo(office.server.ledger().size() - 1);
            office.clock.set(now.plusSeconds(1));
            registry.change(office.boss.actor(), id, 2, null, null, null, Map.of("infers", true));
            Await.until("it is right again", () -> ready(office).startsWith("200 {\"status\":\"ok\""));
        }
    }
}
