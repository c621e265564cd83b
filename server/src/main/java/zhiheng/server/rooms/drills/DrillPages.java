package zhiheng.server.rooms.drills;

import io.vertx.ext.web.Router;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import zhiheng.base.Refusal;
import zhiheng.drills.exercise.Conduct.Deed;
import zhiheng.server.ground.http.JsonOut;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.EventStreams;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.Visit;

/** One drill: live while it runs, its score, its papers. Works by reload where no script runs. */
final class DrillPages {
    private static final String TEMPLATE = "rooms/drills/drill";
    private static final String PAGE = "/drills/:drill";

    private final Site site;
    private final Desk desk;
    private final DrillDesk drills;
    private final Runner runner;
    private final Scoring scoring;
    private final DrillViews views;
    private final EventStreams streams;

    DrillPages(
            Site site,
            Desk desk,
            DrillDesk drills,
            Runner runner,
            Scoring scoring,
            DrillViews views,
            EventStreams streams) {
        this.site = site;
        this.desk = desk;
        this.drills = drills;
        this.runner = runner;
        this.scoring = scoring;
        this.views = views;
        this.streams = streams;
    }

    /** Something that a form of the page does. */
    private interface Done {
        void by(Visit visit, String drill) throws IOException;
    }

    void mount(Router router) {
        desk.get(router, "/drills/stream", this::stream);
        desk.get(router, PAGE, visit -> page(visit, TEMPLATE));
        desk.get(router, PAGE + "/moving", visit -> page(visit, "rooms/drills/tag/moving"));
        desk.get(router, PAGE + "/moving/record", visit -> page(visit, "rooms/drills/tag/record"));
        for (var format : List.of("html", "docx", "pdf")) {
            desk.get(router, PAGE + "/plan." + format, visit -> paper(visit, false, format));
            desk.get(router, PAGE + "/report." + format, visit -> paper(visit, true, format));
        }
        desk.get(
                router,
                PAGE + "/record.json",
                visit -> new Reply.Download(
                        "application/json; charset=utf-8",
                        "drill-" + visit.in("drill") + ".json",
                        scoring.record(visit.actor(), visit.in("drill")).getBytes(StandardCharsets.UTF_8)));
        for (var deed : List.of(Deed.BRIEF, Deed.CANCEL, Deed.PAUSE, Deed.RESUME, Deed.END, Deed.STOP, Deed.CLOSE)) {
            post(
                    router,
                    "/" + deed.name().toLowerCase(java.util.Locale.ROOT),
                    "words",
                    (visit, id) -> drills.move(visit.actor(), id, deed, visit.typed("words")));
        }
        post(router, "/begin", "words", (visit, id) -> runner.begin(visit.actor(), id));
        post(router, "/score", "words", (visit, id) -> scoring.score(visit.actor(), id));
        post(router, "/inject", "inject", (visit, id) -> drills.inject(visit.actor(), id, visit.typed("inject")));
        post(router, "/respond", "kind", this::respond);
        post(
                router,
                "/note",
                "note",
                (visit, id) -> drills.say(visit.actor(), id, DrillEntry.Kind.NOTE, "", "", visit.typed("note")));
        desk.upload(router, PAGE + "/findings/:finding/done", Scoring.MOST_BYTES, visit -> {
            var file = visit.file();
            scoring.mend(
                    visit.actor(),
                    visit.in("drill"),
                    visit.in("finding"),
                    visit.typed("words"),
                    file == null ? "" : file.fileName(),
                    file == null ? new byte[0] : Files.readAllBytes(Path.of(file.uploadedFileName())));
            visit.tell(visit.words.t("drill.done"));
            return new Reply.Go("/drills/" + visit.in("drill"));
        });
    }

    private Reply page(Visit visit, String template) {
        return desk.page(visit, DrillListPages.SECTION, template, Map.of("p", views.of(visit, Form.EMPTY)));
    }

    /** @param field beside which a refusal is shown */
    private void post(Router router, String path, String field, Done done) {
        desk.post(router, PAGE + path, visit -> {
            try {
                done.by(visit, visit.in("drill"));
                visit.tell(visit.words.t("drill.done"));
                return new Reply.Go("/drills/" + visit.in("drill"));
            } catch (Refusal e) {
                var said = visit.words.t(e.text());
                return switch (e.kind()) {
                    case INVALID, MALFORMED ->
                        desk.wrong(
                                visit,
                                DrillListPages.SECTION,
                                TEMPLATE,
                                Map.of("p", views.of(visit, visit.form(Map.of(field, said)))),
                                said);
                    case CONFLICT ->
                        desk.stale(
                                visit,
                                DrillListPages.SECTION,
                                TEMPLATE,
                                Map.of("p", views.of(visit, visit.form(Map.of()))),
                                said);
                    case FORBIDDEN, NOT_FOUND, UNAVAILABLE -> throw e;
                };
            }
        });
    }

    private void respond(Visit visit, String id) {
        var typed = visit.typed("kind").split(":", 2);
        drills.say(
                visit.actor(),
                id,
                DeedWords.kind(typed[0]),
                visit.typed("inject"),
                typed.length == 2 ? typed[1] : "",
                visit.typed("words"));
    }

    /** What is put on record in a drill from an entry on. */
    private Reply stream(Visit visit) {
        var id = visit.query("drill");
        drills.one(visit.actor(), id); // not found where it is not the visitor's to see
        var after = visit.lastEvent.isEmpty() ? visit.query("after") : visit.lastEvent;
        var stream = streams.open(Set.of(id));
        var missed = after.isEmpty() ? List.<DrillEntry>of() : drills.entries(visit.actor(), id, after);
        return new Reply.Events(response -> stream.begin(
                response,
                missed.stream()
                        .map(e -> EventStreams.event(e.id(), JsonOut.compact(DrillsApi.entry(e))))
                        .toList()));
    }

    private Reply paper(Visit visit, boolean report, String format) {
        var scored = scoring.of(visit.actor(), visit.in("drill"));
        var paper = report ? report(visit, scored) : plan(visit, scored.drill());
        var words = visit.words;
        return switch (format) {
            case "html" ->
                new Reply.Download("text/html; charset=utf-8", name(visit, report, format), paper.html(words));
            case "docx" ->
                new Reply.Download(
                        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                        name(visit, report, format),
                        paper.docx(words));
            default -> new Reply.Download("application/pdf", name(visit, report, format), paper.pdf(words));
        };
    }

    private static String name(Visit visit, boolean report, String format) {
        return "drill-" + (report ? "report-" : "plan-") + visit.in("drill") + "." + format;
    }

    private DrillPaper plan(Visit visit, Drill drill) {
        var day = drill.day();
        return new PaperWriter(drill.scenario(), visit.words, site.zone(visit))
                .plan(
                        systems(visit, drill),
                        seats(visit, drill),
                        day == null ? null : day.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    private DrillPaper report(Visit visit, Scoring.Scored scored) {
        var drill = scored.drill();
        var zone = site.zone(visit);
        var entries = drills.entries(visit.actor(), drill.id(), "");
        var people = site.people(visit);
        var lexicon = site.lexicon(visit);
        var notes = entries.stream()
                .filter(e -> !e.words().isEmpty())
                .map(e -> List.of(lexicon.when(e.time()).toString(), people.getOrDefault(e.person(), "–"), e.words()))
                .toList();
        var index = entries.stream()
                .filter(e -> e.ledgerIndex() >= 0)
                .collect(Collectors.toMap(DrillEntry::id, DrillEntry::ledgerIndex, (a, b) -> a));
        var duties = new LinkedHashMap<String, String>();
        scoring.mendings(visit.actor(), drill.id())
                .forEach(m ->
                        duties.put(m.code(), visit.words.t("drill.due", m.due().toString())));
        return new PaperWriter(drill.scenario(), visit.words, zone)
                .report(new PaperWriter.After(
                        scored.line(),
                        scored.score(),
                        scored.findings(),
                        scoring.repeated(drill.id()),
                        systems(visit, drill),
                        seats(visit, drill),
                        notes,
                        index,
                        duties));
    }

    private Map<String, String> systems(Visit visit, Drill drill) {
        var names = new LinkedHashMap<String, String>();
        drill.systems()
                .forEach((slot, system) -> names.put(
                        slot,
                        site.office().registry().nameOf(visit.actor(), system).orElse("–")));
        return names;
    }

    private Map<String, String> seats(Visit visit, Drill drill) {
        var people = site.people(visit);
        var names = new LinkedHashMap<String, String>();
        drill.seats().forEach((seat, who) -> names.put(seat, views.sits(who, people)));
        return names;
    }
}
