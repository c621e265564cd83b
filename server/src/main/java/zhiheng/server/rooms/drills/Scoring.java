package zhiheng.server.rooms.drills;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import zhiheng.base.Refusal;
import zhiheng.drills.exercise.Conduct;
import zhiheng.drills.exercise.Finding;
import zhiheng.drills.exercise.Letter;
import zhiheng.drills.exercise.Mark;
import zhiheng.drills.exercise.Part;
import zhiheng.drills.exercise.Score;
import zhiheng.drills.exercise.Scorer;
import zhiheng.drills.exercise.Summary;
import zhiheng.drills.exercise.TimeLine;
import zhiheng.drills.exercise.TimeLines;
import zhiheng.office.duties.Sha256;
import zhiheng.office.input.Input;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.server.rooms.drills.DrillEntry.Kind;
import zhiheng.server.rooms.exchange.ExchangeFeature;
import zhiheng.server.rooms.incidents.Entry;
import zhiheng.server.rooms.incidents.IncidentDesk;

/**
 * Scores drills from what is on record: the drill's own entries and those of the incidents of its systems, each of them an act of the
 * ledger. What was scored is kept as a file whose digest the ledger names; findings become duties.
 */
final class Scoring {
    static final int MOST_BYTES = 2 << 20;
    private static final int MOST_DRILLS = 50;
    private static final int MOST_FINDINGS = 200;

    private final DrillDesk desk;
    private final IncidentDesk incidents;
    private final ExchangeFeature exchange;

    Scoring(DrillDesk desk, IncidentDesk incidents, ExchangeFeature exchange) {
        this.desk = desk;
        this.incidents = incidents;
        this.exchange = exchange;
    }

    /** A drill with what it came to; scored anew while it runs, from the file once it was scored. */
    record Scored(Drill drill, TimeLine line, Score score, List<Finding> findings) {}

    Scored of(Actor actor, String id) {
        var drill = desk.one(actor, id);
        var line = line(drill);
        var score = Scorer.score(drill.scenario(), line);
        return new Scored(drill, line, score, Finding.of(drill.scenario(), score));
    }

    /** The record as a file, which the shell scores too. */
    String record(Actor actor, String id) {
        var drill = desk.one(actor, id);
        return kept(id).orElseGet(() -> TimeLines.write(new TimeLines.Kept(drill.text(), drill.tempo(), line(drill))));
    }

    private Optional<String> kept(String id) {
        return desk.store().read(tx -> DrillSql.in(tx).record(id));
    }

    private TimeLine line(Drill drill) {
        var kept = kept(drill.id());
        return kept.isPresent() ? TimeLines.read(kept.get()).line() : live(drill);
    }

    private TimeLine live(Drill drill) {
        var began = Optional.ofNullable(drill.began()).orElseGet(desk::now);
        var ended = Optional.ofNullable(drill.ended()).orElseGet(desk::now);
        var entries = desk.store().read(tx -> DrillSql.in(tx).entries(drill.id(), ""));
        var marks = new ArrayList<Mark>();
        entries.forEach(e -> e.mark().ifPresent(marks::add));
        if (drill.live() && drill.began() != null) {
            marks.addAll(fromIncidents(drill, entries, began, ended));
        }
        marks.sort(Mark.ORDER);
        var exposure = desk.store().read(tx -> DrillSql.in(tx).exposure(drill.id()));
        return new TimeLine(drill.form(), began, ended.isBefore(began) ? began : ended, marks, exposure);
    }

    private List<Mark> fromIncidents(Drill drill, List<DrillEntry> entries, Instant began, Instant ended) {
        var marks = new ArrayList<Mark>();
        var controllers = drill.scenario().seats().stream()
                .filter(s -> s.part() == Part.CONTROLLER)
                .map(s -> drill.seats().get(s.id()))
                .filter(Objects::nonNull)
                .map(Drill.Sitting::person)
                .collect(Collectors.toSet());
        drill.systems().forEach((slot, system) -> {
            var injected = entries.stream()
                    .filter(e -> e.kind() == Kind.INJECTED)
                    .filter(e -> drill.scenario()
                            .inject(e.inject())
                            .filter(i -> i.to().equals(slot))
                            .isPresent())
                    .sorted(Comparator.comparing(DrillEntry::time))
                    .toList();
            for (var e : incidents.recordOf(system, began)) {
                if (!e.time().isAfter(ended) && !controllers.contains(e.person())) {
                    marks.addAll(marks(e, latest(injected, e.time())));
                }
            }
        });
        return marks;
    }

    /** The inject that was there last when something was done; "" before the first. */
    private static String latest(List<DrillEntry> injected, Instant at) {
        return injected.stream()
                .filter(e -> !e.time().isAfter(at))
                .reduce((a, b) -> b)
                .map(DrillEntry::inject)
                .orElse("");
    }

    private static List<Mark> marks(Entry e, String inject) {
        boolean person = !e.person().equals(DrillDesk.ITSELF.id());
        var marks = new ArrayList<Mark>();
        if (person && !inject.isEmpty()) {
            marks.add(new Mark(Mark.Kind.ACKNOWLEDGED, inject, e.time(), e.id(), "", ""));
        }
        switch (e.kind()) {
            case GRADED ->
                marks.add(new Mark(
                        Mark.Kind.GRADED,
                        inject,
                        e.time(),
                        e.id(),
                        "",
                        String.valueOf(e.about().get("grade"))));
            case CONTAINED -> {
                var kind = inject.isEmpty() ? Mark.Kind.WRONG_STEP : Mark.Kind.CONTAINED;
                marks.add(new Mark(
                        kind,
                        inject,
                        e.time(),
                        e.id(),
                        "",
                        String.valueOf(e.about().get("level"))));
            }
            case RESTORED, EXPIRED -> marks.add(new Mark(Mark.Kind.RECOVERED, inject, e.time(), e.id(), "", ""));
            default -> {}
        }
        return marks;
    }

    /** Scores it for good: from here on its record is a file, and its findings are duties. */
    Scored score(Actor actor, String id) {
        Access.mayChange(actor);
        var before = desk.one(actor, id);
        Conduct.after(before.state(), Conduct.Deed.SCORE, desk.part(actor, before));
        var scenario = before.scenario();
        var line = reported(before, live(before));
        var score = Scorer.score(scenario, line);
        var findings = Finding.of(scenario, score);
        var body = TimeLines.write(new TimeLines.Kept(before.text(), before.tempo(), line));
        var digest = Sha256.of(body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        desk.record((tx, acts) -> {
            var sql = DrillSql.in(tx);
            var drill = sql.one(id).orElseThrow(Access::notFound);
            sql.move(
                    drill.with(Conduct.after(drill.state(), Conduct.Deed.SCORE, desk.part(actor, drill))),
                    before.seq());
            var total = score.total();
            sql.record(id, digest, body, total == null ? "" : (score.atMost() ? "≤" : "") + total);
            var known = new HashSet<String>();
            drill.systems().values().forEach(s -> known.addAll(sql.codes(s, id)));
            var due = desk.today();
            findings.stream()
                    .limit(MOST_FINDINGS)
                    .forEach(f -> sql.add(new Mending(
                            desk.office().ids().next(),
                            id,
                            systemOf(drill, f),
                            f.code(),
                            f.inject(),
                            f.letter().name(),
                            known.contains(f.code()),
                            f.duty(),
                            due.plusDays(f.days()),
                            null,
                            "",
                            "",
                            "",
                            "")));
            var seat = drill.seatOf(actor).orElse("");
            return List.of(desk.entry(tx, acts, actor, drill, Kind.SCORED, seat, "", letter(total), "", null, digest));
        });
        return of(actor, id);
    }

    /** A report filed in the room of incidents under the name that the scenario gives it, or an answer over the exchange. */
    private TimeLine reported(Drill drill, TimeLine line) {
        if (!drill.live()) {
            return line;
        }
        var marks = new ArrayList<>(line.marks());
        for (var report : drill.scenario().reports()) {
            var inject = drill.scenario().inject(report.after()).orElseThrow();
            var system = drill.systems().get(inject.to());
            for (var e : incidents.recordOf(Objects.requireNonNull(system), line.began())) {
                if (e.kind() == Entry.Kind.REPORTED
                        && report.id().equals(e.about().get("kind"))) {
                    marks.add(new Mark(Mark.Kind.REPORTED, report.after(), e.time(), e.id(), report.by(), report.id()));
                }
                if (e.kind() == Entry.Kind.REGIME && report.answered()) {
                    exchange.answers(String.valueOf(e.about().get("case"))).stream()
                            .filter(a -> !a.at().isAfter(line.ended()))
                            .forEach(a -> marks.add(new Mark(
                                    Mark.Kind.REPORTED, report.after(), a.at(), a.act(), report.by(), report.id())));
                }
            }
        }
        marks.sort(Mark.ORDER);
        return new TimeLine(line.form(), line.began(), line.ended(), marks, line.exposure());
    }

    private static String letter(@org.jspecify.annotations.Nullable Letter total) {
        return total == null ? "" : total.name();
    }

    private static String systemOf(Drill drill, Finding f) {
        return drill.scenario()
                .inject(f.inject())
                .map(i -> drill.systems().get(i.to()))
                .orElse(drill.systems().values().iterator().next());
    }

    List<Mending> mendings(Actor actor, String id) {
        desk.one(actor, id);
        return desk.store().read(tx -> DrillSql.in(tx).mendings(id));
    }

    String total(String id) {
        return desk.store().read(tx -> DrillSql.in(tx).total(id));
    }

    /** The middle of each measure over the drills of a system, or of those given. */
    List<Summary.Line> summary(String system) {
        return Summary.of(desk.store().read(tx -> DrillSql.in(tx).records(system, MOST_DRILLS)).stream()
                .map(TimeLines::read)
                .map(kept -> Scorer.score(kept.scenario(), kept.line()))
                .toList());
    }

    /** @param file what proves that it is done */
    void mend(Actor actor, String id, String mending, String words, String name, byte[] file) {
        Access.mayChange(actor);
        var said = Input.required("完成情况", "words", words, Input.TEXT);
        var called = Input.fileName(name);
        if (file.length == 0 || file.length > MOST_BYTES) {
            throw Refusal.invalid(
                    "须附证据文件，最大 " + (MOST_BYTES >> 20) + " MiB。",
                    "A file that proves it is needed, of at most " + (MOST_BYTES >> 20) + " MiB.");
        }
        var sha256 = Sha256.of(file);
        desk.record((tx, acts) -> {
            var sql = DrillSql.in(tx);
            var drill = sql.one(id).filter(d -> d.mayBeSeenBy(actor)).orElseThrow(Access::notFound);
            var open = sql.mendings(id).stream()
                    .filter(m -> m.id().equals(mending))
                    .findFirst()
                    .orElseThrow(Access::notFound);
            desk.office().registry().system(actor, open.system());
            if (open.done() != null) {
                throw Refusal.conflict("该整改已完成。", "That is mended already.");
            }
            sql.done(mending, desk.now(), actor.id(), said, called, sha256, file);
            var seat = drill.seatOf(actor).orElse("");
            return List.of(desk.entry(
                    tx, acts, actor, drill, Kind.MENDED, seat, open.inject(), open.code(), said, null, sha256));
        });
    }

    byte[] file(Actor actor, String id, String mending) {
        var known = mendings(actor, id).stream().anyMatch(m -> m.id().equals(mending));
        return desk.store()
                .read(tx -> known ? DrillSql.in(tx).file(mending) : Optional.<byte[]>empty())
                .orElseThrow(Access::notFound);
    }

    Set<String> repeated(String id) {
        return desk.store().read(tx -> DrillSql.in(tx).mendings(id)).stream()
                .filter(Mending::repeated)
                .map(Mending::code)
                .collect(Collectors.toSet());
    }
}
