package zhiheng.server.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitState;
import zhiheng.server.cli.Main;
import zhiheng.server.testing.GatewayServer;

/** What an installation leaves on the disk after real use is for its owner alone: files 0600, folders 0700. */
@Timeout(180)
class OwnerOnlyTest extends GatewayServer {
    @TempDir
    Path beside;

    /** Of all in the folder, itself too, what others may read, write or enter. */
    private static List<String> open(Path root) throws IOException {
        var found = new ArrayList<String>();
        try (var files = Files.walk(root)) {
            for (var file : files.toList()) {
                var mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
                if (!mode.equals(Files.isDirectory(file) ? "rwx------" : "rw-------")) {
                    found.add(root.relativize(file) + " " + mode);
                }
            }
        }
        return found;
    }

    private static Stream<String> names(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString()).toList().stream();
        }
    }

    private void use() throws Exception {
        var id = system.substring(system.lastIndexOf('/') + 1);
        var permits = server.gateway().orElseThrow().permits();
        var permit = permits.change(Permit.open(id, ZoneOffset.UTC), boss.id(), "begin");
        assertThat(api("PUT", system + "/route", admin, route()).statusCode()).isEqualTo(200);
        var key = json(api("POST", system + "/keys", admin, "{\"label\":\"k\"}"))
                .get("key")
                .asString();
        assertThat(call(key).statusCode()).isEqualTo(200);
        permits.change(permit.with(PermitState.REVIEW), boss.id(), "look");
        var hiring = server.office()
                .registry()
                .register(boss, boss.orgId(), "招聘", "", "", Map.of("infers", true, "uses", List.of("hiring")))
                .id();
        var duty = server.office()
                .dossiers()
                .of(boss, hiring, server.office().today())
                .duties()
                .getFirst()
                .duty()
                .id();
        var report = new ByteArrayInputStream("a report".getBytes(StandardCharsets.UTF_8));
        server.office().evidence().add(boss, hiring, duty, "Report", null, "r.txt", report, null);
        for (int i = 0; i < 300; i++) { // more than a full tile
            server.office().orgs().create(boss, zhiheng.office.people.Org.Kind.PROVIDER, "org " + i);
        }
    }

    private String route() {
        return "{\"upstreams\":[{\"base\":\"http://127.0.0.1:"
                + upstream.getAddress().getPort() + "/v1\",\"key\":\"secret\"}]}";
    }

    @Test
    void after_real_use_backup_restore_and_restart_every_file_is_for_its_owner_alone() throws Exception {
        use();
        assertThat(open(folder)).as("while it runs").isEmpty();
        var passphrase = Files.writeString(beside.resolve("passphrase"), "correct horse battery");
        var backup = beside.resolve("backup");
        assertThat(run("backup", "--data", folder, "--to", backup, "--passphrase-file", passphrase))
                .isZero();
        assertThat(open(backup)).as("the backup").isEmpty();
        server.close();
        assertThat(open(folder)).as("when it has ended").isEmpty();
        open();
        assertThat(open(folder)).as("started again").isEmpty();
        var restored = beside.resolve("restored");
        assertThat(run("restore", "--from", backup, "--data", restored, "--passphrase-file", passphrase))
                .isZero();
        assertThat(open(restored)).as("restored").isEmpty();
        assertThat(names(folder).toList())
                .as("it was real use")
                .contains("zhiheng.db", "server.lock", "ledger/private/key", "permits/reserve")
                .anyMatch(name -> name.startsWith("evidence/"))
                .anyMatch(name -> name.startsWith("journal/"))
                .anyMatch(name -> name.startsWith("ledger/tile/"));
    }

    private static int run(Object... words) {
        return Main.run(Stream.of(words).map(Object::toString).toArray(String[]::new));
    }

    @Test
    void what_an_older_version_left_open_to_others_is_closed_at_the_next_start() throws Exception {
        server.close();
        for (var file : List.of("zhiheng.db", "server.lock")) {
            Files.setPosixFilePermissions(folder.resolve(file), PosixFilePermissions.fromString("rw-r--r--"));
        }
        for (var file : List.of("", "permits", "ledger", "ledger/private")) {
            Files.setPosixFilePermissions(folder.resolve(file), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        open();
        assertThat(open(folder)).isEmpty();
    }
}
