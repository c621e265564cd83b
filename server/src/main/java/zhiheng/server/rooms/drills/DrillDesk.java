package zhiheng.server.rooms.drills;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.cases.Who;
import zhiheng.drills.exercise.Conduct;
import zhiheng.drills.exercise.Conduct.Deed;
import zhiheng.drills.exercise.Exposure;
import zhiheng.drills.exercise.Part;
import zhiheng.drills.exercise.Pauses;
import zhiheng.drills.exercise.Scenario;
import zhiheng.drills.exercise.Scenarios;
import zhiheng.office.Office;
import zhiheng.office.acts.OfficeTime;
import zhiheng.office.acts.Outbox;
import zhiheng.office.acts.Transaction;
import zhiheng.office.acts.Transactions;
import zhiheng.office.acts.Words;
import zhiheng.office.input.Input;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Role;
import zhiheng.server.rooms.drills.DrillEntry.Kind;

/**
 * Plans drills and takes what is done in them, by the table of {@link Conduct}. Each entry is an act of the ledger, which holds ids and
 * salted digests; words stay in the database.
 */
final class DrillDesk {
    /** Who the ledger says it was when time or the runner acted. */
    static final Actor ITSELF = new Actor(Who.SYSTEM.person(), "", Role.ADMINISTRATOR);

    private static final int MOST_TEMPO = 3_600;

    private final Transactions store;
    private final Office office;
    private final OfficeTime time;
    private final Scenarios scenarios;
    private final List<Consumer<DrillEntry>> listeners = new CopyOnWriteArrayList<>();

    DrillDesk(Transactions store, Office office, OfficeTime time, Scenarios scenarios) {
        this.store = store;
        this.office = office;
        this.time = time;
        this.scenarios = scenarios;
    }

    /** Tells {@code listener} of each entry once it is committed. It neither blocks nor throws. */
    void listen(Consumer<DrillEntry> listener) {
        listeners.add(listener);
    }

    Scenarios scenarios() {
        return scenarios;
    }

    Transactions store() {
        return store;
    }

    Office office() {
        return office;
    }

    Instant now() {
        return time.now();
    }

    LocalDate today() {
        return time.today();
    }

    List<Drill> list(Actor actor, @Nullable String system, @Nullable String before, int limit) {
        return store.read(tx -> DrillSql.in(tx).list(actor, system, before, limit));
    }

    long running(Actor actor) {
        return store.read(tx -> DrillSql.in(tx).running(actor));
    }

    List<Drill> in(Conduct.State state) {
        return store.read(tx -> DrillSql.in(tx).in(state));
    }

    Drill one(Actor actor, String id) {
        return store.read(tx -> mine(tx, actor, id));
    }

    /** As it is now, for the runner. */
    Drill now(String id) {
        return one(ITSELF, id);
    }

    private static Drill mine(Transaction tx, Actor actor, String id) {
        return DrillSql.in(tx).one(id).filter(d -> d.mayBeSeenBy(actor)).orElseThrow(Access::notFound);
    }

    List<DrillEntry> entries(Actor actor, String id, String after) {
        one(actor, id);
        return store.read(tx -> DrillSql.in(tx).entries(id, after));
    }

    /**
     * Plans one.
     *
     * @param systems by slot, {@code seats} by seat as {@code org/ID} or {@code person/ID}
     */
    Drill plan(
            Actor actor,
            String scenarioId,
            Scenario.Form form,
            int tempo,
            @Nullable LocalDate day,
            Map<String, String> systems,
            Map<String, String> seats) {
        Access.mayChange(actor);
        var kept = scenarios.of(scenarioId);
        var scenario = kept.scenario();
        if (!scenario.forms().contains(form)) {
            throw Refusal.invalid("该场景不以此形式进行。", "The scenario is not held in this form.")
                    .at("form");
        }
        if (tempo < 1 || tempo > MOST_TEMPO) {
            throw Refusal.invalid("压缩倍数须为 1 至 " + MOST_TEMPO + "。", "The tempo is from 1 to " + MOST_TEMPO + ".")
                    .at("tempo");
        }
        if (day != null && day.isBefore(time.today())) {
            throw Refusal.invalid("计划日期已过。", "That day is over.").at("day");
        }
        var filled = systems(actor, scenario, systems);
        var sitting = seats(actor, scenario, seats);
        var drill = new Drill(
                office.ids().next(),
                scenarioId,
                kept.text(),
                tempo,
                form,
                Conduct.State.PLANNED,
                actor.orgId(),
                actor.id(),
                day,
                null,
                null,
                "",
                0,
                filled,
                sitting);
        if (form == Scenario.Form.LIVE) {
            agreed(actor, drill);
        }
        record((tx, acts) -> {
            DrillSql.in(tx).add(drill);
            return List.of(entry(tx, acts, actor, drill, Kind.PLANNED, "", "", scenarioId, "", null));
        });
        return now(drill.id());
    }

    private Map<String, String> systems(Actor actor, Scenario scenario, Map<String, String> typed) {
        var filled = new LinkedHashMap<String, String>();
        for (var slot : scenario.systems()) {
            var id = typed.getOrDefault(slot.id(), "");
            if (id.isEmpty()) {
                throw Refusal.invalid(
                                "请为“" + slot.name().zh() + "”选择系统。",
                                "Choose a system for '" + slot.name().en() + "'.")
                        .at("system-" + slot.id());
            }
            office.registry().system(actor, id); // not found where it is not the actor's to see
            if (filled.containsValue(id)) {
                throw Refusal.invalid("同一系统只能占一处。", "One system fills one place.")
                        .at("system-" + slot.id());
            }
            filled.put(slot.id(), id);
        }
        if (filled.size() < typed.size()) {
            throw Refusal.invalid("场景中没有这样的系统位置。", "The scenario has no such place for a system.");
        }
        return filled;
    }

    private Map<String, Drill.Sitting> seats(Actor actor, Scenario scenario, Map<String, String> typed) {
        var sitting = new LinkedHashMap<String, Drill.Sitting>();
        for (var seat : scenario.seats()) {
            var who = typed.getOrDefault(seat.id(), "");
            if (who.isEmpty() && seat.part() == Part.OBSERVER) {
                continue; // nobody need look on
            }
            if (who.isEmpty() && seat.part() == Part.CONTROLLER) {
                who = "person/" + actor.id();
            }
            var one = sitting(who, seat);
            if (sitting.containsValue(one)) {
                throw Refusal.invalid("一人或一个机构在一场演练中只占一席。", "A person or an organisation has one seat in a drill.")
                        .at("seat-" + seat.id());
            }
            sitting.put(seat.id(), one);
        }
        return sitting;
    }

    private Drill.Sitting sitting(String who, Scenario.Seat seat) {
        if (who.startsWith("org/")) {
            var org = office.orgs().find(ITSELF, who.substring(4)).orElse(null);
            if (org != null) {
                return new Drill.Sitting(org.id(), "");
            }
        } else if (who.matches("person/[A-Za-z0-9-]{1,64}")) {
            return new Drill.Sitting("", who.substring(7));
        }
        throw Refusal.invalid(
                        "请为“" + seat.name().zh() + "”选择机构或人员。",
                        "Choose who sits at '" + seat.name().en() + "'.")
                .at("seat-" + seat.id());
    }

    /** Traffic goes to a system only with those who run it: its organisation plans the drill or has a seat. */
    private void agreed(Actor actor, Drill drill) {
        for (var system : drill.systems().values()) {
            var org = office.registry().system(actor, system).orgId();
            boolean sits = drill.seats().values().stream().anyMatch(s -> s.org().equals(org));
            if (!sits && !actor.orgId().equals(org)) {
                throw Refusal.forbidden(
                        "实操演练须有系统的提供者参加：请给其机构一个席位。",
                        "A live drill needs the provider of the system in it: give its organisation a seat.");
            }
        }
    }

    /** Briefs, cancels, begins, pauses, resumes, ends, stops, closes. @param words why, for a stop; else what was said */
    Drill move(Actor actor, String id, Deed deed, String words) {
        Access.mayChange(actor);
        var said = deed == Deed.STOP
                ? Input.required("原因", "reason", words, Input.TEXT)
                : Input.optional("说明", "words", words, Input.TEXT);
        var kind = switch (deed) {
            case BRIEF -> Kind.BRIEFED;
            case CANCEL -> Kind.CANCELLED;
            case BEGIN -> Kind.BEGUN;
            case PAUSE -> Kind.PAUSED;
            case RESUME -> Kind.RESUMED;
            case STOP, END -> Kind.ENDED;
            case CLOSE -> Kind.CLOSED;
            case INJECT, WITHDRAW, RESPOND, NOTE, RUN_OUT, SCORE ->
                throw new IllegalArgumentException(deed + " is no move by itself");
        };
        record((tx, acts) -> {
            var before = mine(tx, actor, id);
            var after = before.with(Conduct.after(before.state(), deed, part(actor, before)));
            if (deed == Deed.BEGIN) {
                after = after.begunAt(time.now());
            } else if (kind == Kind.ENDED) {
                after = after.endedAt(time.now(), said);
            }
            DrillSql.in(tx).move(after, before.seq());
            var seat = before.seatOf(actor).orElse("");
            return List.of(
                    entry(tx, acts, actor, after, kind, seat, "", deed.name().toLowerCase(Locale.ROOT), said, null));
        });
        return one(actor, id);
    }

    /** What somebody is in a drill. @throws Refusal where they have no seat */
    Part part(Actor actor, Drill drill) {
        return drill.seatOf(actor)
                .flatMap(seat -> drill.scenario().seat(seat))
                .map(Scenario.Seat::part)
                .orElseThrow(() -> Refusal.forbidden("您在本次演练中没有席位。", "You have no seat in this drill."));
    }

    /** Its time is over, or its fence does not hold. */
    void runOut(String id, String why) {
        record((tx, acts) -> {
            var before = mine(tx, ITSELF, id);
            if (!before.running() && !before.paused()) {
                return List.of();
            }
            var after =
                    before.with(Conduct.byItself(before.state(), Deed.RUN_OUT)).endedAt(time.now(), why);
            DrillSql.in(tx).move(after, before.seq());
            return List.of(entry(tx, acts, ITSELF, after, Kind.ENDED, "", "", "run-out", why, null));
        });
    }

    /** By a controller, before its time or at it; what was there before on the same system is taken back first. */
    void inject(Actor actor, String id, String inject) {
        Access.mayChange(actor);
        record((tx, acts) -> {
            var drill = mine(tx, actor, id);
            Conduct.after(drill.state(), Deed.INJECT, part(actor, drill));
            return injected(tx, acts, actor, drill, inject, true);
        });
    }

    void withdraw(Actor actor, String id, String inject) {
        Access.mayChange(actor);
        record((tx, acts) -> {
            var drill = mine(tx, actor, id);
            Conduct.after(drill.state(), Deed.WITHDRAW, part(actor, drill));
            if (!active(DrillSql.in(tx).entries(id, "")).contains(inject)) {
                throw Refusal.conflict("该事件未在进行。", "That inject is not there.");
            }
            var seat = drill.seatOf(actor).orElse("");
            return List.of(entry(tx, acts, actor, drill, Kind.WITHDRAWN, seat, inject, "", "", null));
        });
    }

    private List<DrillEntry> injected(
            Transaction tx, Outbox.Acts acts, Actor actor, Drill drill, String inject, boolean byHand) {
        var scenario = drill.scenario();
        var known = scenario.inject(inject)
                .orElseThrow(() -> Refusal.invalid("场景中没有该注入事件。", "The scenario has no such inject."));
        var record = DrillSql.in(tx).entries(drill.id(), "");
        if (record.stream()
                .anyMatch(e -> e.kind() == Kind.INJECTED && e.inject().equals(inject))) {
            if (byHand) {
                throw Refusal.conflict("该事件已经注入。", "That was injected already.");
            }
            return List.of();
        }
        var seat = drill.seatOf(actor).orElse("");
        var made = new ArrayList<DrillEntry>();
        var now = drill;
        for (var other : active(record)) {
            if (scenario.inject(other).filter(i -> i.to().equals(known.to())).isPresent()) {
                var gone = entry(tx, acts, actor, now, Kind.WITHDRAWN, seat, other, "", "", null);
                made.add(gone);
                now = now(now, gone.seq());
            }
        }
        made.add(entry(tx, acts, actor, now, Kind.INJECTED, seat, inject, "", "", null));
        return made;
    }

    private static Drill now(Drill d, long seq) {
        return new Drill(
                d.id(),
                d.scenarioId(),
                d.text(),
                d.tempo(),
                d.form(),
                d.state(),
                d.org(),
                d.planner(),
                d.day(),
                d.began(),
                d.ended(),
                d.why(),
                seq,
                d.systems(),
                d.seats());
    }

    /** What was injected and not withdrawn. */
    static Set<String> active(List<DrillEntry> record) {
        var active = new HashSet<String>();
        for (var e : record) {
            if (e.kind() == Kind.INJECTED) {
                active.add(e.inject());
            } else if (e.kind() == Kind.WITHDRAWN) {
                active.remove(e.inject());
            }
        }
        return active;
    }

    /** Injects what is due by the events list, and takes back what has been there long enough. @return what is there then */
    Set<String> advance(Drill drill) {
        var began = drill.began();
        if (began == null) {
            return Set.of();
        }
        var scenario = drill.scenario();
        var record = store.read(tx -> DrillSql.in(tx).entries(drill.id(), ""));
        var now = time.now();
        var pauses = pauses(record, now);
        var since = Duration.between(began, now).minus(pauses.before(now));
        var done = record.stream()
                .filter(e -> e.kind() == Kind.INJECTED)
                .collect(Collectors.toMap(DrillEntry::inject, DrillEntry::time, (a, b) -> a));
        var there = active(record);
        for (var inject : scenario.injects()) {
            var at = done.get(inject.id());
            if (at == null && inject.at().compareTo(since) <= 0) {
                record((tx, acts) -> injected(tx, acts, ITSELF, mine(tx, ITSELF, drill.id()), inject.id(), false));
                there.add(inject.id());
            } else if (at != null
                    && there.contains(inject.id())
                    && lasted(at, now, pauses).compareTo(inject.lasts()) >= 0) {
                record((tx, acts) -> List.of(entry(
                        tx,
                        acts,
                        ITSELF,
                        mine(tx, ITSELF, drill.id()),
                        Kind.WITHDRAWN,
                        "",
                        inject.id(),
                        "",
                        "",
                        null)));
                there.remove(inject.id());
            }
        }
        return there;
    }

    private static Duration lasted(Instant from, Instant now, Pauses pauses) {
        return Duration.between(from, now).minus(pauses.before(now).minus(pauses.before(from)));
    }

    /** When a drill stood still so far. */
    Pauses pauses(String id) {
        return pauses(store.read(tx -> DrillSql.in(tx).entries(id, "")), time.now());
    }

    static Pauses pauses(List<DrillEntry> record, Instant until) {
        return Pauses.of(record.stream().flatMap(e -> e.mark().stream()).toList(), until);
    }

    /** What a participant did, or anybody wrote down. */
    void say(Actor actor, String id, Kind kind, String inject, String detail, String words) {
        Access.mayChange(actor);
        var said = kind == Kind.NOTE
                ? Input.required("记录", "words", words, Input.TEXT)
                : Input.optional("说明", "words", words, Input.TEXT);
        record((tx, acts) -> {
            var drill = mine(tx, actor, id);
            Conduct.after(drill.state(), kind == Kind.NOTE ? Deed.NOTE : Deed.RESPOND, part(actor, drill));
            var what = kind == Kind.NOTE
                    ? inject
                    : DeedWords.checked(drill.scenario(), kind, inject, detail, injectedOf(tx, id));
            var seat = drill.seatOf(actor).orElse("");
            return List.of(entry(tx, acts, actor, drill, kind, seat, what, detail, said, null));
        });
    }

    private static List<String> injectedOf(Transaction tx, String drill) {
        return DrillSql.in(tx).entries(drill, "").stream()
                .filter(e -> e.kind() == Kind.INJECTED)
                .map(DrillEntry::inject)
                .toList();
    }

    /** What the runner saw, dated by when it happened. */
    void seen(String id, Kind kind, String inject, String detail, Instant at) {
        record((tx, acts) -> {
            var drill = mine(tx, ITSELF, id);
            return drill.running()
                    ? List.of(entry(tx, acts, ITSELF, drill, kind, "", inject, detail, "", at))
                    : List.of();
        });
    }

    void expose(String id, String inject, Exposure exposure) {
        store.write(tx -> {
            DrillSql.in(tx).put(id, inject, exposure);
            return true;
        });
    }

    /** Work that writes entries. */
    interface Writing {
        List<DrillEntry> of(Transaction tx, Outbox.Acts acts);
    }

    void record(Writing writing) {
        var written = office.outbox().record(writing::of);
        written.forEach(e -> listeners.forEach(l -> l.accept(e)));
    }

    /** @param at null for now */
    DrillEntry entry(
            Transaction tx,
            Outbox.Acts acts,
            Actor actor,
            Drill drill,
            Kind kind,
            String seat,
            String inject,
            String detail,
            String words,
            @Nullable Instant at) {
        return entry(tx, acts, actor, drill, kind, seat, inject, detail, words, at, "");
    }

    /** @param sha256 of what the entry is about; "" for none */
    DrillEntry entry(
            Transaction tx,
            Outbox.Acts acts,
            Actor actor,
            Drill drill,
            Kind kind,
            String seat,
            String inject,
            String detail,
            String words,
            @Nullable Instant at,
            String sha256) {
        var when = at == null ? time.now() : at;
        var about = new LinkedHashMap<String, Object>();
        about.put("drill", drill.id());
        about.put("seq", drill.seq() + 1);
        about.put("at", when.toString());
        about.put("seat", seat);
        about.put("inject", inject);
        about.put("detail", detail);
        if (!words.isEmpty()) {
            about.put("words", Words.keptElsewhere(words));
        }
        var system = Optional.of(inject)
                .flatMap(i -> drill.scenario().inject(i))
                .map(i -> drill.systems().get(i.to()))
                .orElse(drill.systems().values().iterator().next());
        var act = acts.add(
                actor,
                "drill." + kind.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                "drill/" + drill.id(),
                system,
                sha256,
                about);
        var entry = new DrillEntry(
                act.id(), drill.id(), drill.seq() + 1, when, kind, actor.id(), seat, inject, detail, words, -1);
        DrillSql.in(tx).add(entry);
        return entry;
    }
}
