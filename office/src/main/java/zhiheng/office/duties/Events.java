package zhiheng.office.duties;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import zhiheng.base.Ids;
import zhiheng.base.Nearest;
import zhiheng.base.Refusal;
import zhiheng.office.acts.OfficeTime;
import zhiheng.office.acts.Outbox;
import zhiheng.office.acts.Port;
import zhiheng.office.acts.Transaction;
import zhiheng.office.acts.Transactions;
import zhiheng.office.input.Input;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.office.registry.AiSystem;
import zhiheng.office.registry.Evaluations;
import zhiheng.office.registry.Registry;
import zhiheng.office.registry.SummaryOf;
import zhiheng.office.registry.SystemTx;
import zhiheng.packs.TriggerEvent;

/** What happens to systems and starts periods of law: recorded once, it starts the clocks of every pack. */
public final class Events {
    private final Transactions store;
    private final Port<? extends SystemTx> systems;
    private final Port<? extends DutyTx> duties;
    private final Outbox outbox;
    private final Evaluations evaluations;
    private final SummaryOf summaryOf;
    private final OfficeTime time;
    private final Ids ids;

    public Events(
            Transactions store,
            Port<? extends SystemTx> systems,
            Port<? extends DutyTx> duties,
            Outbox outbox,
            Evaluations evaluations,
            SummaryOf summaryOf,
            OfficeTime time,
            Ids ids) {
        this.store = store;
        this.systems = systems;
        this.duties = duties;
        this.outbox = outbox;
        this.evaluations = evaluations;
        this.summaryOf = summaryOf;
        this.time = time;
        this.ids = ids;
    }

    /** Records that something became known at {@code happenedAt}, which may not lie ahead. */
    public SystemEvent record(Actor actor, String systemId, String event, Instant happenedAt, String note) {
        Access.mayChange(actor);
        var known =
                evaluations.library().events().stream().map(TriggerEvent::id).toList();
        if (!known.contains(event)) {
            throw Refusal.invalid(
                    "没有“" + event + "”这种事件。可选：" + String.join("、", known),
                    "There is no event '" + event + "'" + Nearest.sentence(event, known) + "Events: "
                            + String.join(", ", known));
        }
        var at = happenedAt.truncatedTo(ChronoUnit.MILLIS);
        if (at.isAfter(time.now())) {
            throw Refusal.invalid(
                    "事件时间不能晚于现在；计划中的日期请写入问卷。",
                    "An event cannot lie ahead; a planned date belongs into the questionnaire.");
        }
        var made = new SystemEvent(
                ids.next(), systemId, event, at, Input.optional("说明", "note", note, Input.TEXT), actor.id());
        return outbox.record((tx, acts) -> {
            var system = Registry.changeable(systems.in(tx), actor, systemId);
            duties.in(tx).addEvent(made);
            summarise(tx, system);
            acts.add(
                    actor,
                    "event.recorded",
                    systemId,
                    systemId,
                    "",
                    Map.of("event", event, "id", made.id(), "happenedAt", at.toString()));
            return made;
        });
    }

    /** Says that what the event brought about under {@code duty} is done. */
    public void settle(Actor actor, String systemId, String eventId, String duty) {
        Access.mayChange(actor);
        outbox.record((tx, acts) -> {
            var system = Registry.changeable(systems.in(tx), actor, systemId);
            var rows = duties.in(tx);
            var days = time.days(evaluations.library());
            var finding = evaluations.finding(system, days);
            var tracking = Tracking.of(evaluations.library(), finding, rows, systemId);
            var owed = DutyStates.duty(finding, duty);
            if (tracking.occurrences(owed).stream()
                    .noneMatch(o -> o.event().id().equals(eventId))) {
                throw Refusal.invalid("该事件没有引起这项义务。", "This event did not bring about that duty.");
            }
            rows.settle(eventId, duty, days.of(owed.pack()));
            summarise(tx, system);
            acts.add(actor, "event.settled", systemId, systemId, "", Map.of("id", eventId, "duty", duty));
            return eventId;
        });
    }

    private void summarise(Transaction tx, AiSystem system) {
        systems.in(tx).summarise(system.id(), system.version(), summaryOf.now(system, tx));
    }

    /** What happened to the system, the latest first. */
    public List<SystemEvent> of(Actor actor, String systemId) {
        return store.read(tx -> {
            Registry.seen(systems.in(tx), actor, systemId);
            return duties.in(tx).events(systemId);
        });
    }
}
