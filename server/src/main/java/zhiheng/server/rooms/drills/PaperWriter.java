package zhiheng.server.rooms.drills;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.drills.exercise.Finding;
import zhiheng.drills.exercise.Letter;
import zhiheng.drills.exercise.Mark;
import zhiheng.drills.exercise.Measure;
import zhiheng.drills.exercise.Pauses;
import zhiheng.drills.exercise.Scenario;
import zhiheng.drills.exercise.Score;
import zhiheng.drills.exercise.TimeLine;
import zhiheng.server.ground.page.Words;
import zhiheng.server.rooms.drills.DrillPaper.Chapter;

/**
 * Puts a drill into the forms of GB/T 38645-2020 and NIST SP 800-84: the plan with its events list before, the after-action report
 * behind. Each chapter says what both call it.
 */
record PaperWriter(Scenario scenario, Words words, ZoneId zone) {
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    /**
     * What a report has beside the scenario.
     *
     * @param systems that filled the slots, by slot; empty at the shell
     * @param seats who sat where, by seat
     * @param notes what people wrote down, each as when, who and words
     * @param index where in the ledger a mark stands, by act; empty where there is no ledger
     */
    record After(
            TimeLine line,
            Score score,
            List<Finding> findings,
            Set<String> repeated,
            Map<String, String> systems,
            Map<String, String> seats,
            List<List<String>> notes,
            Map<String, Long> index,
            Map<String, String> duties) {}

    DrillPaper plan(Map<String, String> systems, Map<String, String> seats, @Nullable Instant planned) {
        var facts = facts(systems, seats);
        facts.add(List.of(words.t("drill.day"), planned == null ? "–" : time(planned)));
        return new DrillPaper(
                words.t("drill.paper.plan"),
                words.t(scenario.name()),
                facts,
                List.of(aims(), seats(seats), events(), expected(), clocks(), rules(), bounds()),
                words.t("drill.paper.foot", scenario.id(), scenario.version()));
    }

    DrillPaper report(After a) {
        var facts = facts(a.systems(), a.seats());
        facts.add(
                List.of(words.t("drill.form"), words.t("drill.form." + a.line().form())));
        facts.add(List.of(words.t("drill.began"), time(a.line().began()) + " " + zone.getId()));
        facts.add(List.of(words.t("drill.ended"), time(a.line().ended())));
        var pauses = Pauses.of(a.line().marks(), a.line().ended());
        if (!pauses.all().isEmpty()) {
            facts.add(List.of(
                    words.t("drill.paused"),
                    words.t("drill.paused.for", pauses.all().size(), clock(whole(pauses.sum())))));
        }
        boolean shown = a.line().form() == Scenario.Form.DEMONSTRATION;
        facts.add(List.of(words.t("drill.grade"), shown ? words.t("drill.shown") : grade(a.score())));
        return new DrillPaper(
                words.t("drill.paper.report"),
                words.t(scenario.name()),
                facts,
                shown
                        ? List.of(aims(), seats(a.seats()), went(a), notes(a.notes()), events(), expected())
                        : List.of(
                                aims(),
                                seats(a.seats()),
                                measures(a.score()),
                                each(a.score()),
                                reports(a.score()),
                                went(a),
                                notes(a.notes()),
                                findings(a),
                                events(),
                                bounds()),
                words.t("drill.paper.foot", scenario.id(), scenario.version()));
    }

    private static Duration whole(Duration length) {
        return Duration.ofSeconds(length.toSeconds());
    }

    private String time(Instant at) {
        return SECOND.format(at.atZone(zone));
    }

    private String grade(Score score) {
        var total = score.total();
        return total == null
                ? words.t("drill.unmeasured")
                : words.t(
                        score.atMost() ? "drill.grade.at-most" : "drill.grade.of",
                        total,
                        letter(score.technical()),
                        letter(score.response()));
    }

    private static String letter(@Nullable Letter letter) {
        return letter == null ? "–" : letter.name();
    }

    private List<List<String>> facts(Map<String, String> systems, Map<String, String> seats) {
        var facts = new ArrayList<List<String>>();
        facts.add(List.of(words.t("drill.sector"), words.t("drill.sector." + scenario.sector())));
        facts.add(List.of(words.t("drill.kind"), words.t("drill.kind." + scenario.kind())));
        facts.add(List.of(words.t("drill.reach"), words.t("drill.reach." + scenario.reach())));
        for (var slot : scenario.systems()) {
            var named = systems.get(slot.id());
            facts.add(List.of(words.t("drill.system"), words.t(slot.name()) + (named == null ? "" : " · " + named)));
        }
        facts.add(List.of(
                words.t("drill.seats"),
                Integer.toString(seats.isEmpty() ? scenario.seats().size() : seats.size())));
        return facts;
    }

    private Chapter aims() {
        return new Chapter(
                words.t("drill.paper.aims"),
                words.t("drill.forms.aims"),
                words.t(scenario.about()),
                List.of(),
                List.of(),
                List.of());
    }

    private Chapter seats(Map<String, String> seats) {
        return new Chapter(
                words.t("drill.seats"),
                words.t("drill.forms.seats"),
                "",
                List.of(34, 26, 40),
                List.of(words.t("drill.seat"), words.t("drill.part"), words.t("drill.who")),
                scenario.seats().stream()
                        .map(s -> List.of(
                                words.t(s.name()), words.t("drill.part." + s.part()), seats.getOrDefault(s.id(), "–")))
                        .toList());
    }

    private Chapter events() {
        return new Chapter(
                words.t("drill.paper.events"),
                words.t("drill.forms.events"),
                "",
                List.of(10, 34, 20, 36),
                List.of(
                        words.t("drill.time"),
                        words.t("drill.inject"),
                        words.t("drill.attack"),
                        words.t("drill.situation")),
                scenario.injects().stream()
                        .map(i -> List.of(
                                "T+" + clock(i.at()),
                                words.t(i.name()),
                                words.t("drill.attack." + i.attack()) + "\n" + String.join(", ", i.atlas()),
                                words.t(i.situation())
                                        + i.ask().stream()
                                                .map(q -> "\n— " + words.t(q))
                                                .collect(Collectors.joining())))
                        .toList());
    }

    private Chapter expected() {
        return new Chapter(
                words.t("drill.paper.expected"),
                words.t("drill.forms.expected"),
                "",
                List.of(32, 14, 14, 14, 14, 12),
                List.of(
                        words.t("drill.inject"),
                        words.t("drill.detect"),
                        words.t("drill.acknowledge"),
                        words.t("drill.contain"),
                        words.t("drill.step"),
                        words.t("drill.recover")),
                scenario.injects().stream()
                        .map(i -> {
                            var e = i.expect();
                            return List.of(
                                    words.t(i.name()),
                                    clock(e.detect()),
                                    clock(e.acknowledge()),
                                    clock(e.contain()),
                                    e.contain() == null ? "–" : "L" + e.least() + "–L" + e.most(),
                                    clock(e.recover()));
                        })
                        .toList());
    }

    private Chapter clocks() {
        return new Chapter(
                words.t("drill.reports"),
                words.t("drill.forms.clocks"),
                scenario.reports().isEmpty() ? words.t("drill.reports.none") : "",
                List.of(34, 16, 50),
                List.of(words.t("drill.report"), words.t("drill.within"), words.t("drill.ref")),
                scenario.reports().stream()
                        .map(r -> List.of(words.t(r.name()), clock(r.within()), r.ref()))
                        .toList());
    }

    private Chapter rules() {
        return new Chapter(
                words.t("drill.paper.rules"),
                words.t("drill.forms.rules"),
                words.t("drill.rules", clock(scenario.ends())),
                List.of(),
                List.of(),
                List.of());
    }

    private Chapter bounds() {
        return new Chapter(
                words.t("drill.paper.bounds"),
                words.t("drill.forms.bounds"),
                words.t("drill.bounds.lead"),
                List.of(46, 54),
                List.of(words.t("drill.measure"), words.t("drill.bounds")),
                Stream.of(Measure.values())
                        .map(m -> List.of(words.t(m.text()), Figure.bounds(m)))
                        .toList());
    }

    private Chapter measures(Score score) {
        return new Chapter(
                words.t("drill.paper.measures"),
                words.t("drill.forms.measures"),
                grade(score) + " " + words.t("drill.proved", score.proved(), score.marks()),
                List.of(38, 14, 20, 12, 16),
                List.of(
                        words.t("drill.measure"),
                        words.t("drill.letter"),
                        words.t("drill.value"),
                        words.t("drill.of"),
                        words.t("drill.side")),
                score.results().stream()
                        .map(r -> List.of(
                                words.t(r.measure().text()),
                                letter(r.letter()),
                                Figure.of(r.measure().unit(), r.value(), words),
                                Long.toString(r.of()),
                                words.t("drill.side." + r.measure().side())))
                        .toList());
    }

    private Chapter each(Score score) {
        return new Chapter(
                words.t("drill.paper.each"),
                words.t("drill.forms.each"),
                score.injects().isEmpty() ? words.t("drill.injects.none") : "",
                List.of(28, 14, 14, 14, 14, 16),
                List.of(
                        words.t("drill.inject"),
                        words.t("drill.detect"),
                        words.t("drill.acknowledge"),
                        words.t("drill.contain"),
                        words.t("drill.recover"),
                        words.t("drill.exposure")),
                score.injects().stream()
                        .map(i -> List.of(
                                words.t(scenario.inject(i.inject())
                                        .orElseThrow()
                                        .name()),
                                Figure.time(i.detect(), words),
                                Figure.time(i.acknowledge(), words),
                                Figure.time(i.contain(), words) + (i.step() < 0 ? "" : " (L" + i.step() + ")"),
                                Figure.time(i.recover(), words),
                                i.exposure().delivered() + " / " + i.exposure().bad()))
                        .toList());
    }

    private Chapter reports(Score score) {
        return new Chapter(
                words.t("drill.reports"),
                words.t("drill.forms.clocks"),
                score.reports().isEmpty() ? words.t("drill.reports.none") : "",
                List.of(50, 50),
                List.of(words.t("drill.report"), words.t("drill.late")),
                score.reports().entrySet().stream()
                        .map(e -> List.of(report(e.getKey()), late(e.getValue())))
                        .toList());
    }

    private String report(String id) {
        return scenario.reports().stream()
                .filter(r -> r.id().equals(id))
                .map(r -> words.t(r.name()))
                .findFirst()
                .orElse(id);
    }

    private String late(double seconds) {
        return seconds == Score.NEVER
                ? words.t("drill.never")
                : words.t(seconds > 0 ? "drill.late.by" : "drill.early.by", Figure.time(Math.abs(seconds), words));
    }

    private Chapter went(After a) {
        return new Chapter(
                words.t("drill.paper.went"),
                words.t("drill.forms.went"),
                "",
                List.of(24, 26, 36, 14),
                List.of(words.t("drill.time"), words.t("drill.what"), words.t("drill.inject"), words.t("drill.ledger")),
                a.line().marks().stream()
                        .filter(m -> m.kind() != Mark.Kind.NOTE)
                        .map(m -> List.of(
                                time(m.at()),
                                words.t("drill.mark." + m.kind()) + (m.detail().isEmpty() ? "" : " " + m.detail()),
                                scenario.inject(m.inject())
                                        .map(i -> words.t(i.name()))
                                        .orElse(""),
                                a.index().containsKey(m.act()) ? "#" + a.index().get(m.act()) : "–"))
                        .toList());
    }

    private Chapter notes(List<List<String>> notes) {
        return new Chapter(
                words.t("drill.paper.notes"),
                words.t("drill.forms.notes"),
                notes.isEmpty() ? words.t("drill.notes.none") : "",
                List.of(24, 20, 56),
                List.of(words.t("drill.time"), words.t("drill.who"), words.t("drill.words")),
                notes);
    }

    private Chapter findings(After a) {
        return new Chapter(
                words.t("drill.findings"),
                words.t("drill.forms.findings"),
                a.findings().isEmpty()
                        ? words.t("drill.findings.none")
                        : words.t(
                                "drill.findings.lead",
                                a.findings().size(),
                                a.repeated().size()),
                List.of(50, 10, 14, 26),
                List.of(
                        words.t("drill.finding"),
                        words.t("drill.letter"),
                        words.t("drill.repeat"),
                        words.t("drill.duty")),
                a.findings().stream()
                        .map(f -> List.of(
                                words.t(f.what()) + "\n" + f.code(),
                                f.letter().name(),
                                a.repeated().contains(f.code()) ? "●" : "",
                                a.duties().getOrDefault(f.code(), words.t("drill.days", f.days()))))
                        .toList());
    }

    /** Hours and minutes, seconds where there are any. */
    static String clock(@Nullable Duration length) {
        if (length == null) {
            return "–";
        }
        var text = "%d:%02d".formatted(length.toHours(), length.toMinutesPart());
        return length.toSecondsPart() == 0 ? text : text + ":%02d".formatted(length.toSecondsPart());
    }
}
