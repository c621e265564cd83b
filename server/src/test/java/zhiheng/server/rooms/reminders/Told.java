package zhiheng.server.rooms.reminders;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import zhiheng.base.Ids;
import zhiheng.base.Text;
import zhiheng.base.testing.MovableClock;
import zhiheng.server.ground.identity.Sealer;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.tell.Audience;
import zhiheng.server.ground.tell.Tiding;
import zhiheng.server.ground.tell.Tidings;
import zhiheng.server.house.Rooms;
import zhiheng.server.rooms.registry.JdbcOfficeStore;

/** The room without a server around it: two people of one organisation, an officer and an auditor, and one source that says what it is told to. */
final class Told implements AutoCloseable {
    final MovableClock clock = new MovableClock();
    final Ids ids = new Ids(clock);
    final Db db;
    final ReminderRows rows;
    final MailRows mails;
    final ChoiceRows choices;
    final Links links;
    final Letters letters;
    final Choosing choosing;
    final List<Tiding> says = new ArrayList<>();
    final Set<String> gone = new ConcurrentSkipListSet<>();
    private Gatherer gatherer;

    Told(Path folder) {
        this(folder, Db.sqlite(folder.resolve("told.db"), Rooms.schema()));
    }

    Told(Path folder, Db db) {
        this.db = db;
        rows = new ReminderRows(db, ids, clock);
        mails = new MailRows(db, ids, clock);
        choices = new ChoiceRows(db, clock);
        links = new Links(() -> URI.create("https://zhiheng.example/"), new Sealer(folder.resolve("identity.key")));
        letters = new Letters(db, mails, rows, links, Rooms.words(), clock);
        choosing = new Choosing(choices, letters);
        restart();
    }

    /** A room that knows only what the database holds. */
    void restart() {
        var source = new Tidings() {
            @Override
            public String name() {
                return "test";
            }

            @Override
            public Duration every() {
                return Duration.ofMinutes(1);
            }

            @Override
            public Look look(String place, Window window) {
                return Look.all(says);
            }
        };
        gatherer = new Gatherer(List.of(source), rows, choices, new JdbcOfficeStore(db), clock);
    }

    Told withPeople() {
        db.write(c -> {
            for (var org : List.of("acme", "office")) {
                Sql.update(
                        c,
                        "INSERT INTO org (id, kind, name) VALUES (?, ?, ?)",
                        org,
                        org.equals("acme") ? "PROVIDER" : "AUTHORITY",
                        org);
            }
            person(c, "li", "acme", "PROVIDER");
            person(c, "wei", "acme", "PROVIDER");
            person(c, "officer", "office", "OFFICER");
            return person(c, "auditor", "office", "AUDITOR");
        });
        return this;
    }

    private static int person(java.sql.Connection c, String id, String org, String role) throws java.sql.SQLException {
        return Sql.update(
                c,
                "INSERT INTO person (id, org_id, login, name, role, password, active, version) VALUES (?, ?, ?, ?, ?,"
                        + " 'x', 1, 1)",
                id,
                org,
                id,
                id,
                role);
    }

    /** Somebody with a confirmed address. */
    Told chooses(String person, String address, Quiet quiet, boolean urgentPasses, int days) {
        return chooses(
                person, new Choice(true, address, true, "en", ZoneId.of("UTC"), 8, quiet, urgentPasses, days, 0));
    }

    Told chooses(String person, Choice choice) {
        db.write(c -> {
            ChoiceRows.put(c, person, choice, "", clock.instant());
            return 0;
        });
        return this;
    }

    void due(String thing, String day, String assignee) {
        says.add(duty(thing, day, assignee));
    }

    static Tiding duty(String thing, String day, String assignee) {
        return Tiding.by(
                LocalDate.parse(day),
                Tiding.Kind.DUTY,
                "duty/" + thing,
                new Text("义务" + thing, "Duty " + thing),
                new Text("系统 · acme", "Bot · acme"),
                "/systems/s1/duties/" + thing,
                Audience.of("acme", assignee));
    }

    void alert(String id, boolean urgent) {
        says.add(new Tiding(
                Tiding.Kind.ALERT,
                "alert/" + id,
                "raised",
                urgent,
                new Text("■ 泄露", "■ Leaks"),
                new Text("特别重大", "Especially grave"),
                "/alerts/" + id,
                Audience.of("acme").andOfficers(),
                null));
    }

    /** A minute passes, and the source is asked. */
    void look() {
        clock.pass(Duration.ofMinutes(1));
        gatherer.round();
    }

    List<String> told(String person) {
        return rows.of(person, null, false, 100).stream()
                .map(r -> r.href() + (r.late() ? " late" : ""))
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        db.close();
    }
}
