package zhiheng.server.rooms.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitState;
import zhiheng.ledger.Entry;
import zhiheng.ledger.Ledger;
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

    private static Entry other(int n) {
        return new Entry(Instant.EPOCH, "x", "other", "s" + n, "", "{}");
    }

    @Test
    void a_forked_ledger_is_said_in_one_sentence_with_what_to_do() throws Exception {
        try (var server = start()) {
            work(server);
        }
        copy(data().resolve("ledger"), temp.resolve("older"));
        long fork;
        var key = Files.readString(temp.resolve("older/verifier-key"));
        try (var log = Ledger.open(temp.resolve("older"), key.substring(0, key.indexOf('+')))) {
            fork = log.size();
            for (int i = 0; i < 40; i++) {
                log.append(other(i));
            }
        }
        try (var server = start()) {
            work(server);
        }
        delete(data().resolve("ledger"));
        copy(temp.resolve("older"), data().resolve("ledger"));
        assertThat(check()).isEqualTo(1);
        assertThat(said().lines().filter(line -> line.startsWith("✗") && !line.contains("They do not agree")))
                .singleElement()
                .asString()
                .contains("The ledger was forked: from entry " + fork + " on", "./zhiheng restore", "tell the witness");
        assertThat(run("check", "--data", data(), "--lang", "zh")).isEqualTo(1);
        assertThat(said()).contains("账本已分叉：从第 " + fork + " 条起", "请停止服务");
        assertThatThrownBy(this::start)
                .hasMessageContaining("The ledger was forked: from entry " + fork + " on")
                .hasMessageContaining("Nothing was changed");
    }

    @Test
    void two_swapped_entries_are_each_named() throws Exception {
        try (var server = start()) {
            for (int i = 0; i < 12; i++) {
                work(server);
            }
        }
        try (var files = Files.walk(data().resolve("ledger/tile/entries"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                swap(file, 3, 4);
            }
        }
        assertThat(check()).isEqualTo(1);
        assertThat(said())
                .contains("✗ Entry 3 of the ledger", "✗ Entry 4 of the ledger")
                .doesNotContain("✗ Entry 5");
        assertThat(run("ledger", "verify", data().resolve("ledger"), "--lang", "zh"))
                .isEqualTo(1);
        assertThat(said()).contains("第 3 条：", "第 4 条：");
    }

    /** Entries of a bundle: two bytes of length, then the entry (C2SP tlog-tiles). */
    private static void swap(Path bundle, int a, int b) throws IOException {
        var bytes = Files.readAllBytes(bundle);
        var entries = new ArrayList<byte[]>();
        for (int at = 0; at < bytes.length; ) {
            int length = 2 + ((bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff);
            entries.add(Arrays.copyOfRange(bytes, at, at + length));
            at += length;
        }
        if (entries.size() > b) {
            Collections.swap(entries, a, b);
        }
        var out = new ByteArrayOutputStream();
        for (var entry : entries) {
            out.write(entry);
        }
        Files.write(bundle, out.toByteArray());
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
