package zhiheng.server.ground.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Ids;
import zhiheng.base.Refusal;
import zhiheng.base.testing.MovableClock;
import zhiheng.ledger.Ledger;
import zhiheng.office.acts.Outbox;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.rooms.registry.JdbcOfficeStore;

/** An identity over an empty database and ledger, with a clock that tests move. */
abstract class PeopleOnStore {
    static final String PASSWORD = "a long enough one";

    @TempDir
    Path folder;

    final MovableClock clock = new MovableClock();
    Db db;
    Ledger ledger;
    JdbcOfficeStore store;
    Identity identity;

    @BeforeEach
    void open() {
        db = Db.sqlite(folder.resolve("zhiheng.db"), zhiheng.server.house.Rooms.schema());
        ledger = Ledger.open(folder.resolve("ledger"), "test.example/log");
        store = new JdbcOfficeStore(db);
        identity = identity();
    }

    /** As after a restart: nothing is remembered but what is stored. */
    Identity identity() {
        var ids = new Ids(clock);
        return new Identity(
                store,
                new Outbox(store, store::in, ledger, clock, ids),
                ids,
                clock,
                new Sealer(folder.resolve("identity.key")),
                new zhiheng.server.ground.audit.SecurityLog(clock));
    }

    @AfterEach
    void close() {
        ledger.close();
        db.close();
    }

    Person boss() {
        return identity.setUp(identity.newSetupToken().orElseThrow(), "boss", "Boss", password());
    }

    /** Somebody of a new organisation of that kind. */
    Person person(Person boss, Org.Kind kind, String login, Role role) {
        var org = new Org(login + "-org", kind, login);
        store.write(tx -> {
            store.in(tx).addOrg(org);
            return org;
        });
        return identity.createPerson(boss.actor(), org.id(), login, login, role, password());
    }

    static char[] password() {
        return PASSWORD.toCharArray();
    }

    static void refused(Refusal.Kind kind, ThrowingCallable action) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.kind()).isEqualTo(kind));
    }

    /** The names of all acts in the ledger, oldest first. */
    List<String> acts() {
        return db.read(c -> Sql.list(c, "SELECT name FROM act ORDER BY id", row -> row.getString(1)));
    }

    /** Every text that the database holds about people, to look for what must not be there. */
    String stored() {
        var all = new ArrayList<String>();
        for (var column : List.of(
                "person.password", "session.hash", "api_token.hash", "setup.hash", "password_link.hash", "act.body")) {
            var parts = column.split("\\.");
            all.addAll(db.read(c -> Sql.list(c, "SELECT " + parts[1] + " FROM " + parts[0], row -> row.getString(1))));
        }
        return String.join("\n", all);
    }
}
