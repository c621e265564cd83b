package zhiheng.server.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Refusal;
import zhiheng.base.testing.MovableClock;
import zhiheng.office.people.Org;
import zhiheng.server.testing.OfficeServer;
import zhiheng.server.testing.Postgres;

/** Database, ledger and data folder are of one installation and one time, or the server does not start and says what is older. */
@Timeout(120)
class OneTruthTest {
    private static final Path LIBRARY = Path.of("src/test/resources/library");

    @TempDir
    Path temp;

    private Path data() {
        return temp.resolve("data");
    }

    private ZhihengServer start() {
        return OfficeServer.start(data(), new MovableClock());
    }

    private void work(String name) {
        try (var server = start()) {
            var boss = server.setupToken()
                    .map(token -> server.identity().setUp(token, "boss", "Boss", OfficeServer.PASSWORD.toCharArray()))
                    .orElseGet(() -> server.identity()
                            .signIn("boss", OfficeServer.PASSWORD.toCharArray(), "192.0.2.1")
                            .orElseThrow()
                            .person());
            server.office().orgs().create(boss.actor(), Org.Kind.PROVIDER, name);
        }
    }

    private void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.toList().reversed()) {
                Files.delete(file);
            }
        }
    }

    /** Every file of the folder but the lock, with what is in it. */
    private Map<String, String> files() throws IOException {
        var all = new TreeMap<String, String>();
        try (var files = Files.walk(data())) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith("server.lock") && !file.toString().contains("zhiheng.db-")) {
                    all.put(file.toString(), java.util.HexFormat.of().formatHex(Files.readAllBytes(file)));
                }
            }
        }
        return all;
    }

    private void refuses(String words) throws IOException {
        var before = files();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(this::start).isInstanceOfSatisfying(Refusal.class, e -> {
                assertThat(e.text().en()).contains(words).contains("Nothing was changed");
                assertThat(e.text().zh()).contains("未作任何改动");
                assertThat(e.kind().exitCode()).isEqualTo(1);
            });
        }
        assertThat(files()).as("nothing was changed").isEqualTo(before);
    }

    @Test
    void a_ledger_restored_from_an_older_copy_is_refused_and_named() throws Exception {
        work("one");
        copy(data().resolve("ledger"), temp.resolve("older"));
        work("two");
        delete(data().resolve("ledger"));
        copy(temp.resolve("older"), data().resolve("ledger"));
        refuses("The ledger is older than the database");
    }

    @Test
    void a_database_restored_from_an_older_copy_is_refused_and_named() throws Exception {
        work("one");
        Files.copy(data().resolve("zhiheng.db"), temp.resolve("older"));
        work("two");
        Files.delete(data().resolve("zhiheng.db"));
        Files.copy(temp.resolve("older"), data().resolve("zhiheng.db"));
        refuses("The database is older than the ledger");
    }

    @Test
    void both_restored_from_one_copy_go_on() throws Exception {
        work("one");
        copy(data(), temp.resolve("older"));
        work("two");
        delete(data());
        copy(temp.resolve("older"), data());
        work("three");
    }

    @Test
    void a_lost_ledger_is_not_made_anew_beside_the_database_that_knows_it() throws Exception {
        work("one");
        delete(data().resolve("ledger"));
        refuses("The ledger is older than the database");
        assertThat(data().resolve("ledger")).doesNotExist();
    }

    @Test
    void a_lost_database_is_not_made_anew_beside_the_ledger() throws Exception {
        work("one");
        Files.delete(data().resolve("zhiheng.db"));
        assertThatThrownBy(this::start).hasMessageContaining("The database is empty but the ledger has");
    }

    @Test
    void the_ledger_of_another_installation_is_refused() throws Exception {
        work("one");
        copy(data().resolve("ledger"), temp.resolve("other"));
        delete(data());
        work("one");
        delete(data().resolve("ledger"));
        copy(temp.resolve("other"), data().resolve("ledger"));
        refuses("is another log");
    }

    @Test
    void every_installation_has_a_log_of_a_name_of_its_own_and_keeps_it() throws Exception {
        String first;
        try (var server = start()) {
            first = server.ledger().verifierKey();
        }
        try (var server = start()) {
            assertThat(server.ledger().verifierKey()).isEqualTo(first);
        }
        try (var other = OfficeServer.start(temp.resolve("other"), new MovableClock())) {
            assertThat(name(other.ledger().verifierKey())).isNotEqualTo(name(first));
        }
        var named =
                Config.of(temp.resolve("named"), LIBRARY, "127.0.0.1", 0, Map.of("ZHIHENG_ORIGIN", "a.example/log"));
        try (var server = ZhihengServer.start(named)) {
            assertThat(name(server.ledger().verifierKey())).isEqualTo("a.example/log");
        }
    }

    private static String name(String verifierKey) {
        return verifierKey.substring(0, verifierKey.indexOf('+'));
    }

    @Test
    void a_second_server_on_a_folder_is_told_so_and_the_first_goes_on() throws Exception {
        try (var first = start()) {
            assertThatThrownBy(this::start).isInstanceOfSatisfying(Refusal.class, e -> {
                assertThat(e.text().en()).contains(data().toString(), "in use by another Zhiheng", "--data");
                assertThat(e.text().zh()).contains("正被另一个智衡使用");
            });
            first.identity().setUp(first.setupToken().orElseThrow(), "boss", "B", OfficeServer.PASSWORD.toCharArray());
        }
        start().close();
    }

    @Test
    void the_data_folder_is_for_its_owner_alone() throws Exception {
        Files.createDirectories(data());
        Files.setPosixFilePermissions(data(), PosixFilePermissions.fromString("rwxr-xr-x"));
        start().close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data())))
                .isEqualTo("rwx------");
    }

    @Test
    void two_servers_on_one_postgresql_are_not_started_however_many_folders_they_have() throws Exception {
        try (var postgres = new Postgres()) {
            var url = postgres.newDatabase();
            try (var first = ZhihengServer.start(on(url, "a"))) {
                assertThatThrownBy(() -> ZhihengServer.start(on(url, "b")))
                        .isInstanceOfSatisfying(
                                Refusal.class, e -> assertThat(e.text().en()).contains("in use by another Zhiheng"));
                assertThat(temp.resolve("b/ledger")).doesNotExist();
                var boss = first.identity()
                        .setUp(first.setupToken().orElseThrow(), "boss", "B", OfficeServer.PASSWORD.toCharArray());
                first.office().orgs().create(boss.actor(), Org.Kind.PROVIDER, "still writes");
            }
            assertThatThrownBy(() -> ZhihengServer.start(on(url, "b"))).hasMessageContaining("older than the database");
            ZhihengServer.start(on(url, "a")).close();
        }
    }

    private Config on(String url, String folder) {
        return Config.of(
                temp.resolve(folder),
                LIBRARY,
                "127.0.0.1",
                0,
                Map.of("ZHIHENG_DB_URL", url, "ZHIHENG_DB_USER", Postgres.USER));
    }
}
