package zhiheng.server.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Json;
import zhiheng.ledger.LedgerReader;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.rooms.upkeep.Comparison;
import zhiheng.server.testing.Load;
import zhiheng.server.testing.Postgres;
import zhiheng.server.testing.ServerProcesses;
import zhiheng.server.testing.Servers;

/** Two processes on one database; the one that leads is killed, twice, while clients read and change. */
class ServersKillTest {
    @TempDir
    Path folder;

    @Test
    void the_one_that_leads_is_killed_and_nothing_acknowledged_is_lost() throws Exception {
        var url = Postgres.database();
        var systems = new ArrayList<String>();
        String bearer;
        try (var before = new Servers(folder, number -> url, 1, Duration.ofSeconds(60))) {
            bearer = before.bearer();
            for (int i = 0; i < 4; i++) {
                systems.add(before.system("Bot " + i)[0]);
            }
        }
        try (var servers = new ServerProcesses(folder, url, 2)) {
            var load = new Load(6, 2, servers::address, bearer, systems);
            Thread.sleep(1_500);
            int first = servers.leader();
            servers.kill(first);
            Servers.until(Duration.ofSeconds(20), () -> servers.leader() == 1 - first);
            Thread.sleep(1_000);
            servers.start(first);
            Thread.sleep(500);
            servers.kill(1 - first);
            Servers.until(Duration.ofSeconds(20), () -> servers.leader() == first);
            Thread.sleep(1_000);
            assertThat(load.wrong()).isEmpty();
            assertThat(load.history.sets()).isGreaterThan(20);
            servers.start(1 - first);
        }
        oneLog(url);
    }

    /** Every act of the database is where the ledger of either has it, and their roots are one. */
    private void oneLog(String url) throws Exception {
        var a = LedgerReader.open(folder.resolve("server0/ledger"));
        var b = LedgerReader.open(folder.resolve("server1/ledger"));
        long both = Math.min(a.size(), b.size());
        assertThat(a.root(both)).isEqualTo(b.root(both));
        var longer = a.size() > b.size() ? "server0" : "server1";
        try (var db = Db.readOnly(url, "zhiheng", "")) {
            var bad = List.copyOf(new Comparison(folder.resolve(longer), db, true).run()).stream()
                    .filter(Comparison.Line::bad)
                    .map(line -> line.text().en())
                    .filter(text ->
                            !text.contains("older than the ledger: system")) // files of a server that no longer led
                    .toList();
            assertThat(bad).as(Json.write(bad)).isEmpty();
        }
    }
}
