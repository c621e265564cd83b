package zhiheng.server.rooms.drills;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.drills.exercise.Conduct;
import zhiheng.drills.exercise.Letter;
import zhiheng.drills.exercise.Mark;
import zhiheng.drills.exercise.Part;
import zhiheng.drills.exercise.Pauses;
import zhiheng.drills.exercise.Scenario;
import zhiheng.drills.exercise.Score;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.ground.page.Words;

/** Makes the page of a drill. Participants and observers do not see what has not been injected yet. */
final class DrillViews {
    private final Site site;
    private final DrillDesk desk;
    private final Scoring scoring;

    DrillViews(Site site, DrillDesk desk, Scoring scoring) {
        this.site = site;
        this.desk = desk;
        this.scoring = scoring;
    }

    DrillView of(Visit visit, Form form) {
        var id = visit.in("drill");
        var scored = scoring.of(visit.actor(), id);
        var drill = scored.drill();
        var entries = desk.entries(visit.actor(), id, "");
        var part = part(visit, drill);
        var scenario = drill.scenario();
        var began = drill.began();
        boolean knows =
                drill.demonstration() || part.filter(p -> p != Part.CONTROLLER).isEmpty() || !before(drill.state());
        var pauses = DrillDesk.pauses(entries, desk.now());
        var still = entries.stream()
                .filter(e -> drill.paused() && e.kind() == DrillEntry.Kind.PAUSED)
                .map(DrillEntry::time)
                .reduce((a, b) -> b)
                .orElse(null);
        var injected = entries.stream()
                .filter(e -> e.kind() == DrillEntry.Kind.INJECTED)
                .map(DrillEntry::inject)
                .toList();
        return new DrillView(
                id,
                visit.words.t(scenario.name()),
                visit.words.t(scenario.about()),
                DrillListPages.state(visit, drill),
                part.map(p -> visit.words.t("drill.part." + p)).orElse(""),
                drill.why(),
                facts(visit, drill),
                entries.isEmpty() ? "" : entries.getLast().id(),
                began == null ? 0 : began.plus(pauses.sum()).toEpochMilli(),
                began == null ? 0 : scenario.end(began).plus(pauses.sum()).toEpochMilli(),
                still == null
                        ? 0
                        : pauses.sum()
                                .plusMillis(still.toEpochMilli())
                                .minus(pauses.before(still))
                                .toMillis(),
                lanes(visit, scored, knows, injected),
                record(visit, entries, scenario),
                before(drill.state()) ? null : card(visit, scored),
                deeds(visit, drill, part),
                part.filter(p -> may(drill, Conduct.Deed.INJECT, p)).isPresent()
                        ? scenario.injects().stream()
                                .filter(i -> !injected.contains(i.id()))
                                .map(i -> new Choice(i.id(), visit.words.t(i.name()), false))
                                .toList()
                        : List.of(),
                part.filter(p -> may(drill, Conduct.Deed.RESPOND, p)).isPresent() && !injected.isEmpty(),
                part.filter(p -> may(drill, Conduct.Deed.NOTE, p)).isPresent(),
                kinds(visit, scenario, form),
                injected.stream()
                        .map(i -> new Choice(
                                i,
                                scenario.inject(i)
                                        .map(x -> visit.words.t(x.name()))
                                        .orElse(i),
                                i.equals(injected.getLast())))
                        .toList(),
                findings(visit, drill),
                files(visit, drill),
                form);
    }

    private static boolean before(Conduct.State state) {
        return state == Conduct.State.PLANNED
                || state == Conduct.State.BRIEFED
                || state == Conduct.State.RUNNING
                || state == Conduct.State.PAUSED
                || state == Conduct.State.CANCELLED;
    }

    private Optional<Part> part(Visit visit, Drill drill) {
        return visit.actor().role().mayChange()
                ? drill.seatOf(visit.actor())
                        .flatMap(seat -> drill.scenario().seat(seat))
                        .map(Scenario.Seat::part)
                : Optional.empty();
    }

    private static boolean may(Drill drill, Conduct.Deed deed, Part part) {
        return Conduct.may(drill.state(), deed, part);
    }

    private List<DrillView.Fact> facts(Visit visit, Drill d) {
        var words = visit.words;
        var facts = new ArrayList<DrillView.Fact>();
        facts.add(new DrillView.Fact(words.t("drill.form"), words.t("drill.form." + d.form()), ""));
        d.systems()
                .forEach((slot, system) -> facts.add(new DrillView.Fact(
                        words.t("drill.system"),
                        site.office().registry().nameOf(visit.actor(), system).orElse("–"),
                        site.office().registry().nameOf(visit.actor(), system).isPresent()
                                ? "/systems/" + system
                                : "")));
        if (d.day() != null) {
            facts.add(new DrillView.Fact(words.t("drill.day"), d.day().toString(), ""));
        }
        if (d.tempo() > 1) {
            facts.add(new DrillView.Fact(words.t("drill.tempo"), d.tempo() + " ×", ""));
        }
        var people = site.people(visit);
        d.scenario().seats().forEach(seat -> {
            var who = d.seats().get(seat.id());
            if (who != null) {
                facts.add(new DrillView.Fact(
                        words.t(seat.name()), sits(who, people) + " · " + words.t("drill.part." + seat.part()), ""));
            }
        });
        return facts;
    }

    String sits(Drill.Sitting who, Map<String, String> people) {
        return who.person().isEmpty()
                ? site.office()
                        .orgs()
                        .find(DrillDesk.ITSELF, who.org())
                        .map(o -> o.name())
                        .orElse("–")
                : people.getOrDefault(who.person(), "–");
    }

    private List<DrillView.Lane> lanes(Visit visit, Scoring.Scored scored, boolean knows, List<String> injected) {
        var drill = scored.drill();
        var scenario = drill.scenario();
        var line = Pauses.without(scored.line()); // drawn by the clock of the drill
        double whole = span(drill, line.ended());
        var lanes = new ArrayList<DrillView.Lane>();
        for (var inject : scenario.injects()) {
            boolean there = injected.contains(inject.id());
            if (!there && !knows) {
                continue;
            }
            var marks = line.marks().stream()
                    .filter(m -> m.inject().equals(inject.id()))
                    .toList();
            lanes.add(lane(visit, drill, inject, marks, whole, there));
        }
        return lanes;
    }

    /** How long the line is: what the scenario gives, or somewhat more than what a drill took so far. */
    private static double span(Drill drill, Instant until) {
        var began = drill.began();
        double planned = drill.scenario().ends().toMillis();
        if (began == null) {
            return planned;
        }
        double took = Duration.between(began, until).toMillis();
        return Math.clamp((drill.ended() == null ? 1.3 : 1.04) * took, Math.min(planned, 1_000), planned);
    }

    private DrillView.Lane lane(
            Visit visit, Drill drill, Scenario.Inject inject, List<Mark> marks, double whole, boolean there) {
        var began = drill.began();
        var first = marks.stream().filter(m -> m.kind() == Mark.Kind.INJECTED).findFirst();
        var from = first.isPresent() && began != null
                ? Duration.between(began, first.get().at())
                : inject.at();
        var gone = marks.stream().filter(m -> m.kind() == Mark.Kind.WITHDRAWN).findFirst();
        var length = gone.isPresent() && first.isPresent()
                ? Duration.between(first.get().at(), gone.get().at())
                : inject.lasts();
        var dots = new ArrayList<DrillView.Dot>();
        if (began != null) {
            marks.forEach(m -> dots.add(new DrillView.Dot(
                    percent(Duration.between(began, m.at()).toMillis(), whole),
                    m.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    visit.words.t("drill.mark." + m.kind()))));
        }
        double start = percent(from.toMillis(), whole);
        var state = gone.isPresent() || there && !drill.running()
                ? new State("met", visit.words.t("drill.inject.over"))
                : there
                        ? new State("doing", visit.words.t("drill.inject.there"))
                        : new State("open", "T+" + PaperWriter.clock(inject.at()));
        return new DrillView.Lane(
                visit.words.t(inject.name()),
                visit.words.t("drill.attack." + inject.attack()) + " · " + String.join(", ", inject.atlas()),
                state,
                visit.words.t(inject.situation()),
                asked(visit.words, drill, inject),
                start,
                Math.min(100 - start, percent(length.toMillis(), whole)),
                dots);
    }

    /** What is talked about; of a demonstration, what is shown. */
    private static List<String> asked(Words words, Drill drill, Scenario.Inject inject) {
        var asked = new ArrayList<>(inject.ask().stream().map(words::t).toList());
        if (drill.demonstration()) {
            var e = inject.expect();
            asked.add(words.t(
                    "drill.script",
                    PaperWriter.clock(e.detect()),
                    PaperWriter.clock(e.acknowledge()),
                    e.grade() == null
                            ? "–"
                            : words.t("drill.grade." + e.grade().name().toLowerCase(Locale.ROOT)),
                    e.contain() == null ? "–" : "L" + e.least() + "–L" + e.most(),
                    PaperWriter.clock(e.contain()),
                    PaperWriter.clock(e.recover())));
        }
        return asked;
    }

    private static double percent(double millis, double whole) {
        return Math.round(1_000 * Math.clamp(millis / whole, 0, 1)) / 10.0;
    }

    private List<DrillView.Line> record(Visit visit, List<DrillEntry> entries, Scenario scenario) {
        var people = site.people(visit);
        var lexicon = site.lexicon(visit);
        return entries.reversed().stream()
                .map(e -> new DrillView.Line(
                        e.seq(),
                        visit.words.t("drill.entry." + e.kind()),
                        tone(e.kind()),
                        said(e, scenario, visit.words),
                        e.person().equals(DrillDesk.ITSELF.id())
                                ? visit.words.t("zhiheng")
                                : people.getOrDefault(e.person(), "–")
                                        + scenario.seat(e.seat())
                                                .map(s -> " · " + visit.words.t(s.name()))
                                                .orElse(""),
                        lexicon.when(e.time()),
                        e.ledgerIndex() < 0 ? "" : "/ledger/" + e.ledgerIndex()))
                .toList();
    }

    private static String said(DrillEntry e, Scenario scenario, Words words) {
        boolean told = e.kind() == DrillEntry.Kind.PLANNED || e.kind() == DrillEntry.Kind.BRIEFED;
        return Stream.of(
                        scenario.inject(e.inject()).map(i -> words.t(i.name())).orElse(""),
                        told
                                        || e.kind() == DrillEntry.Kind.BEGUN
                                        || e.kind() == DrillEntry.Kind.CLOSED
                                        || e.kind() == DrillEntry.Kind.ENDED
                                ? ""
                                : e.detail(),
                        e.words())
                .filter(s -> !s.isEmpty())
                .reduce((a, b) -> a + " · " + b)
                .orElse("");
    }

    private static String tone(DrillEntry.Kind kind) {
        return switch (kind) {
            case INJECTED, ALERT, FALSE_ALARM, WRONG_STEP -> "late";
            case CONTAINED, RECOVERED, REPORTED, MENDED, SCORED, CLOSED -> "met";
            case ACKNOWLEDGED, GRADED, WITHDRAWN -> "doing";
            case PLANNED, BRIEFED, BEGUN, PAUSED, RESUMED, ENDED, CANCELLED, NOTE -> "told";
        };
    }

    private DrillView.@Nullable Card card(Visit visit, Scoring.Scored scored) {
        var score = scored.score();
        var words = visit.words;
        if (score.injects().isEmpty()) {
            return null;
        }
        return new DrillView.Card(
                (score.atMost() ? "≤ " : "") + letter(score.total()),
                tone(score.total()),
                letter(score.technical()),
                letter(score.response()),
                words.t("drill.proved", score.proved(), score.marks()),
                score.results().stream().map(r -> row(r, words)).toList());
    }

    private static DrillView.Row row(Score.Result r, Words words) {
        return new DrillView.Row(
                words.t(r.measure().text()),
                words.t("drill.side." + r.measure().side()),
                letter(r.letter()),
                tone(r.letter()),
                Figure.of(r.measure().unit(), r.value(), words),
                Long.toString(r.of()),
                Figure.bounds(r.measure()));
    }

    private static String letter(@Nullable Letter letter) {
        return letter == null ? "–" : letter.name();
    }

    static String tone(@Nullable Letter letter) {
        return letter == null ? "not" : DrillsFeature.tone(letter.name());
    }

    private static List<DrillView.Deed> deeds(Visit visit, Drill drill, Optional<Part> part) {
        if (part.isEmpty()) {
            return List.of();
        }
        var deeds = new ArrayList<DrillView.Deed>();
        for (var deed : List.of(
                Conduct.Deed.BRIEF,
                Conduct.Deed.BEGIN,
                Conduct.Deed.RESUME,
                Conduct.Deed.PAUSE,
                Conduct.Deed.END,
                Conduct.Deed.SCORE,
                Conduct.Deed.CLOSE,
                Conduct.Deed.CANCEL,
                Conduct.Deed.STOP)) {
            if (may(drill, deed, part.get())) {
                boolean stops = deed == Conduct.Deed.STOP;
                deeds.add(new DrillView.Deed(
                        "/drills/" + drill.id() + "/" + deed.name().toLowerCase(Locale.ROOT),
                        visit.words.t("drill.do." + deed),
                        deed == Conduct.Deed.CANCEL || deed == Conduct.Deed.END || deed == Conduct.Deed.PAUSE,
                        stops));
            }
        }
        return deeds;
    }

    /** What a participant can say in one choice: the deed with what it must name. */
    private static List<Choice> kinds(Visit visit, Scenario scenario, Form form) {
        var words = visit.words;
        var kinds = new ArrayList<Choice>();
        var typed = form.value("kind");
        kinds.add(choice("alert:", words.t("drill.mark.ALERT"), typed));
        kinds.add(choice("acknowledged:", words.t("drill.mark.ACKNOWLEDGED"), typed));
        for (var grade : Scenario.Grade.values()) {
            var word = grade.name().toLowerCase(Locale.ROOT);
            kinds.add(choice(
                    "graded:" + word, words.t("drill.mark.GRADED") + " · " + words.t("drill.grade." + word), typed));
        }
        for (int level = 0; level <= 7; level++) {
            kinds.add(choice("contained:L" + level, words.t("drill.mark.CONTAINED") + " · L" + level, typed));
        }
        kinds.add(choice("recovered:", words.t("drill.mark.RECOVERED"), typed));
        scenario.reports()
                .forEach(r -> kinds.add(choice(
                        "reported:" + r.id(), words.t("drill.mark.REPORTED") + " · " + words.t(r.name()), typed)));
        return kinds;
    }

    private static Choice choice(String value, String label, String typed) {
        return new Choice(value, label, value.equals(typed));
    }

    private List<DrillView.Finding> findings(Visit visit, Drill drill) {
        var today = desk.today();
        return scoring.mendings(visit.actor(), drill.id()).stream()
                .map(m -> new DrillView.Finding(
                        visit.words.t(m.title()),
                        m.code(),
                        m.letter(),
                        DrillsFeature.tone(m.letter()),
                        m.repeated(),
                        m.done() != null
                                ? new State("met", visit.words.t("drill.mended"))
                                : today.isAfter(m.due())
                                        ? new State("late", visit.words.t("late"))
                                        : new State("doing", visit.words.t("drill.open")),
                        m.due().toString(),
                        m.words(),
                        m.done() == null && visit.actor().role().mayChange()
                                ? "/drills/" + drill.id() + "/findings/" + m.id() + "/done"
                                : ""))
                .toList();
    }

    private static List<Choice> files(Visit visit, Drill drill) {
        var files = new ArrayList<Choice>();
        boolean scored = drill.state() == Conduct.State.SCORED || drill.state() == Conduct.State.CLOSED;
        for (var format : List.of("html", "docx", "pdf")) {
            files.add(new Choice(
                    "/drills/" + drill.id() + "/plan." + format,
                    visit.words.t("drill.paper.plan") + " " + format.toUpperCase(Locale.ROOT),
                    false));
        }
        if (scored) {
            for (var format : List.of("html", "docx", "pdf")) {
                files.add(new Choice(
                        "/drills/" + drill.id() + "/report." + format,
                        visit.words.t("drill.paper.report") + " " + format.toUpperCase(Locale.ROOT),
                        false));
            }
            files.add(new Choice("/drills/" + drill.id() + "/record.json", visit.words.t("drill.record"), false));
        }
        return files;
    }
}
