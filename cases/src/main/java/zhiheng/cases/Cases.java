package zhiheng.cases;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.base.Text;
import zhiheng.packs.WorkCalendar;

/**
 * Moves cases by one procedure: procedure × case × event gives the next case and what came of it, or a {@link Refusal} that
 * names what is missing and leaves the case as it was. The same arguments give the same answer, always.
 *
 * @param calendar of the jurisdiction, for working days; null where there is none
 */
public record Cases(Procedure procedure, @Nullable WorkCalendar calendar) {
    /**
     * Begins a case.
     *
     * @param seats the organisation in each role that only one may hold; roles left out are open to every organisation of their kind
     */
    public Moved open(String id, String subject, Map<String, String> seats, Who who, Instant at) {
        for (var role : seats.keySet()) {
            if (procedure.roles().stream().noneMatch(r -> r.id().equals(role))) {
                throw Refusal.invalid("本程序没有角色“" + role + "”。", "The procedure has no role '" + role + "'.");
            }
        }
        var draft = new Draft(this, id, subject, seats, at);
        draft.open(who);
        draft.pass(at);
        return draft.done();
    }

    /** @throws Refusal when it may not happen: who may not, what is missing, or what is over */
    public Moved on(Case c, Event event) {
        var draft = begun(c, event.at());
        switch (event) {
            case Event.Act act -> draft.act(act);
            case Event.File file -> draft.file(file);
            case Event.Vote vote -> draft.vote(vote);
            case Event.Measure measure -> draft.measure(measure);
            case Event.Note note -> draft.note(note);
            case Event.Exclude exclude -> draft.exclude(exclude);
            case Event.Pass ignored -> {}
        }
        draft.pass(draft.now());
        return draft.done();
    }

    /** As {@link #on}, without the move itself: what still stands in its way, empty when nothing does. */
    public List<Text> missing(Case c, String event, Who who, Instant now) {
        var draft = begun(c, now);
        return draft.obstacles(event, who);
    }

    /**
     * The case under this procedure's version, moved on purpose. Clocks that run keep their ends; a deadline that is no more lapses.
     *
     * @throws Refusal when the case stands in a stage that this version has not
     */
    public Moved adopt(Case c, Who who, Instant at) {
        if (!c.procedure().equals(procedure.id())) {
            throw Refusal.invalid("这是另一程序。", "That is another procedure.");
        }
        if (procedure.stages().stream().noneMatch(s -> s.id().equals(c.stage()))) {
            throw Refusal.conflict(
                    "新版本没有阶段“" + c.stage() + "”；请先离开该阶段再换版本。",
                    "The new version has no stage '" + c.stage() + "'; leave that stage first.");
        }
        var draft = new Draft(this, c, at);
        draft.adopt(who);
        draft.pass(draft.now());
        return draft.done();
    }

    /** The first moment at which time alone brings something about; null when nothing is due ever. */
    public @Nullable Instant wakes(Case c) {
        return new Draft(this, c, c.last()).wakes();
    }

    private Draft begun(Case c, Instant at) {
        if (!c.procedure().equals(procedure.id()) || !c.version().equals(procedure.version())) {
            throw new IllegalArgumentException("case " + c.id() + " moves by " + c.procedure() + " " + c.version()
                    + ", not by " + procedure.id() + " " + procedure.version());
        }
        var draft = new Draft(this, c, at);
        draft.pass(draft.now());
        return draft;
    }
}
