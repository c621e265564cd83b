package zhiheng.server.rooms.incidents;

import static zhiheng.server.rooms.incidents.IncidentDesk.about;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import zhiheng.base.Refusal;
import zhiheng.cases.cacao.Playbook;
import zhiheng.cases.cacao.Run;
import zhiheng.cases.cacao.Run.At;
import zhiheng.cases.cacao.Run.Token;
import zhiheng.office.acts.Transactions;
import zhiheng.office.input.Input;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.server.rooms.incidents.IncidentDesk.Written;

/**
 * Runs playbooks in the rooms of incidents. What reaches out (a call, a step of the ladder) is written down as begun before it is made
 * and its outcome after, each an entry of the record. A restart in between leaves a call unclear: it is never made again by itself, a
 * person says whether it is done or makes it anew. A containment is looked up instead, for the ladder knows whether it holds.
 */
final class PlaybookRuns {
    private static final int MOST_RUNS = 50;

    private final Transactions store;
    private final IncidentDesk desk;
    private final PlaybookShelf shelf;
    private final Optional<Ladder> ladder;
    private final HttpStep http = new HttpStep();

    PlaybookRuns(Transactions store, IncidentDesk desk, PlaybookShelf shelf, Optional<Ladder> ladder) {
        this.store = store;
        this.desk = desk;
        this.shelf = shelf;
        this.ladder = ladder;
    }

    List<PlaybookRun> of(Actor actor, String incident) {
        desk.one(actor, incident);
        return store.read(tx -> PlaybookSql.in(tx).ofIncident(incident));
    }

    PlaybookRun one(Actor actor, String incident, String id) {
        return of(actor, incident).stream()
                .filter(r -> r.id().equals(id))
                .findFirst()
                .orElseThrow(Access::notFound);
    }

    /** @param values of variables that the playbook leaves open */
    PlaybookRun begin(Actor actor, String incident, String playbookId, Map<String, String> values) {
        Access.mayChange(actor);
        var playbook = shelf.one(actor, playbookId);
        var beyond = playbook.beyondUs();
        if (!beyond.isEmpty()) {
            var names = beyond.stream().map(Playbook.Step::name).toList();
            throw Refusal.conflict(
                    "本服务器只执行人工、http-api 和遏制步骤，无法执行："
                            + String.join("、", names.stream().map(n -> n.zh()).toList()),
                    "This server runs manual, http-api and containment steps; it cannot run: "
                            + String.join(", ", names.stream().map(n -> n.en()).toList()));
        }
        var checked = new java.util.TreeMap<String, String>();
        values.forEach((name, value) -> checked.put(name, Input.optional(name, name, value, Input.NAME)));
        var run = Run.start(playbook, checked);
        return desk.written(actor, (tx, acts) -> {
            var room = IncidentDesk.mine(tx, actor, incident);
            IncidentDesk.isOpen(room);
            var sql = PlaybookSql.in(tx);
            if (sql.ofIncident(incident).size() >= MOST_RUNS) {
                throw Refusal.conflict("执行已达" + MOST_RUNS + "次。", "There are " + MOST_RUNS + " runs already.");
            }
            var begun = new PlaybookRun(desk.nextId(), incident, playbook, run, 1, desk.now(), desk.now());
            sql.add(begun);
            var record = desk.record(tx, acts, actor, room);
            record.add(
                    Entry.Kind.PLAYBOOK,
                    playbook.name().zh() + " / " + playbook.name().en(),
                    about("playbook", playbook.id(), "run", begun.id()));
            return new Written<>(begun, record);
        });
    }

    /** A person did the step, or could not; a confirmed containment is done once it holds. */
    PlaybookRun done(Actor actor, String incident, String id, long token, boolean ok, String words) {
        var run = one(actor, incident, id);
        var stands = run.run().token(token);
        if (stands.at() == At.PROPOSED && ok && !holds(incident, stands.held())) {
            throw Refusal.conflict("第二人尚未确认，措施还未生效。", "No second person has confirmed it; it does not hold yet.");
        }
        return move(actor, run, token, ok ? "done" : "failed", words, r -> r.done(run.playbook(), token, ok));
    }

    PlaybookRun choose(Actor actor, String incident, String id, long token, String answer, String words) {
        var run = one(actor, incident, id);
        return move(actor, run, token, "chosen " + answer, words, r -> r.choose(run.playbook(), token, answer));
    }

    /** Does what the step says: makes its call, or takes its step of the ladder. */
    PlaybookRun carryOut(Actor actor, String incident, String id, long token) throws InterruptedException {
        Access.mayChange(actor);
        var run = one(actor, incident, id);
        var stands = run.run().token(token);
        var step = run.playbook().step(stands.step());
        if (stands.at() != At.WAITING && stands.at() != At.UNCLEAR) {
            throw Refusal.conflict("该步骤已在执行。", "That step is under way already.");
        }
        return switch (step.way()) {
            case HTTP -> call(actor, run, stands, step);
            case CONTAINMENT -> contain(actor, run, stands, step);
            case MANUAL, NONE -> throw Refusal.invalid("该步骤由人办理。", "That step is done by a person.");
        };
    }

    private PlaybookRun call(Actor actor, PlaybookRun run, Token token, Playbook.Step step)
            throws InterruptedException {
        var values = run.run().values();
        var to = shelf.allowed(HttpStep.address(run.playbook(), step, values));
        var begun = move(actor, run, token.id(), "begun", to.getHost(), r -> r.stands(token.id(), At.BEGUN, ""));
        HttpStep.Answer answer;
        try {
            answer = http.call(to, step.commands().getFirst(), values);
        } catch (Refusal e) {
            move(actor, begun, token.id(), "not made", "", r -> r.stands(token.id(), At.WAITING, ""));
            throw e;
        }
        var outcome = answer.status() == 0 ? "no answer" : "status " + answer.status();
        if (answer.status() == 0) {
            return move(actor, begun, token.id(), outcome, "", r -> r.stands(token.id(), At.UNCLEAR, ""));
        }
        return move(
                actor,
                begun,
                token.id(),
                outcome,
                answer.sha256().isEmpty() ? "" : "SHA-256 " + answer.sha256(),
                r -> r.done(run.playbook(), token.id(), answer.ok()));
    }

    private PlaybookRun contain(Actor actor, PlaybookRun run, Token token, Playbook.Step step) {
        var what = java.util.Objects.requireNonNull(step.containment());
        var steps = ladder.orElseThrow(IncidentsApi::noGateway);
        var level = Level.of(what.level());
        var begun = move(actor, run, token.id(), "begun", level.name(), r -> r.stands(token.id(), At.BEGUN, ""));
        Measure measure;
        try {
            measure = steps.take(
                    actor,
                    run.incident(),
                    level,
                    what.target(),
                    what.hours(),
                    step.name().zh());
        } catch (Refusal e) {
            move(actor, begun, token.id(), "not taken", "", r -> r.stands(token.id(), At.WAITING, ""));
            throw e;
        }
        return measure.state() == Measure.State.PROPOSED
                ? move(actor, begun, token.id(), "proposed", "", r -> r.stands(token.id(), At.PROPOSED, measure.id()))
                : move(actor, begun, token.id(), "holds", "", r -> r.done(run.playbook(), token.id(), true));
    }

    private boolean holds(String incident, String measure) {
        return store.read(tx -> MeasureSql.in(tx).ofIncident(incident)).stream()
                .anyMatch(m -> m.id().equals(measure) && m.state() == Measure.State.HOLDS);
    }

    /** Settles what a restart cut short; after the ladder has settled its own. */
    void settle() {
        for (var run : store.read(tx -> PlaybookSql.in(tx).running())) {
            for (var token : run.run().tokens()) {
                if (token.at() == At.BEGUN) {
                    settle(run.incident(), run.id(), token);
                }
            }
        }
    }

    private void settle(String incident, String id, Token token) {
        var run = store.read(tx -> PlaybookSql.in(tx).ofIncident(incident)).stream()
                .filter(r -> r.id().equals(id))
                .findFirst()
                .orElseThrow();
        var what = run.playbook().step(token.step()).containment();
        if (what == null) {
            move(IncidentDesk.ITSELF, run, token.id(), "unclear", "", r -> r.stands(token.id(), At.UNCLEAR, ""));
            return;
        }
        var level = what.level();
        var target = what.target();
        var measure = store.read(tx -> MeasureSql.in(tx).ofIncident(incident)).stream()
                .filter(m -> m.level().name().equals(level) && m.target().equals(target))
                .filter(m -> !m.proposed().isBefore(run.moved()))
                .findFirst();
        if (measure.isEmpty() || measure.get().state() == Measure.State.OVERTAKEN) {
            move(IncidentDesk.ITSELF, run, token.id(), "not taken", "", r -> r.stands(token.id(), At.WAITING, ""));
        } else if (measure.get().state() == Measure.State.PROPOSED) {
            var held = measure.get().id();
            move(IncidentDesk.ITSELF, run, token.id(), "proposed", "", r -> r.stands(token.id(), At.PROPOSED, held));
        } else {
            move(IncidentDesk.ITSELF, run, token.id(), "holds", "", r -> r.done(run.playbook(), token.id(), true));
        }
    }

    /** One move of a run with its entry, where nobody moved it meanwhile. */
    private PlaybookRun move(
            Actor actor, PlaybookRun seen, long token, String outcome, String words, UnaryOperator<Run> how) {
        Access.mayChange(actor);
        var said = Input.optional("说明", "words", words, Input.TEXT);
        return desk.written(actor, (tx, acts) -> {
            var room = IncidentDesk.mine(tx, actor, seen.incident());
            if (actor != IncidentDesk.ITSELF) {
                IncidentDesk.isOpen(room);
            }
            var sql = PlaybookSql.in(tx);
            var now = sql.ofIncident(seen.incident()).stream()
                    .filter(r -> r.id().equals(seen.id()))
                    .findFirst()
                    .orElseThrow(Access::notFound);
            var step = now.run().token(token).step();
            if (!now.run().token(token).equals(seen.run().token(token))) {
                throw Refusal.conflict("该步骤已由他人办理，请刷新。", "Somebody else has gone on from this step; look again.");
            }
            var next = how.apply(now.run());
            sql.move(now.id(), next, now.seq() + 1, desk.now());
            var record = desk.record(tx, acts, actor, room);
            var name = now.playbook().step(step).name();
            record.add(
                    Entry.Kind.STEP,
                    name.zh() + " / " + name.en() + (said.isEmpty() ? "" : ": " + said),
                    about("run", now.id(), "step", step, "outcome", outcome));
            return new Written<>(
                    new PlaybookRun(
                            now.id(), now.incident(), now.playbook(), next, now.seq() + 1, now.begun(), desk.now()),
                    record);
        });
    }
}
