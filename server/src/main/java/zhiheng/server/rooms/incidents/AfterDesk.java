package zhiheng.server.rooms.incidents;

import static zhiheng.server.rooms.incidents.IncidentDesk.about;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.acts.OfficeTime;
import zhiheng.office.acts.Transactions;
import zhiheng.office.duties.Sha256;
import zhiheng.office.input.Input;
import zhiheng.office.input.Seen;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.server.ground.page.Owed;
import zhiheng.server.rooms.incidents.IncidentDesk.Written;

/**
 * What comes after an incident: its root cause, and duties to mend it, each with an owner and a last day, which close only with a file
 * that proves it. Both go on after the incident itself is closed.
 */
final class AfterDesk {
    static final int MOST_BYTES = 2 << 20;
    private static final int MOST = 100;

    private final Transactions store;
    private final IncidentDesk desk;
    private final OfficeTime time;

    AfterDesk(Transactions store, IncidentDesk desk, OfficeTime time) {
        this.store = store;
        this.desk = desk;
        this.time = time;
    }

    LocalDate today() {
        return time.today();
    }

    String cause(Actor actor, String incident) {
        desk.one(actor, incident);
        return store.read(tx -> AfterSql.in(tx).cause(incident));
    }

    List<Corrective> duties(Actor actor, String incident) {
        desk.one(actor, incident);
        return store.read(tx -> AfterSql.in(tx).of(incident));
    }

    /** What is open of all systems that the actor may see, and due before a day. */
    List<Owed> owed(Actor actor, LocalDate before, int limit) {
        return store.read(tx -> AfterSql.in(tx).owed(Access.bound(actor), before, limit));
    }

    /** Those of a system that are open; whoever may see the system sees them. */
    List<Corrective> openOf(String system) {
        return store.read(tx -> AfterSql.in(tx).openOf(system));
    }

    /** @param was what stood there when the person began, see {@link Seen} */
    void cause(Actor actor, String id, String words, @Nullable String was) {
        Access.mayChange(actor);
        var cause = Input.required("根本原因", "cause", words, Input.TEXT);
        desk.written(actor, (tx, acts) -> {
            var incident = IncidentDesk.mine(tx, actor, id);
            Seen.check(was, AfterSql.in(tx).cause(id), cause);
            AfterSql.in(tx).cause(id, cause, actor.id(), desk.now());
            var record = desk.record(tx, acts, actor, incident);
            record.add(Entry.Kind.CAUSE, cause, java.util.Map.of());
            return new Written<>(cause, record);
        });
    }

    Corrective duty(Actor actor, String id, String title, String owner, LocalDate due) {
        Access.mayChange(actor);
        var what = Input.required("整改义务", "title", title, Input.NAME);
        var who = Input.required("负责人", "owner", owner, Input.NAME);
        if (due.isBefore(time.today())) {
            throw Refusal.invalid("期限已过。", "That day is over.");
        }
        return desk.written(actor, (tx, acts) -> {
            var incident = IncidentDesk.mine(tx, actor, id);
            var sql = AfterSql.in(tx);
            if (sql.of(id).size() >= MOST) {
                throw Refusal.conflict("整改义务已达" + MOST + "项。", "There are " + MOST + " duties already.");
            }
            var duty = new Corrective(desk.nextId(), id, incident.system(), what, who, due, null, "", "", "", "");
            sql.add(duty);
            var record = desk.record(tx, acts, actor, incident);
            record.add(Entry.Kind.CORRECTIVE, what + " → " + who, about("duty", duty.id(), "due", due.toString()));
            return new Written<>(duty, record);
        });
    }

    /** @param file what proves that it is done */
    void close(Actor actor, String id, String duty, String words, String name, byte[] file) {
        Access.mayChange(actor);
        var said = Input.required("完成情况", "words", words, Input.TEXT);
        var called = Input.fileName(name);
        if (file.length == 0 || file.length > MOST_BYTES) {
            throw Refusal.invalid(
                    "须附证据文件，最大 " + (MOST_BYTES >> 20) + " MiB。",
                    "A file that proves it is needed, of at most " + (MOST_BYTES >> 20) + " MiB.");
        }
        var sha256 = Sha256.of(file);
        desk.written(actor, (tx, acts) -> {
            var incident = IncidentDesk.mine(tx, actor, id);
            var sql = AfterSql.in(tx);
            var open = sql.of(id).stream()
                    .filter(c -> c.id().equals(duty))
                    .findFirst()
                    .orElseThrow(Access::notFound);
            if (open.done() != null) {
                throw Refusal.conflict("该义务已完成。", "The duty is done already.");
            }
            sql.done(duty, desk.now(), actor.id(), said, called, sha256, file);
            var record = desk.record(tx, acts, actor, incident);
            record.add(Entry.Kind.CORRECTED, open.title() + ": " + said, about("duty", duty, "sha256", sha256), sha256);
            return new Written<>(duty, record);
        });
    }

    byte[] file(Actor actor, String id, String duty) {
        desk.one(actor, id);
        return store.read(tx -> AfterSql.in(tx).of(id).stream().anyMatch(c -> c.id().equals(duty))
                        ? AfterSql.in(tx).file(duty)
                        : java.util.Optional.<byte[]>empty())
                .orElseThrow(Access::notFound);
    }
}
