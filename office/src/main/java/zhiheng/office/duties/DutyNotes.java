package zhiheng.office.duties;

import java.util.List;
import java.util.Map;
import zhiheng.base.Ids;
import zhiheng.base.Refusal;
import zhiheng.office.acts.OfficeTime;
import zhiheng.office.acts.Outbox;
import zhiheng.office.acts.Port;
import zhiheng.office.acts.Transactions;
import zhiheng.office.acts.Words;
import zhiheng.office.input.Input;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Role;
import zhiheng.office.registry.Evaluations;
import zhiheng.office.registry.Registry;
import zhiheng.office.registry.SystemTx;

/** What provider and authority say to each other about a duty. Requests wait until the other side closes them. */
public final class DutyNotes {
    private final Transactions store;
    private final Port<? extends SystemTx> systems;
    private final Port<? extends DutyTx> duties;
    private final Outbox outbox;
    private final Evaluations evaluations;
    private final OfficeTime time;
    private final Ids ids;

    public DutyNotes(
            Transactions store,
            Port<? extends SystemTx> systems,
            Port<? extends DutyTx> duties,
            Outbox outbox,
            Evaluations evaluations,
            OfficeTime time,
            Ids ids) {
        this.store = store;
        this.systems = systems;
        this.duties = duties;
        this.outbox = outbox;
        this.evaluations = evaluations;
        this.time = time;
        this.ids = ids;
    }

    /** A provider asks for an exemption of a duty that can be waived, an authority for information; both comment. */
    public DutyNote say(Actor actor, String systemId, String dutyId, DutyNote.Kind kind, String text) {
        Access.mayChange(actor);
        var said = Input.required("内容", "text", text, Input.TEXT);
        boolean authority = actor.role() != Role.PROVIDER;
        if (kind == DutyNote.Kind.INFORMATION && !authority) {
            throw Refusal.forbidden("只有主管机构可以要求提供信息。", "Only an authority asks for information.");
        }
        if (kind == DutyNote.Kind.EXEMPTION && authority) {
            throw Refusal.forbidden("豁免由提供者申请；主管机构可直接准予。", "A provider asks for an exemption; an authority grants it.");
        }
        return outbox.record((tx, acts) -> {
            var system = Registry.seen(systems.in(tx), actor, systemId);
            var duty = DutyStates.duty(evaluations.finding(system, time.days(evaluations.library())), dutyId);
            if (kind == DutyNote.Kind.EXEMPTION && !duty.waivable()) {
                throw Refusal.invalid(
                        duty.article() + " 规定的义务不得豁免。", "The duty of " + duty.article() + " cannot be waived.");
            }
            var note = new DutyNote(ids.next(), systemId, dutyId, kind, actor.id(), said, time.now(), null);
            duties.in(tx).addNote(note);
            acts.add(
                    actor,
                    "duty.note",
                    systemId,
                    systemId,
                    "",
                    Map.of("duty", dutyId, "note", note.id(), "kind", kind.word(), "text", Words.keptElsewhere(said)));
            return note;
        });
    }

    /** Ends a request: an exemption's by an authority, one for information by either side. */
    public void close(Actor actor, String systemId, String noteId) {
        Access.mayChange(actor);
        outbox.record((tx, acts) -> {
            Registry.seen(systems.in(tx), actor, systemId);
            var note = duties.in(tx)
                    .note(noteId)
                    .filter(n -> n.systemId().equals(systemId))
                    .orElseThrow(Access::notFound);
            if (note.kind() == DutyNote.Kind.EXEMPTION
                    && actor.role() == Role.PROVIDER
                    && !note.author().equals(actor.id())) {
                throw Refusal.forbidden("只有申请人或主管机构可以结束申请。", "Only who asked, or an authority, ends a request.");
            }
            if (!note.kind().request() || !duties.in(tx).closeNote(noteId, time.now())) {
                throw Refusal.conflict("没有等待答复的请求。", "No request is waiting here.");
            }
            acts.add(actor, "duty.note.closed", systemId, systemId, "", Map.of("note", noteId));
            return noteId;
        });
    }

    /** What was said about one duty, the oldest first. */
    public List<DutyNote> of(Actor actor, String systemId, String dutyId) {
        return store.read(tx -> {
            Registry.seen(systems.in(tx), actor, systemId);
            return duties.in(tx).notes(systemId, dutyId);
        });
    }

    /** Requests that wait for the actor's side: of providers for an authority, of authorities for a provider. */
    public List<DutyNote> waiting(Actor actor, int limit) {
        var kind = actor.role() == Role.PROVIDER ? DutyNote.Kind.INFORMATION : DutyNote.Kind.EXEMPTION;
        return store.read(tx -> duties.in(tx).openNotes(kind, Access.bound(actor), limit));
    }
}
