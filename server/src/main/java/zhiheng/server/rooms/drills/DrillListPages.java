package zhiheng.server.rooms.drills;

import io.vertx.ext.web.Router;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.drills.exercise.Scenario;
import zhiheng.office.registry.SystemQuery;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;

/** The list of drills, the scenarios, and the form on which one is planned. */
final class DrillListPages {
    static final String SECTION = "drills";
    private static final int ROWS = 50;
    private static final int MOST_SYSTEMS = 200;

    private final Site site;
    private final Desk desk;
    private final DrillDesk drills;
    private final Scoring scoring;

    DrillListPages(Site site, Desk desk, DrillDesk drills, Scoring scoring) {
        this.site = site;
        this.desk = desk;
        this.drills = drills;
        this.scoring = scoring;
    }

    void mount(Router router) {
        desk.get(
                router, "/drills", visit -> desk.page(visit, SECTION, "rooms/drills/drills", Map.of("p", list(visit))));
        desk.get(
                router,
                "/drills/new",
                visit -> desk.page(
                        visit,
                        SECTION,
                        "rooms/drills/plan",
                        Map.of("p", plan(visit, visit.query("scenario"), Form.EMPTY))));
        desk.post(router, "/drills", this::planned);
    }

    private DrillsView list(Visit visit) {
        var system = visit.query("system");
        var name = system.isEmpty()
                ? ""
                : site.office().registry().system(visit.actor(), system).name();
        var before = visit.query("before");
        var found =
                drills.list(visit.actor(), system.isEmpty() ? null : system, before.isEmpty() ? null : before, ROWS);
        return new DrillsView(
                system,
                name,
                found.stream().map(d -> row(visit, d)).toList(),
                found.size() < ROWS
                        ? null
                        : "/drills?system=" + system + "&before="
                                + found.getLast().id(),
                middles(visit, system),
                drills.scenarios().all().stream()
                        .map(k -> card(visit, k.scenario()))
                        .toList(),
                visit.actor().role().mayChange());
    }

    private List<DrillsView.Middle> middles(Visit visit, String system) {
        return system.isEmpty()
                ? List.of()
                : scoring.summary(system).stream()
                        .filter(l -> l.middle() != null)
                        .map(l -> new DrillsView.Middle(
                                visit.words.t(l.measure().text()), DrillScoreCommand.middle(l, visit.words)))
                        .toList();
    }

    private DrillsView.Row row(Visit visit, Drill d) {
        var words = visit.words;
        var total = scoring.total(d.id());
        return new DrillsView.Row(
                "/drills/" + d.id(),
                words.t(d.scenario().name()),
                words.t("drill.form." + d.form()),
                state(visit, d),
                total,
                total.isEmpty() ? "" : DrillsFeature.tone(total),
                String.join(", ", systems(visit, d).values()),
                d.began() == null ? null : site.lexicon(visit).when(d.began()),
                d.day() == null ? "–" : d.day().toString());
    }

    /** Names of the systems by slot, as far as the reader may know them. */
    private Map<String, String> systems(Visit visit, Drill d) {
        var names = new LinkedHashMap<String, String>();
        d.systems()
                .forEach((slot, system) -> names.put(
                        slot,
                        site.office().registry().nameOf(visit.actor(), system).orElse("–")));
        return names;
    }

    static State state(Visit visit, Drill d) {
        var tone = switch (d.state()) {
            case PLANNED, BRIEFED -> "open";
            case RUNNING -> "doing";
            case PAUSED -> "told";
            case ENDED -> "told";
            case SCORED, CLOSED -> "met";
            case CANCELLED -> "not";
        };
        return new State(tone, visit.words.t("drill.state." + d.state()));
    }

    private DrillsView.Card card(Visit visit, Scenario s) {
        var words = visit.words;
        return new DrillsView.Card(
                visit.actor().role().mayChange() ? "/drills/new?scenario=" + s.id() : "",
                ScenarioPages.PATH + "?from=" + s.id(),
                words.t(s.name()),
                words.t(s.about()),
                words.t("drill.sector." + s.sector()),
                words.t("drill.kind." + s.kind()) + " · " + words.t("drill.reach." + s.reach()) + " · "
                        + PaperWriter.clock(s.ends()),
                s.injects().stream()
                        .map(i -> "T+" + PaperWriter.clock(i.at()) + "  " + words.t(i.name()))
                        .toList());
    }

    private DrillsView.Plan plan(Visit visit, String id, Form form) {
        var s = drills.scenarios().of(id).scenario();
        var words = visit.words;
        var systems = site.office()
                .registry()
                .systems(visit.actor(), new SystemQuery(null, null, null, null, null, MOST_SYSTEMS))
                .items();
        var people = new ArrayList<Choice>();
        site.office()
                .orgs()
                .seenBy(visit.actor())
                .forEach(o -> people.add(new Choice("org/" + o.id(), o.name(), false)));
        site.people(visit).forEach((person, name) -> people.add(new Choice("person/" + person, name, false)));
        return new DrillsView.Plan(
                card(visit, s),
                s.id(),
                form,
                s.forms().stream()
                        .map(f -> new Choice(
                                f.name().toLowerCase(Locale.ROOT),
                                words.t("drill.form." + f),
                                f.name().equalsIgnoreCase(form.value("form"))))
                        .toList(),
                s.systems().stream()
                        .map(slot -> place(
                                form,
                                "system-" + slot.id(),
                                words.t(slot.name()),
                                "",
                                systems.stream()
                                        .map(row -> new Choice(row.id(), row.name(), false))
                                        .toList()))
                        .toList(),
                s.seats().stream()
                        .map(seat -> place(
                                form,
                                "seat-" + seat.id(),
                                words.t(seat.name()),
                                words.t("drill.part." + seat.part()),
                                people))
                        .toList());
    }

    private static DrillsView.Place place(Form form, String field, String name, String part, List<Choice> choices) {
        var typed = form.value(field);
        return new DrillsView.Place(
                field,
                name,
                part,
                Stream.concat(Stream.of(new Choice("", "–", typed.isEmpty())), choices.stream())
                        .map(c -> new Choice(c.value(), c.label(), c.value().equals(typed)))
                        .toList(),
                form.error(field));
    }

    private Reply planned(Visit visit) {
        var id = visit.typed("scenario");
        try {
            var scenario = drills.scenarios().of(id).scenario();
            var systems = new LinkedHashMap<String, String>();
            scenario.systems().forEach(s -> systems.put(s.id(), visit.typed("system-" + s.id())));
            var seats = new LinkedHashMap<String, String>();
            scenario.seats().forEach(s -> seats.put(s.id(), visit.typed("seat-" + s.id())));
            var drill = drills.plan(visit.actor(), id, form(visit), tempo(visit), day(visit), systems, seats);
            visit.tell(visit.words.t("drill.is-planned"));
            return new Reply.Go("/drills/" + drill.id());
        } catch (Refusal e) {
            return switch (e.kind()) {
                case INVALID, MALFORMED, CONFLICT -> {
                    var field = e.where().isEmpty() ? "form" : e.where();
                    var view = plan(visit, id, visit.form(Map.of(field, visit.words.t(e.text()))));
                    yield desk.wrong(visit, SECTION, "rooms/drills/plan", Map.of("p", view), visit.words.t(e.text()));
                }
                case FORBIDDEN, NOT_FOUND, UNAVAILABLE -> throw e;
            };
        }
    }

    private static Scenario.Form form(Visit visit) {
        return Stream.of(Scenario.Form.values())
                .filter(f -> f.name().equalsIgnoreCase(visit.typed("form")))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("请选择形式。", "Choose a form.").at("form"));
    }

    private static int tempo(Visit visit) {
        var typed = visit.typed("tempo");
        if (!typed.matches("[0-9]{0,4}")) {
            throw Refusal.invalid("压缩倍数须为整数。", "The tempo is a whole number.").at("tempo");
        }
        return typed.isEmpty() ? 1 : Integer.parseInt(typed);
    }

    private static @Nullable LocalDate day(Visit visit) {
        var typed = visit.typed("day");
        try {
            return typed.isEmpty() ? null : LocalDate.parse(typed);
        } catch (DateTimeParseException e) {
            throw Refusal.invalid("日期请写作 2026-11-30。", "Write the day as 2026-11-30.")
                    .at("day");
        }
    }
}
