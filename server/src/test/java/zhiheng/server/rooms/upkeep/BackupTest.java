package zhiheng.server.rooms.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitState;
import zhiheng.ledger.LedgerVerifier;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;
import zhiheng.server.house.Config;
import zhiheng.server.house.Rooms;
import zhiheng.server.house.ZhihengServer;
import zhiheng.server.testing.CaughtOutput;
import zhiheng.server.testing.Postgres;

@Timeout(180)
class BackupTest extends CaughtOutput {
    private static final String PASSWORD = "a long enough one";

    @TempDir
    Path temp;

    @BeforeEach
    void passphrase() throws Exception {
        Files.writeString(temp.resolve("passphrase"), "correct horse battery\n");
    }

    private ZhihengServer start(String folder, Map<String, String> environment) {
        return ZhihengServer.start(
                Config.of(temp.resolve(folder), Path.of("src/test/resources/library"), "127.0.0.1", 0, environment)
                        .withGateway(0, Set.of(), false));
    }

    private static Actor boss(ZhihengServer server) {
        return server.identity()
                .signIn("boss", PASSWORD.toCharArray(), "192.0.2.1")
                .map(session -> session.person())
                .orElseGet(() ->
                        server.identity().setUp(server.setupToken().orElseThrow(), "boss", "B", PASSWORD.toCharArray()))
                .actor();
    }

    private static String work(ZhihengServer server) {
        var boss = boss(server);
        var system = server.office()
                .registry()
                .register(boss, boss.orgId(), "招聘", "", "", Map.of("infers", true, "uses", List.of("hiring")))
                .id();
        var permits = server.gateway().orElseThrow().permits();
        var permit = permits.change(Permit.open(system, ZoneOffset.UTC), boss.id(), "begin");
        permits.change(permit.with(PermitState.REVIEW), boss.id(), "look");
        var duty = server.office()
                .dossiers()
                .of(boss, system, server.office().today())
                .duties()
                .getFirst()
                .duty()
                .id();
        var content = new ByteArrayInputStream("a report".getBytes(StandardCharsets.UTF_8));
        server.office().evidence().add(boss, system, duty, "Report", null, "r.txt", content, null);
        return system;
    }

    /** The lines of the guide, in the folder of this test. */
    private void guide() throws IOException {
        var text = Files.readString(Path.of("../docs/operations.md"));
        var block = text.substring(text.indexOf("./zhiheng backup"));
        var lines = block.substring(0, block.indexOf("```")).lines().toList();
        assertThat(lines).hasSize(3);
        for (var line : lines) {
            var words = line.split(" ");
            for (int i = 2; i < words.length; i++) {
                words[i] = words[i].startsWith("--")
                        ? words[i]
                        : temp.resolve(words[i]).toString();
            }
            assertThat(run((Object[]) Arrays.copyOfRange(words, 1, words.length)))
                    .as(line + "\n" + said() + complained())
                    .isZero();
        }
    }

    @Test
    void what_the_guide_says_gives_an_installation_that_works_while_the_old_one_goes_on() throws Exception {
        String system;
        try (var server = start("data", Map.of())) {
            system = work(server);
            var stop = new AtomicBoolean();
            var boss = boss(server);
            var writing = CompletableFuture.runAsync(() -> {
                for (int i = 0; !stop.get(); i++) {
                    server.office().orgs().create(boss, Org.Kind.PROVIDER, "while " + i);
                }
            });
            guide();
            stop.set(true);
            writing.join();
        }
        try (var server = start("restored", Map.of())) {
            var boss = boss(server);
            assertThat(server.office().registry().system(boss, system).name()).isEqualTo("招聘");
            assertThat(server.gateway().orElseThrow().permits().of(system).state())
                    .isEqualTo(PermitState.REVIEW);
            work(server);
        }
        var report = LedgerVerifier.verify(temp.resolve("restored/ledger"), null, null);
        assertThat(report.ok()).as("%s", report.lines()).isTrue();
        assertThat(run("check", "--data", temp.resolve("restored"))).as(said()).isZero();
    }

    private Object[] restore(String from) {
        return new Object[] {
            "restore",
            "--from",
            temp.resolve(from),
            "--data",
            temp.resolve("restored"),
            "--passphrase-file",
            temp.resolve("passphrase")
        };
    }

    @Test
    void keys_are_in_no_clear_text_and_a_damaged_backup_or_a_wrong_passphrase_restores_nothing() throws Exception {
        try (var server = start("data", Map.of())) {
            work(server);
        }
        Object[] backup = {
            "backup",
            "--data",
            temp.resolve("data"),
            "--to",
            temp.resolve("backup"),
            "--passphrase-file",
            temp.resolve("passphrase")
        };
        assertThat(run(backup)).as(complained()).isZero();
        assertThat(run(backup)).as("again").isEqualTo(1);
        var secret = Files.readAllLines(temp.resolve("data/ledger/private/key")).getFirst();
        try (var files = Files.walk(temp.resolve("backup"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(secret);
            }
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temp.resolve("backup"))))
                .isEqualTo("rwx------");
        Files.writeString(temp.resolve("passphrase"), "another horse battery\n");
        assertThat(run(restore("backup"))).isEqualTo(2);
        assertThat(temp.resolve("restored")).doesNotExist();
        Files.writeString(temp.resolve("passphrase"), "correct horse battery\n");
        var evidence = temp.resolve("backup/zhiheng.db");
        var right = Files.readAllBytes(evidence);
        var wrong = right.clone();
        wrong[wrong.length / 2] ^= 1;
        Files.write(evidence, wrong);
        assertThat(run(restore("backup"))).isEqualTo(1);
        assertThat(complained()).contains("zhiheng.db");
        assertThat(temp.resolve("restored")).doesNotExist();
        Files.write(evidence, right);
        assertThat(run(restore("backup"))).isZero();
        assertThat(run(restore("backup"))).as("not over what is there").isEqualTo(1);
    }

    @Test
    void from_postgresql_to_postgresql_and_to_a_file() throws Exception {
        try (var postgres = new Postgres()) {
            var first = Map.of("ZHIHENG_DB_URL", postgres.newDatabase(), "ZHIHENG_DB_USER", Postgres.USER);
            var second = Map.of("ZHIHENG_DB_URL", postgres.newDatabase(), "ZHIHENG_DB_USER", Postgres.USER);
            var passphrase = "correct horse battery".toCharArray();
            String system;
            try (var server = start("data", first)) {
                system = work(server);
                new Backup(temp.resolve("data"), first, Rooms.schema()).make(temp.resolve("backup"), passphrase);
            }
            new Backup(temp.resolve("a"), second, Rooms.schema()).restore(temp.resolve("backup"), passphrase);
            new Backup(temp.resolve("b"), Map.of(), Rooms.schema()).restore(temp.resolve("backup"), passphrase);
            for (var there : Map.of("a", second, "b", Map.<String, String>of()).entrySet()) {
                try (var server = start(there.getKey(), there.getValue())) {
                    var boss = boss(server);
                    assertThat(server.office().registry().system(boss, system).name())
                            .isEqualTo("招聘");
                    work(server);
                }
            }
        }
    }
}
