package zhiheng.server.rooms.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitState;
import zhiheng.office.people.Actor;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;
import zhiheng.server.testing.CaughtOutput;

@Timeout(120)
class CheckCommandTest extends CaughtOutput {
    @TempDir
    Path temp;

    private Path data() {
        return temp.resolve("data");
    }

    private ZhihengServer start() {
        return ZhihengServer.start(Config.of(data(), Path.of("src/test/resources/library"), "127.0.0.1", 0)
                .withGateway(0, Set.of(), false));
    }

    private Actor boss(ZhihengServer server) {
        var password = "a long enough one";
        return server.identity()
                .signIn("boss", password.toCharArray(), "192.0.2.1")
                .map(session -> session.person())
                .orElseGet(() ->
                        server.identity().setUp(server.setupToken().orElseThrow(), "boss", "B", password.toCharArray()))
                .actor();
    }

    private void work(ZhihengServer server) {
        var boss = boss(server);
        var system = server.office()
                .registry()
                .register(boss, boss.orgId(), "Bot", "", "", Map.of("infers", true, "uses", List.of("hiring")))
                .id();
        var permits = server.gateway().orElseThrow().permits();
        var permit = permits.change(Permit.open(system, ZoneOffset.UTC), boss.id(), "begin");
        permits.change(permit.with(PermitState.STOPPED), boss.id(), "end");
        var duty = server.office()
                .dossiers()
                .of(boss, system, server.office().today())
                .duties()
                .getFirst()
                .duty()
                .id();
        var content = new ByteArrayInputStream("a report".getBytes(StandardCharsets.UTF_8));
        server.office().evidence().add(boss, system, duty, "Report", null, "r.txt", content, null);
    }

    private int check() {
        return run("check", "--data", data(), "--lang", "en");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.toList().reversed()) {
                Files.delete(file);
            }
        }
    }

    private Path only(String folder) throws IOException {
        try (var files = Files.walk(data().resolve(folder))) {
            return files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
    }

    @Test
    void a_whole_installation_agrees_running_or_stopped() {
        try (var server = start()) {
            work(server);
            assertThat(check()).as(said() + complained()).isZero();
            work(server);
            assertThat(check()).as(said() + complained()).isZero();
        }
        assertThat(check()).as(said() + complained()).isZero();
        assertThat(said())
                .contains("entries", "acts compared", "permits: 2 systems", "evidence: 1 files", "All agree.");
    }

    @Test
    void whatever_is_older_is_named() throws Exception {
        try (var server = start()) {
            work(server);
        }
        copy(data(), temp.resolve("older"));
        try (var server = start()) {
            work(server);
        }
        copy(data(), temp.resolve("newer"));
        for (var part : Map.of(
                        "ledger", "The ledger is older than the database",
                        "zhiheng.db", "The database is older than the ledger",
                        "permits", "Permits are older than the ledger")
                .entrySet()) {
            delete(data().resolve(part.getKey()));
            copy(temp.resolve("older").resolve(part.getKey()), data().resolve(part.getKey()));
            assertThat(check()).as(part.getKey()).isEqualTo(1);
            assertThat(said()).contains("✗ " + part.getValue());
            delete(data().resolve(part.getKey()));
            copy(temp.resolve("newer").resolve(part.getKey()), data().resolve(part.getKey()));
        }
        assertThat(check()).as(said()).isZero();
        for (var part : List.of("zhiheng.db", "ledger")) {
            delete(data().resolve(part));
            copy(temp.resolve("older").resolve(part), data().resolve(part));
        }
        assertThat(check()).isEqualTo(1);
        assertThat(said()).contains("✗ Permits are newer than the database");
    }

    @Test
    void evidence_that_was_changed_or_lost_is_named() throws Exception {
        try (var server = start()) {
            work(server);
        }
        var file = only("evidence");
        Files.writeString(file, "another report");
        assertThat(check()).isEqualTo(1);
        assertThat(said()).contains("is not what it was");
        assertThat(run("check", "--data", data(), "--quick", "--lang", "zh")).isZero();
        Files.delete(file);
        assertThat(run("check", "--data", data(), "--quick", "--lang", "zh")).isEqualTo(1);
        assertThat(said()).contains("缺少证据文件");
    }

    @Test
    void where_nothing_lies_it_says_so_and_makes_nothing() {
        assertThat(check()).isEqualTo(2);
        assertThat(complained()).contains("There is no database");
        assertThat(temp).isEmptyDirectory();
    }
}
