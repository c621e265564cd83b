package zhiheng.server.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.base.Ids;
import zhiheng.base.testing.MovableClock;
import zhiheng.ledger.Entry;
import zhiheng.ledger.Ledger;
import zhiheng.office.acts.Outbox;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Role;
import zhiheng.server.ground.identity.Identity;
import zhiheng.server.ground.identity.Person;
import zhiheng.server.ground.identity.Sealer;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.ground.sql.StoreException;
import zhiheng.server.rooms.contain.ContainmentRows;
import zhiheng.server.rooms.gateway.GatewaySql;
import zhiheng.server.rooms.notify.NotificationRows;
import zhiheng.server.rooms.registry.JdbcOfficeStore;
import zhiheng.server.rooms.traffic.ContentRows;
import zhiheng.server.rooms.traffic.InteractionRows;
import zhiheng.server.rooms.watch.AlertRows;

/**
 * What was stored by an earlier version is read by this one. The statements under {@code older} are those that version
 * 0.1.0 shipped (commit 4cc88a3), kept apart from the ones in use: whoever edits a statement that has already run
 * somewhere, instead of adding one, sees it here.
 */
class OlderDatabaseTest {
    private static final Path OLDER = Path.of("src/test/resources/older");
    private static final List<String> FILES = List.of(
            "V1__registry.sql",
            "V2__people.sql",
            "V3__gateway.sql",
            "V4__alerts.sql",
            "V5__asked.sql",
            "V6__contents.sql",
            "V7__traffic.sql",
            "V8__containment.sql",
            "V9__notifications.sql");

    /** Rows as each version wrote them, into the columns it had. */
    private static final List<List<String>> ROWS = List.of(
            List.of(
                    "INSERT INTO org VALUES ('o1', 'PROVIDER', 'Acme 旧')",
                    "INSERT INTO ai_system VALUES ('s1', 'o1', '招聘助手', '', 'ranks', '{\"infers\":true}', 4,"
                            + " '2026-05-01T08:00:00.000Z', '2026-05-02T08:00:00.000Z', '招聘助手', '{}', '', 0, 0, 0,"
                            + " NULL, '2026-05-02')",
                    "INSERT INTO act VALUES ('a1', '2026-05-02T08:00:00.000Z', 'p1', 'system.changed', 's1', 's1', '',"
                            + " '{\"act\":\"a1\"}', 0, NULL)"),
            List.of(
                    "INSERT INTO person VALUES ('p1', 'o1', 'boss', '老王', 'ADMINISTRATOR', 'argon2id$19456$2$"
                            + "k1yPnisex4uH9xkboaKKuQ$jfUIMv1GBQGqs9YQwxCVHgqec6CdVCa09PrALee/KGs', 1)",
                    // SHA-256 of zh_abc
                    "INSERT INTO api_token VALUES ('t1', 'p1', 'o1', 'nightly', 'OFFICER',"
                            + " '06f0a383ef241b01e55663545d0bd905e519966f9004d3ac33f129b0d55dbe9b',"
                            + " '2026-05-02T08:00:00.000Z', 0)"),
            List.of(
                    "INSERT INTO gateway_key VALUES ('k1', 's1', 'app', 'hash', '2026-05-02T08:00:00.000Z', 0)",
                    "INSERT INTO gateway_route VALUES ('s1', 2, 'small', '{\"upstreams\":[]}')",
                    "INSERT INTO interaction (id, system, time, surface, model, upstream, attempts, stream,"
                            + " permit_version, status, clause, user_hash, in_digest, in_bytes, out_digest, out_bytes,"
                            + " tokens_in, tokens_out, first_byte_micros, micros, labelled, held, detections) VALUES"
                            + " ('i1', 's1', '2026-05-02T08:00:00.000Z', 'chat/completions', 'm', 'u', 1, 0, 3, 200,"
                            + " '', 77, 'aa', 5, 'bb', 6, 1, 2, 10, 20, 1, 0, '{\"out:pii.email\":2}')"),
            List.of("INSERT INTO alert (id, system, monitor, family, grade, time, repeats, body) VALUES"
                    + " ('al1', 's1', 'mean', 'harm', 'serious', '2026-05-02T08:00:00.000Z', 3, '{\"e\":30}')"),
            List.of("UPDATE interaction SET asked = '{\"region\":\"CN\"}', trace = '00-ab-cd-01'"),
            List.of("INSERT INTO content VALUES ('i1', 's1', x'0102ff')"),
            List.of("INSERT INTO traffic VALUES ('s1', 13, '2026-05-02T08', 'passed', 41)"),
            List.of("INSERT INTO containment VALUES ('c1', 'al1', 's1', 'mean', 'pack/rule', 'STOPPED', 'DONE', 'OPEN',"
                    + " 'OPEN', 'STOPPED', 4, '2026-05-02T08:00:00.000Z', '', '', '{}')"),
            List.of(
                    "INSERT INTO notification VALUES ('n1', 'r', '2026-05-02T08:00:00.000Z', '{\"to\":\"r\"}')",
                    "INSERT INTO dispatcher VALUES (1, 'AAEC')"));

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock();

    private Path file() {
        return folder.resolve("zhiheng.db");
    }

    private Connection raw() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file());
    }

    private void sql(String... statements) throws SQLException {
        try (var c = raw();
                var s = c.createStatement()) {
            for (var one : statements) {
                s.execute(one);
            }
        }
    }

    private List<String> texts(String query) throws SQLException {
        try (var c = raw();
                var s = c.createStatement();
                var rows = s.executeQuery(query)) {
            var all = new ArrayList<String>();
            while (rows.next()) {
                all.add(rows.getString(1));
            }
            return all;
        }
    }

    /** As that version left it: its statements run one after the other, each with its row of schema_version. */
    private void older(int version) throws SQLException, IOException {
        sql("CREATE TABLE schema_version (version INTEGER PRIMARY KEY, file TEXT NOT NULL)");
        for (int v = 1; v <= version; v++) {
            var name = FILES.get(v - 1);
            for (var statement : Files.readString(OLDER.resolve(name)).split(";\\s*(\\n|$)")) {
                if (!statement.isBlank()) {
                    sql(statement);
                }
            }
            sql("INSERT INTO schema_version (version, file) VALUES (" + v + ", '" + name + "')");
            sql(ROWS.get(v - 1).toArray(String[]::new));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9})
    void a_database_of_any_earlier_schema_opens_with_all_that_is_in_it(int version) throws Exception {
        older(version);
        for (var start : List.of("the first start", "the second start")) {
            try (var db = Db.sqlite(file(), Rooms.schema())) {
                readAll(db, version, start);
            }
        }
    }

    private void readAll(Db db, int version, String start) {
        var store = new JdbcOfficeStore(db);
        var system = store.read(tx -> store.in(tx).system("s1")).orElseThrow();
        assertThat(system.name()).as(start).isEqualTo("招聘助手");
        assertThat(system.facts()).containsEntry("infers", true);
        var org = store.read(tx -> store.in(tx).org("o1")).orElseThrow();
        assertThat(org.name()).isEqualTo("Acme 旧");
        var acts = store.read(tx -> store.in(tx).pendingActs());
        assertThat(acts).hasSize(1);
        assertThat(people(store))
                .hasSize(version < 2 ? 0 : 1)
                .allMatch(p -> p.name().equals("老王"));
        var keys = store.read(tx -> GatewaySql.in(tx).keys());
        assertThat(keys).hasSize(version < 3 ? 0 : 1);
        var routes = store.read(tx -> GatewaySql.in(tx).routes());
        assertThat(routes).hasSize(version < 3 ? 0 : 1);
        var call = new InteractionRows(db).byId("i1");
        assertThat(call.isPresent()).isEqualTo(version >= 3);
        if (version >= 3) {
            assertThat(call.orElseThrow().detections()).containsEntry("out:pii.email", 2);
            assertThat(call.orElseThrow().userHash()).isEqualTo(77);
            assertThat(call.orElseThrow().trace()).isEqualTo(version < 5 ? "" : "00-ab-cd-01");
        }
        assertThat(new AlertRows(db).newest(9)).hasSize(version < 4 ? 0 : 1).allMatch(a -> a.repeats() == 3);
        var content = new ContentRows(db).of("s1", "i1");
        assertThat(content.isPresent()).isEqualTo(version >= 6);
        content.ifPresent(bytes -> assertThat(bytes).containsExactly(1, 2, 255));
        assertThat(new ContainmentRows(db).of("s1", null, 9)).hasSize(version < 8 ? 0 : 1);
        var rows = new NotificationRows(db);
        assertThat(rows.waiting("r").count()).isEqualTo(version < 9 ? 0 : 1);
        assertThat(rows.dispatcher().isPresent()).isEqualTo(version >= 9);
    }

    private List<Person> people(JdbcOfficeStore store) {
        try (var ledger = Ledger.open(folder.resolve("ledger"), "test.example/log")) {
            var ids = new Ids(clock);
            return new Identity(
                            store,
                            new Outbox(store, store::in, ledger, clock, ids),
                            ids,
                            clock,
                            new Sealer(folder.resolve("identity.key")),
                            new zhiheng.server.ground.audit.SecurityLog(clock))
                    .people(new Actor("x", "x", Role.ADMINISTRATOR));
        }
    }

    /** Tables, columns and indexes, but for the book-keeping itself. */
    private Set<String> schema() throws SQLException {
        return new TreeSet<>(texts("SELECT type || ' ' || name || ' ' || COALESCE(sql, '') FROM sqlite_master"
                + " WHERE tbl_name NOT LIKE 'schema_version%'"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 9})
    void an_old_database_ends_up_with_the_same_tables_as_a_new_one(int version) throws Exception {
        Db.sqlite(file(), Rooms.schema()).close();
        var fresh = schema();
        Files.delete(file());
        older(version);
        Db.sqlite(file(), Rooms.schema()).close();
        assertThat(schema()).isEqualTo(fresh).anyMatch(line -> line.startsWith("table person "));
    }

    @Test
    void what_has_run_once_does_not_run_again() throws Exception {
        older(9);
        Db.sqlite(file(), Rooms.schema()).close();
        var before = texts("SELECT * FROM schema_version");
        Db.sqlite(file(), Rooms.schema()).close();
        assertThat(texts("SELECT * FROM schema_version")).isEqualTo(before).isNotEmpty();
    }

    @Test
    void a_change_that_fails_leaves_the_database_as_it_was_and_can_be_tried_again() throws Exception {
        older(4);
        sql("CREATE TABLE containment (in_the_way TEXT)");
        var before = schema();
        assertThatThrownBy(() -> Db.sqlite(file(), Rooms.schema()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("containment");
        assertThat(schema()).as("not even the changes before it").isEqualTo(before);
        sql("DROP TABLE containment");
        try (var db = Db.sqlite(file(), Rooms.schema())) {
            readAll(db, 4, "after the obstacle is gone");
        }
    }

    @Test
    void a_database_of_a_newer_schema_is_refused_and_left_as_it_is() throws Exception {
        older(9);
        sql("CREATE TABLE later (x TEXT)", "INSERT INTO schema_version (version, file) VALUES (10, 'V10__later.sql')");
        var before = schema();
        assertThatThrownBy(() -> Db.sqlite(file(), Rooms.schema()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("newer Zhiheng");
        assertThatThrownBy(this::start).hasMessageContaining("newer Zhiheng");
        assertThat(schema()).isEqualTo(before);
        assertThat(texts("SELECT file FROM schema_version"))
                .contains("V10__later.sql")
                .hasSize(10);
    }

    private ZhihengServer start() {
        return ZhihengServer.start(
                Config.of(folder, Path.of("src/test/resources/library"), "127.0.0.1", 0)
                        .withGateway(0, Set.of(), false),
                clock);
    }

    /** The ledger that belongs to it, of the one name that all logs had then: an act is stored with all that its entry says. */
    private void ledgerOf010() {
        try (var db = Db.sqlite(file(), Rooms.schema());
                var ledger = Ledger.open(folder.resolve("ledger"), "zhiheng.local/ledger")) {
            var store = new JdbcOfficeStore(db);
            for (var row : store.read(tx -> store.in(tx).actsFrom(0, 1000))) {
                var act = row.act();
                ledger.append(new Entry(
                        act.time(), act.actor(), act.name(), act.subject(), act.evidenceSha256(), act.body()));
            }
        }
    }

    /** Made by version 0.1.0 itself: set up through its pages, filled through its REST, then stopped. */
    @Test
    void a_server_starts_on_what_version_0_1_0_left_and_everybody_gets_in_as_before() throws Exception {
        Files.copy(OLDER.resolve("zhiheng-4cc88a3.db"), file());
        Files.write(
                folder.resolve("secret.key"),
                Base64.getDecoder().decode("haVrbS6R7IMCcuvSAglrKjU7XAeaHZnA32zR3y5XKPA="));
        ledgerOf010();
        try (var server = start()) {
            assertThat(server.setupToken()).as("there is an administrator").isEmpty();
            var identity = server.identity();
            var boss = identity.signIn("boss", "an old password".toCharArray(), "192.0.2.1")
                    .orElseThrow()
                    .actor();
            assertThat(identity.signIn("li.wei", "another old one".toCharArray(), "192.0.2.1"))
                    .isPresent();
            assertThat(identity.signIn("gone", "another old one".toCharArray(), "192.0.2.1"))
                    .as("disabled")
                    .isEmpty();
            assertThat(identity.token("zh_4uPP-XdqQmdIxA6SxFTiN4cp4ipnYGeLdPU4z_myAYw")
                            .orElseThrow()
                            .orgId())
                    .isEqualTo(boss.orgId());
            assertThat(identity.people(boss)).extracting(Person::name).containsExactlyInAnyOrder("老王", "李伟", "Gone");
            var id = "01a2250213d800008eda653f34d50111";
            var system = server.office().registry().system(boss, id);
            assertThat(system.name()).isEqualTo("招聘助手 Hire");
            assertThat(system.version()).isEqualTo(2);
            assertThat(system.facts()).containsEntry("infers", true);
            var gateway = server.gateway().orElseThrow();
            assertThat(gateway.keys().system("zhk_4g3bJEaDVQMk9wQTm5fDmyZoOXGUXb4hGzIvnnqFcno"))
                    .isEqualTo(id);
            assertThat(gateway.routes().of(id).upstreams())
                    .singleElement()
                    .satisfies(u -> assertThat(u.key()).isEqualTo("sk-old-secret"));
        }
    }
}
