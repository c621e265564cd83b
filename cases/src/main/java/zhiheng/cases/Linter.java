package zhiheng.cases;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Nearest;
import zhiheng.cases.Procedure.Deadline;
import zhiheng.cases.Procedure.Holder;
import zhiheng.cases.Procedure.Item;
import zhiheng.cases.Procedure.Move;
import zhiheng.cases.Procedure.Need;
import zhiheng.packs.Term;
import zhiheng.packs.WorkCalendar;

/**
 * What is wrong with a procedure: names that fit nothing, roles that nobody holds, and, walking every path of stages and
 * running deadlines, stages that cannot be reached and cases that could never end.
 */
public final class Linter {
    /** States walked at most; a procedure with more is told so rather than half checked. */
    static final int MOST_STATES = 50_000;

    private static final int MOST_DEADLINES_WALKED = 24;

    private final Procedure procedure;
    private final @Nullable WorkCalendar calendar;
    private final Set<String> faults = new LinkedHashSet<>();

    private Linter(Procedure procedure, @Nullable WorkCalendar calendar) {
        this.procedure = procedure;
        this.calendar = calendar;
    }

    /** @return one text a fault, with file, line and what to do; empty when nothing is wrong */
    public static List<String> check(Procedure procedure, @Nullable WorkCalendar calendar) {
        var linter = new Linter(procedure, calendar);
        linter.names();
        if (linter.faults.isEmpty()) {
            linter.roles();
            linter.times();
            linter.walk();
        }
        return List.copyOf(linter.faults);
    }

    private void fault(int line, String what) {
        faults.add(procedure.file() + ":" + line + ": procedure " + procedure.id() + ": " + what);
    }

    private void names() {
        var roles = ids(procedure.roles(), Procedure.Role::id);
        var stages = ids(procedure.stages(), Procedure.Stage::id);
        var acts = ids(procedure.acts(), Procedure.NamedAct::id);
        var events = new TreeSet<String>();
        procedure.stages().forEach(s -> s.moves().forEach(m -> events.add(m.event())));
        var happenings = new TreeSet<>(events);
        happenings.addAll(acts);
        procedure.items().stream()
                .filter(i -> i.sort() == Item.Sort.DOCUMENT || i.sort() == Item.Sort.EVIDENCE)
                .forEach(i -> happenings.add(i.id()));
        for (var item : procedure.items()) {
            known(item.by(), roles, "role", item.line());
            actor(item.by(), "item '" + item.id() + "' is filed by nobody", item.line());
        }
        for (var act : procedure.acts()) {
            known(act.by(), roles, "role", act.line());
            actor(act.by(), "act '" + act.id() + "' is recorded by nobody", act.line());
            boolean byServer = act.by().stream()
                    .anyMatch(by ->
                            procedure.roles().stream().anyMatch(r -> r.id().equals(by) && r.heldBy() == Holder.SYSTEM));
            if (!act.duties().isEmpty() && !byServer) {
                fault(
                        act.line(),
                        "act '" + act.id() + "' is recorded where a grade finds " + String.join(", ", act.duties())
                                + ", and so by the server: name a role held by system in `by`");
            }
        }
        for (var stage : procedure.stages()) {
            if (stage.produces() != null) {
                known(
                        Set.of(stage.produces()),
                        ids(
                                procedure.items().stream()
                                        .filter(i -> i.sort() == Item.Sort.DOCUMENT)
                                        .toList(),
                                Item::id),
                        "document",
                        stage.line());
            }
            for (var move : stage.moves()) {
                known(move.by(), roles, "role", move.line());
                known(move.second(), roles, "role", move.line());
                known(Set.of(move.to()), stages, "stage", move.line());
                boolean silent = procedure.deadlines().stream()
                        .anyMatch(d -> move.event().equals(d.silence()));
                if (move.by().isEmpty() && !silent) {
                    fault(
                            move.line(),
                            "'" + move.event()
                                    + "' is nobody's act: name roles in `by`, or a deadline whose `silence` it is");
                }
                move.needs().forEach(need -> need(need, move));
            }
        }
        for (var deadline : procedure.deadlines()) {
            var starts = new TreeSet<>(happenings);
            starts.add(Procedure.OPENED);
            known(deadline.after(), starts, "act", deadline.line());
            known(deadline.metBy(), happenings, "act", deadline.line());
            known(deadline.stages(), stages, "stage", deadline.line());
            known(deadline.owes(), roles, "role", deadline.line());
            if (deadline.silence() != null) {
                known(Set.of(deadline.silence()), events, "event (or 'nothing')", deadline.line());
            }
            if (deadline.escalate() != null) {
                known(Set.of(deadline.escalate()), roles, "role", deadline.line());
            }
        }
    }

    private void need(Need need, Move move) {
        var sorts = switch (need) {
            case Need.OnFile ignored -> Set.of(Item.Sort.DOCUMENT, Item.Sort.EVIDENCE);
            case Need.Votes ignored -> Set.of(Item.Sort.VOTE);
            case Need.Below ignored -> Set.of(Item.Sort.STATISTIC);
            case Need.Above ignored -> Set.of(Item.Sort.STATISTIC);
        };
        var items = ids(
                procedure.items().stream().filter(i -> sorts.contains(i.sort())).toList(), Item::id);
        known(Set.of(need.item()), items, "item of the sort " + sorts, move.line());
    }

    private static <T> TreeSet<String> ids(Collection<T> all, Function<T, String> id) {
        var result = new TreeSet<String>();
        all.forEach(one -> result.add(id.apply(one)));
        return result;
    }

    private void known(Set<String> named, Set<String> known, String what, int line) {
        for (var id : named) {
            if (!known.contains(id)) {
                fault(
                        line,
                        "unknown " + what + " '" + id + "'" + Nearest.sentence(id, known) + "Known: "
                                + String.join(", ", known));
            }
        }
    }

    private void actor(Set<String> by, String what, int line) {
        if (by.isEmpty()) {
            fault(line, what + "; name roles in `by`");
        }
    }

    private void roles() {
        var used = new HashSet<String>();
        procedure.items().forEach(i -> used.addAll(i.by()));
        procedure.acts().forEach(a -> used.addAll(a.by()));
        procedure
                .stages()
                .forEach(s -> s.moves().forEach(m -> {
                    used.addAll(m.by());
                    used.addAll(m.second());
                    boolean people =
                            m.second().stream().anyMatch(r -> procedure.role(r).heldBy() != Holder.SYSTEM);
                    if (!m.second().isEmpty() && (!people || m.by().isEmpty())) {
                        fault(
                                m.line(),
                                "'" + m.event()
                                        + "' asks for a second person that can never come; name roles of people");
                    }
                }));
        procedure.deadlines().forEach(d -> {
            used.addAll(d.owes());
            if (d.escalate() != null) {
                used.add(d.escalate());
            }
        });
        for (var role : procedure.roles()) {
            if (!used.contains(role.id())) {
                fault(role.line(), "role '" + role.id() + "' has nothing to do; give it a part or leave it out");
            }
        }
        for (var item : procedure.items()) {
            if (item.sort() == Item.Sort.VOTE
                    && item.by().stream().allMatch(r -> procedure.role(r).heldBy() == Holder.SYSTEM)) {
                fault(
                        item.line(),
                        "nobody may vote on '" + item.id() + "': the server has no vote; name a role of people");
            }
        }
    }

    private void times() {
        for (var d : procedure.deadlines()) {
            boolean working = d.within().unit() == Term.Unit.WORKING_DAY
                    || d.escalateAfter() != null && d.escalateAfter().unit() == Term.Unit.WORKING_DAY;
            if (working && (calendar == null || calendar.published().isEmpty())) {
                fault(
                        d.line(),
                        "deadline '" + d.id() + "' counts working days, but no calendar of " + procedure.jurisdiction()
                                + " is published in shared/calendars.yaml; add one, or count days");
            }
            for (var term : d.remind()) {
                if (term.roughly().compareTo(d.within().roughly()) >= 0) {
                    fault(
                            d.line(),
                            "deadline '" + d.id() + "' reminds " + term + " before an end that is only " + d.within()
                                    + " away; remind later");
                }
            }
        }
    }

    /** What the walk tells apart: the stage, and which deadlines are owed. */
    private record State(String stage, Set<String> owed) {}

    private void walk() {
        if (procedure.deadlines().size() > MOST_DEADLINES_WALKED) {
            fault(procedure.line(), "more than " + MOST_DEADLINES_WALKED + " deadlines; split the procedure");
            return;
        }
        var start = new State(
                procedure.start().id(),
                started(Procedure.OPENED, procedure.start().id(), Set.of()));
        var before = new HashMap<State, List<State>>();
        before.put(start, new ArrayList<>());
        var todo = new ArrayDeque<State>(List.of(start));
        var reached = new LinkedHashSet<String>();
        while (!todo.isEmpty()) {
            var state = todo.remove();
            reached.add(state.stage());
            for (var next : next(state)) {
                var known = before.get(next);
                if (known == null) {
                    if (before.size() >= MOST_STATES) {
                        fault(
                                procedure.line(),
                                "more than " + MOST_STATES
                                        + " states of stages and deadlines; give deadlines `stages` in which they"
                                        + " count");
                        return;
                    }
                    before.put(next, new ArrayList<>(List.of(state)));
                    todo.add(next);
                } else {
                    known.add(state);
                }
            }
        }
        for (var stage : procedure.stages()) {
            if (!reached.contains(stage.id())) {
                fault(stage.line(), "stage '" + stage.id() + "' is never reached: no move that can happen leads to it");
            }
        }
        neverStarted(before.keySet());
        deadlocks(before);
        silences(reached);
    }

    private List<State> next(State state) {
        var stage = procedure.stage(state.stage());
        var result = new ArrayList<State>();
        if (stage.end()) {
            return result;
        }
        for (var move : stage.moves()) {
            boolean byPeople = !move.by().isEmpty();
            boolean bySilence = procedure.deadlines().stream()
                    .anyMatch(d -> state.owed().contains(d.id()) && move.event().equals(d.silence()));
            if (byPeople || bySilence) {
                var owed = moved(move, state.owed());
                var to = procedure.stage(move.to());
                if (!to.end() || owed.isEmpty()) {
                    result.add(new State(to.id(), owed));
                }
            }
        }
        for (var act : procedure.acts()) {
            result.add(new State(stage.id(), happened(act.id(), stage.id(), state.owed())));
        }
        for (var item : procedure.items()) {
            result.add(new State(stage.id(), happened(item.id(), stage.id(), state.owed())));
        }
        return result;
    }

    /** What is owed after {@code move}, those of its stage left behind; when its end is silence, so is that clock. */
    private Set<String> moved(Move move, Set<String> owed) {
        var left = new TreeSet<String>();
        for (var id : owed) {
            var d = procedure.deadline(id);
            boolean silent = move.by().isEmpty() && move.event().equals(d.silence());
            if (!d.metBy().contains(move.event()) && d.countsIn(move.to()) && !silent) {
                left.add(id);
            }
        }
        return started(move.event(), move.to(), left);
    }

    private Set<String> happened(String name, String stage, Set<String> owed) {
        var left = new TreeSet<String>();
        owed.stream()
                .filter(id -> !procedure.deadline(id).metBy().contains(name))
                .forEach(left::add);
        return started(name, stage, left);
    }

    private Set<String> started(String name, String stage, Set<String> owed) {
        var result = new TreeSet<>(owed);
        procedure.deadlines().stream()
                .filter(d -> d.after().contains(name) && d.countsIn(stage))
                .map(Deadline::id)
                .forEach(result::add);
        return Set.copyOf(result);
    }

    /** Clocks that begin in no state that can come about: what starts them happens only where they do not count. */
    private void neverStarted(Set<State> states) {
        for (var d : procedure.deadlines()) {
            if (states.stream().noneMatch(state -> state.owed().contains(d.id()))) {
                fault(
                        d.line(),
                        "deadline '" + d.id() + "' never begins to run: " + String.join(", ", new TreeSet<>(d.after()))
                                + " leads into no stage in which it counts; change `after` or `stages`");
            }
        }
    }

    /** States from which no end can be reached, told once a stage. */
    private void deadlocks(Map<State, List<State>> before) {
        var ends = new HashSet<State>();
        var todo = new ArrayDeque<State>();
        for (var state : before.keySet()) {
            if (procedure.stage(state.stage()).end()) {
                todo.add(state);
            }
        }
        if (procedure.stages().stream().noneMatch(Procedure.Stage::end)) {
            fault(procedure.line(), "no stage is an end: a case could never be closed; add a stage without moves");
            return;
        }
        while (!todo.isEmpty()) {
            var state = todo.remove();
            if (ends.add(state)) {
                todo.addAll(before.getOrDefault(state, List.of()));
            }
        }
        var told = new HashSet<String>();
        for (var state : before.keySet()) {
            if (!ends.contains(state) && told.add(state.stage())) {
                fault(
                        procedure.stage(state.stage()).line(),
                        "deadlock: from stage '" + state.stage() + "' "
                                + (state.owed().isEmpty()
                                        ? ""
                                        : "with " + String.join(", ", new TreeSet<>(state.owed())) + " owed ")
                                + "no end can be reached; add a move, or give the deadlines something that can meet"
                                + " them");
            }
        }
    }

    /** One silence: the clock {@code deadline} ends in {@code from}, and {@code event} happens by itself. */
    private record Quiet(String from, String event, String to, Deadline deadline) {
        /** Whether the other can begin by what this one brought about. */
        boolean startsOf(Quiet other) {
            return to.equals(other.from) && other.deadline.after().contains(event);
        }
    }

    /** A silence that fits no stage in which its clock counts, and circles of silence, which would never come to rest. */
    private void silences(Set<String> reached) {
        var quiet = new ArrayList<Quiet>();
        for (var d : procedure.deadlines()) {
            int before = quiet.size();
            var event = d.silence();
            if (event == null) {
                continue;
            }
            for (var id : reached) {
                if (d.countsIn(id)) {
                    procedure.stage(id).move(event).ifPresent(m -> quiet.add(new Quiet(id, event, m.to(), d)));
                }
            }
            if (quiet.size() == before) {
                fault(
                        d.line(),
                        "the silence '" + event + "' of deadline '" + d.id()
                                + "' leads out of no stage in which it counts; name another event or other stages");
            }
        }
        for (var first : quiet) {
            var seen = new LinkedHashSet<Quiet>();
            var todo = new ArrayDeque<>(List.of(first));
            while (!todo.isEmpty()) {
                var one = todo.remove();
                for (var next : quiet) {
                    if (one.startsOf(next) && seen.add(next)) {
                        todo.add(next);
                    }
                }
            }
            if (seen.contains(first)) {
                fault(
                        first.deadline().line(),
                        "silence leads from stage '" + first.from() + "' back to it and starts its own clock: it would"
                                + " never come to rest; let somebody act on the way");
            }
        }
    }
}
