package zhiheng.cases;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.base.Text;
import zhiheng.cases.Case.RunningClock;
import zhiheng.cases.Deed.Sort;
import zhiheng.cases.Procedure.Item;
import zhiheng.cases.Procedure.Move;
import zhiheng.cases.Procedure.Stage;

/** A case while one event is worked into it. Thrown away when that is refused. */
final class Draft {
    /** No chain of silent moves is longer: the linter finds circles of them, this holds for what it did not see. */
    private static final int MOST_MOMENTS = 10_000;

    private final Procedure procedure;
    private final Timing timing;
    private final String id;
    private final String subject;
    private final Map<String, String> seats;
    private final Instant opened;
    private final Instant now;
    private final long step;
    private final Map<String, Case.Filed> items = new TreeMap<>();
    private final Map<String, Map<String, Boolean>> votes = new TreeMap<>();
    private final Map<String, Case.Figure> figures = new TreeMap<>();
    private final List<RunningClock> clocks = new ArrayList<>();
    private final Set<String> excluded = new TreeSet<>();
    private final List<Case.Visit> trail = new ArrayList<>();
    private final List<Deed> deeds = new ArrayList<>();
    private Case.@Nullable Proposal pending;
    private Stage stage;

    Draft(Cases rules, String id, String subject, Map<String, String> seats, Instant at) {
        this.procedure = rules.procedure();
        this.timing = new Timing(rules);
        this.id = id;
        this.subject = subject;
        this.seats = new TreeMap<>(seats);
        this.opened = at;
        this.now = at;
        this.step = 0;
        this.stage = procedure.start();
    }

    Draft(Cases rules, Case c, Instant at) {
        this.procedure = rules.procedure();
        this.timing = new Timing(rules);
        this.id = c.id();
        this.subject = c.subject();
        this.seats = c.seats();
        this.opened = c.opened();
        this.now = at.isBefore(c.last()) ? c.last() : at;
        this.step = c.step() + 1;
        items.putAll(c.items());
        c.votes().forEach((item, cast) -> votes.put(item, new TreeMap<>(cast)));
        figures.putAll(c.figures());
        clocks.addAll(c.clocks());
        excluded.addAll(c.excluded());
        trail.addAll(c.trail());
        this.pending = c.pending();
        this.stage = procedure.stage(c.stage());
    }

    Instant now() {
        return now;
    }

    Moved done() {
        var next = new Case(
                id,
                procedure.id(),
                procedure.version(),
                subject,
                Map.copyOf(seats),
                stage.id(),
                stage.end(),
                step,
                opened,
                now,
                Map.copyOf(items),
                copy(votes),
                Map.copyOf(figures),
                List.copyOf(clocks),
                pending,
                Set.copyOf(excluded),
                List.copyOf(trail));
        return new Moved(next, List.copyOf(deeds));
    }

    private static Map<String, Map<String, Boolean>> copy(Map<String, Map<String, Boolean>> votes) {
        var result = new TreeMap<String, Map<String, Boolean>>();
        votes.forEach((item, cast) -> result.put(item, Map.copyOf(cast)));
        return Map.copyOf(result);
    }

    void open(Who who) {
        deed(now, Sort.OPENED, procedure.id(), who.person(), procedure.version());
        trail.add(new Case.Visit(stage.id(), Procedure.OPENED, now));
        deed(now, Sort.ENTERED, stage.id(), who.person(), "");
        start(Procedure.OPENED, now);
    }

    void adopt(Who who) {
        deed(now, Sort.ADOPTED, procedure.id(), who.person(), procedure.version());
        pending = null;
        clocks.replaceAll(clock -> {
            boolean gone = procedure.deadlines().stream().noneMatch(d -> d.id().equals(clock.deadline()));
            return clock.owed() && gone ? settled(clock, RunningClock.State.LAPSED, now, Sort.LAPSED) : clock;
        });
        clocks.removeIf(clock -> procedure.deadlines().stream().noneMatch(d -> d.id().equals(clock.deadline())));
    }

    void act(Event.Act act) {
        if (act.happened().isAfter(now)) {
            throw Refusal.invalid(
                    "发生时间不能晚于现在。请改正时间。", "What is recorded cannot have happened later than now. Correct the time.");
        }
        var happened = act.happened();
        var named = procedure.act(act.name());
        if (named.isPresent()) {
            admit(act.who(), named.get().by(), act.name());
            deed(happened, Sort.DONE, act.name(), act.who().person(), "");
            happened(act.name(), happened);
            return;
        }
        var obstacles = obstacles(act.name(), act.who());
        if (!obstacles.isEmpty()) {
            throw refusal(act, obstacles);
        }
        var move = stage.move(act.name()).orElseThrow();
        var before = pending;
        boolean first = before == null || !before.event().equals(move.event());
        if (!move.second().isEmpty() && first) {
            pending = new Case.Proposal(move.event(), act.who().person(), now);
            deed(now, Sort.PROPOSED, move.event(), act.who().person(), "");
            return;
        }
        go(move, act.who().person(), happened, move.second().isEmpty() || before == null ? "" : before.by());
    }

    private Refusal refusal(Event.Act act, List<Text> obstacles) {
        var zh = String.join("", obstacles.stream().map(Text::zh).toList());
        var en = String.join(" ", obstacles.stream().map(Text::en).toList());
        boolean may = stage.move(act.name())
                .map(m -> refused(act.who(), by(m)) == null)
                .orElse(true);
        return may ? Refusal.conflict(zh, en) : Refusal.forbidden(zh, en);
    }

    /** Whose turn it is: the first person, or the second once somebody proposed. */
    private Set<String> by(Move move) {
        var before = pending;
        return before != null && before.event().equals(move.event()) ? move.second() : move.by();
    }

    List<Text> obstacles(String event, Who who) {
        var result = new ArrayList<Text>();
        var found = stage.move(event);
        if (found.isEmpty()) {
            result.add(notHere(event));
            return result;
        }
        var move = found.get();
        var refused = refused(who, by(move));
        if (refused != null) {
            result.add(refused);
        }
        var before = pending;
        if (before != null && before.event().equals(event) && before.by().equals(who.person())) {
            result.add(new Text(
                    "须由另一人确认：您已提出“" + move.name().zh() + "”。",
                    "Another person must confirm: you proposed '" + move.name().en() + "' yourself."));
        }
        for (var need : move.needs()) {
            var text = Needs.missing(procedure, need, items, votes, figures);
            if (text != null) {
                result.add(text);
            }
        }
        if (procedure.stage(move.to()).end()) {
            for (var clock : clocks) {
                var deadline = procedure.deadline(clock.deadline());
                if (clock.owed()
                        && deadline.stages().isEmpty()
                        && !deadline.metBy().contains(event)) {
                    result.add(new Text(
                            "期限“" + deadline.name().zh() + "”仍待履行。",
                            "The deadline '" + deadline.name().en() + "' is still owed."));
                }
            }
        }
        return result;
    }

    private Text notHere(String event) {
        var zh = String.join("、", stage.moves().stream().map(m -> m.name().zh()).toList());
        var en =
                String.join(", ", stage.moves().stream().map(m -> m.name().en()).toList());
        return new Text(
                "阶段“" + stage.name().zh() + "”中不能“" + procedure.named(event).zh() + "”"
                        + (zh.isEmpty() ? "，案件已结束。" : "，只能：" + zh + "。"),
                "In the stage '" + stage.name().en() + "' there is no '"
                        + procedure.named(event).en() + "'"
                        + (en.isEmpty() ? "; the case is closed." : "; possible here: " + en + "."));
    }

    private void go(Move move, String by, Instant happened, String proposer) {
        deed(happened, Sort.DONE, move.event(), by, proposer);
        meet(move.event(), happened);
        pending = null;
        stage = procedure.stage(move.to());
        figures.clear(); // what was measured in one stage proves nothing of the next
        clocks.replaceAll(
                clock -> clock.owed() && !procedure.deadline(clock.deadline()).countsIn(stage.id())
                        ? settled(clock, RunningClock.State.LAPSED, happened, Sort.LAPSED)
                        : clock);
        trail.add(new Case.Visit(stage.id(), move.event(), happened));
        deed(happened, Sort.ENTERED, stage.id(), by, "");
        start(move.event(), happened);
        if (stage.end()) {
            deed(happened, Sort.ENDED, stage.id(), by, "");
        }
    }

    void file(Event.File file) {
        var item = open(file.item(), Set.of(Item.Sort.DOCUMENT, Item.Sort.EVIDENCE), file.who());
        items.put(item.id(), new Case.Filed(file.digest(), file.who().person(), now));
        deed(now, Sort.FILED, item.id(), file.who().person(), file.digest());
        happened(item.id(), now);
    }

    void vote(Event.Vote vote) {
        var item = open(vote.item(), Set.of(Item.Sort.VOTE), vote.who());
        votes.computeIfAbsent(item.id(), i -> new TreeMap<>()).put(vote.who().person(), vote.yes());
        deed(now, Sort.VOTED, item.id(), vote.who().person(), vote.yes() ? "yes" : "no");
    }

    void measure(Event.Measure measure) {
        var item = open(measure.item(), Set.of(Item.Sort.STATISTIC), measure.who());
        if (!(measure.lower() <= measure.upper()) || measure.sample() < 0 || Double.isInfinite(measure.upper())) {
            throw Refusal.invalid("统计量的下界须不大于上界。", "The lower bound of a statistic is not above its upper bound.");
        }
        figures.put(item.id(), new Case.Figure(measure.lower(), measure.upper(), measure.sample(), now));
        deed(now, Sort.MEASURED, item.id(), measure.who().person(), measure.lower() + ".." + measure.upper());
    }

    private Item open(String id, Set<Item.Sort> sorts, Who who) {
        var item = procedure.items().stream()
                .filter(i -> i.id().equals(id) && sorts.contains(i.sort()))
                .findFirst()
                .orElseThrow(() ->
                        Refusal.invalid("本程序没有这样的材料：“" + id + "”。", "The procedure has no such item: '" + id + "'."));
        notEnded();
        admit(who, item.by(), id);
        return item;
    }

    /** Also when the case is closed: what is said for the record is never refused. */
    void note(Event.Note note) {
        deed(now, Sort.NOTED, note.sort().name(), note.who().person(), note.digest());
    }

    void exclude(Event.Exclude exclude) {
        notEnded();
        if (!excluded.add(exclude.person())) {
            throw Refusal.conflict("此人已不参与本案。", "This person takes no part in the case already.");
        }
        votes.values().forEach(cast -> cast.remove(exclude.person()));
        votes.values().removeIf(Map::isEmpty);
        if (pending != null && pending.by().equals(exclude.person())) {
            pending = null;
        }
        deed(now, Sort.EXCLUDED, exclude.person(), exclude.who().person(), "");
    }

    private void notEnded() {
        if (stage.end()) {
            throw Refusal.conflict("案件已结束。", "The case is closed.");
        }
    }

    private void admit(Who who, Set<String> by, String what) {
        notEnded();
        var refused = refused(who, by);
        if (refused != null) {
            throw Refusal.forbidden(refused.zh(), refused.en()).at(what);
        }
    }

    /** Why this person may not; null when they may. */
    private @Nullable Text refused(Who who, Set<String> by) {
        if (excluded.contains(who.person())) {
            return new Text("您已退出或回避本案，不能再办理。", "You withdrew or declared a conflict of interest; others must act.");
        }
        for (var id : by) {
            var role = procedure.role(id);
            var seat = seats.get(id);
            if (role.heldBy() == who.kind() && (seat == null || seat.equals(who.org()))) {
                return null;
            }
        }
        return new Text(
                "此事由"
                        + String.join(
                                "或",
                                by.stream()
                                        .map(r -> procedure.role(r).name().zh())
                                        .toList()) + "办理。",
                "This is for the "
                        + String.join(
                                " or the ",
                                by.stream()
                                        .map(r -> procedure.role(r).name().en())
                                        .toList()) + ".");
    }

    private void happened(String name, Instant at) {
        meet(name, at);
        start(name, at);
    }

    private void meet(String name, Instant at) {
        for (int i = 0; i < clocks.size(); i++) {
            var clock = clocks.get(i);
            if (clock.owed() && procedure.deadline(clock.deadline()).metBy().contains(name)) {
                var ends = clock.ends();
                boolean late = ends != null && at.isAfter(ends);
                clocks.set(
                        i,
                        settled(
                                clock,
                                late ? RunningClock.State.MET_LATE : RunningClock.State.MET,
                                at,
                                late ? Sort.MET_LATE : Sort.MET));
            }
        }
    }

    private RunningClock settled(RunningClock c, RunningClock.State state, Instant at, Sort sort) {
        deed(
                at,
                sort,
                c.deadline(),
                Who.SYSTEM.person(),
                c.ends() == null ? "" : c.ends().toString());
        return new RunningClock(
                c.deadline(), c.from(), c.ends(), c.unpublished(), state, c.reminders(), c.escalated(), at);
    }

    private void start(String name, Instant from) {
        for (var deadline : procedure.deadlines()) {
            boolean runs =
                    clocks.stream().anyMatch(c -> c.owed() && c.deadline().equals(deadline.id()));
            if (deadline.after().contains(name) && deadline.countsIn(stage.id()) && !runs) {
                var clock = timing.started(deadline, from);
                clocks.add(clock);
                deed(from, Sort.STARTED, deadline.id(), Who.SYSTEM.person(), Objects.toString(clock.ends(), ""));
            }
        }
    }

    /** Everything that deadlines bring about up to {@code until}, in the order of time. */
    void pass(Instant until) {
        for (int i = 0; i < clocks.size(); i++) {
            clocks.set(i, timing.published(clocks.get(i), procedure));
        }
        for (int moments = 0; moments < MOST_MOMENTS && !stage.end(); moments++) {
            var next = timing.next(clocks, procedure, until);
            if (next == null) {
                return;
            }
            due(next);
        }
    }

    @Nullable
    Instant wakes() {
        var next = stage.end() ? null : timing.next(clocks, procedure, Instant.MAX);
        return next == null ? null : next.kind() == Timing.Kind.END ? next.at().plusMillis(1) : next.at();
    }

    private void due(Timing.Moment moment) {
        var clock = clocks.get(moment.clock());
        var deadline = procedure.deadline(clock.deadline());
        switch (moment.kind()) {
            case REMIND -> {
                clocks.set(moment.clock(), Timing.with(clock, clock.state(), clock.reminders() + 1, clock.escalated()));
                deed(moment.at(), Sort.REMINDED, deadline.id(), Who.SYSTEM.person(), String.join(" ", deadline.owes()));
            }
            case ESCALATE -> {
                clocks.set(moment.clock(), Timing.with(clock, clock.state(), clock.reminders(), true));
                deed(
                        moment.at(),
                        Sort.ESCALATED,
                        deadline.id(),
                        Who.SYSTEM.person(),
                        Objects.requireNonNull(deadline.escalate()));
            }
            case END -> {
                var silent = deadline.silence() == null
                        ? null
                        : stage.move(deadline.silence()).orElse(null);
                deed(moment.at(), Sort.MISSED, deadline.id(), Who.SYSTEM.person(), "");
                if (silent == null) {
                    clocks.set(
                            moment.clock(),
                            Timing.with(
                                    clock,
                                    RunningClock.State.LATE,
                                    deadline.remind().size(),
                                    clock.escalated()));
                    return;
                }
                clocks.set(moment.clock(), settled(clock, RunningClock.State.SILENT, moment.at(), Sort.SILENT));
                go(silent, Who.SYSTEM.person(), moment.at(), "");
            }
        }
    }

    private void deed(Instant at, Sort sort, String subject, String by, String detail) {
        deeds.add(new Deed(at, sort, subject, by, detail));
    }
}
