package zhiheng.server.rooms.cases;

import io.vertx.ext.web.Router;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import zhiheng.base.Refusal;
import zhiheng.cases.Bpmn;
import zhiheng.cases.Case;
import zhiheng.cases.Drawing;
import zhiheng.cases.Event;
import zhiheng.cases.Journey;
import zhiheng.cases.Light;
import zhiheng.cases.Procedure;
import zhiheng.cases.Who;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.rooms.cases.CaseDesk.Deeding;

/** One case: where it stands, what is due, what the visitor may do, and its story. */
final class CasePages {
    private static final String TEMPLATE = "rooms/cases/case";

    private final Site site;
    private final Desk desk;
    private final CaseDesk cases;

    CasePages(Site site, Desk desk, CaseDesk cases) {
        this.site = site;
        this.desk = desk;
        this.cases = cases;
    }

    void mount(Router router) {
        desk.get(
                router,
                "/cases/:case",
                visit -> desk.page(visit, "cases", TEMPLATE, Map.of("p", view(visit, Form.EMPTY))));
        desk.post(router, "/cases/:case", this::act);
        desk.get(router, "/procedures/:procedure", visit -> {
            var procedure = cases.procedures().of(visit.in("procedure"));
            var xml = Bpmn.xml(procedure, visit.words.language());
            return new Reply.Download(
                    "application/xml", procedure.id() + ".bpmn", xml.getBytes(StandardCharsets.UTF_8));
        });
    }

    private Reply act(Visit visit) {
        try {
            cases.act(visit.actor(), visit.in("case"), visit.version(), visit.typed("words"), event(visit));
            visit.tell(visit.words.t("case.done"));
            return new Reply.Go("/cases/" + visit.in("case"));
        } catch (Refusal e) {
            return switch (e.kind()) {
                case CONFLICT ->
                    desk.stale(
                            visit,
                            "cases",
                            TEMPLATE,
                            Map.of("p", view(visit, visit.form(Map.of()))),
                            visit.words.t(e.text()));
                case INVALID, MALFORMED -> {
                    var view = view(visit, visit.form(Map.of("deed", visit.words.t(e.text()))));
                    yield desk.wrong(visit, "cases", TEMPLATE, Map.of("p", view), visit.words.t("error.form"));
                }
                case FORBIDDEN, NOT_FOUND, UNAVAILABLE -> throw e;
            };
        }
    }

    private Function<Deeding, Event> event(Visit visit) {
        var typed = visit.typed("deed").split(":", 2);
        var what = typed.length < 2 ? "" : typed[1];
        return switch (typed[0]) {
            case "act" -> {
                var happened = happened(visit);
                yield by -> new Event.Act(what, by.who(), by.at(), happened == null ? by.at() : happened);
            }
            case "file" -> by -> new Event.File(what, CasesApi.said(by), by.who(), by.at());
            case "yes", "no" -> by -> new Event.Vote(what, typed[0].equals("yes"), by.who(), by.at());
            case "say" -> by -> new Event.Note(CasesApi.sort(what), CasesApi.said(by), by.who(), by.at());
            default -> throw Refusal.invalid("请选择要办的事。", "Choose what to do.");
        };
    }

    private @org.jspecify.annotations.Nullable Instant happened(Visit visit) {
        var typed = visit.typed("happened");
        if (typed.isEmpty()) {
            return null;
        }
        try {
            return LocalDateTime.parse(typed).atZone(site.zone(visit)).toInstant();
        } catch (DateTimeParseException e) {
            throw Refusal.invalid("时间请写作 2026-11-29T14:30。", "Write the time as 2026-11-29T14:30.");
        }
    }

    private CaseView view(Visit visit, Form form) {
        var row = cases.one(visit.actor(), visit.in("case"));
        var c = row.c();
        var procedure = cases.procedure(c);
        var words = visit.words;
        var lexicon = site.lexicon(visit);
        var now = cases.now();
        var journey = Journey.of(procedure, c, now);
        var lights = new LinkedHashMap<String, Light>();
        journey.stages().forEach(s -> lights.put(s.id(), s.light()));
        var svg = Drawing.svg(procedure, words.language(), lights);
        var who = cases.who(visit.actor());
        var cite = procedure.cite();
        var pending = c.pending();
        return new CaseView(
                "/cases/" + c.id(),
                words.t(procedure.name()),
                words.t(procedure.about()),
                cite.ref() + " · " + words.t(cite.meaning()),
                row.systemName(),
                "/systems/" + c.subject(),
                new State(
                        Journey.worst(c, now).tone(),
                        words.t(procedure.stage(c.stage()).name()) + " · "
                                + words.t(Journey.worst(c, now).word())),
                lexicon.when(c.opened()),
                journey.stages().stream()
                        .map(s -> {
                            var entered = s.entered();
                            return new CaseView.Stop(
                                    CaseListPages.state(visit, s.light()),
                                    words.t(s.name()),
                                    entered == null ? null : lexicon.when(entered));
                        })
                        .toList(),
                output -> output.writeContent(svg),
                journey.clocks().stream().map(t -> clock(visit, procedure, t)).toList(),
                pending == null ? "" : words.t(procedure.named(pending.event())),
                visit.actor().role().mayChange() ? deeds(visit, procedure, c, who, form.value("deed")) : List.of(),
                missing(visit, procedure, c, who, now),
                form,
                form.typed().isEmpty() || form.errors().isEmpty() ? c.step() : visit.version(),
                story(visit, procedure, c));
    }

    private CaseView.Clock clock(Visit visit, Procedure procedure, Journey.Ticking t) {
        var lexicon = site.lexicon(visit);
        var ends = t.clock().ends();
        var light = t.light();
        return new CaseView.Clock(
                visit.words.t(t.name()),
                procedure.deadline(t.clock().deadline()).cite().ref(),
                new State(
                        light.tone(),
                        t.clock().unpublished() > 0
                                ? visit.words.t("case.unpublished", t.clock().unpublished())
                                : visit.words.t("case.clock." + t.clock().state()) + " · "
                                        + visit.words.t(light.word())),
                lexicon.when(t.clock().from()),
                ends == null ? null : lexicon.when(ends));
    }

    private List<Choice> deeds(Visit visit, Procedure p, Case c, Who who, String chosen) {
        var result = new ArrayList<Choice>();
        if (!c.ended()) {
            for (var move : p.stage(c.stage()).moves()) {
                if (may(p, c, who, move.by()) || may(p, c, who, move.second())) {
                    add(result, "act:" + move.event(), visit.words.t(move.name()), chosen);
                }
            }
            for (var act : p.acts()) {
                if (may(p, c, who, act.by())) {
                    add(result, "act:" + act.id(), visit.words.t(act.name()), chosen);
                }
            }
            for (var item : p.items()) {
                if (!may(p, c, who, item.by())) {
                    continue;
                }
                var name = visit.words.t(item.name());
                switch (item.sort()) {
                    case DOCUMENT, EVIDENCE ->
                        add(result, "file:" + item.id(), visit.words.t("case.do.file", name), chosen);
                    case VOTE -> {
                        add(result, "yes:" + item.id(), visit.words.t("case.do.yes", name), chosen);
                        add(result, "no:" + item.id(), visit.words.t("case.do.no", name), chosen);
                    }
                    case STATISTIC -> {} // worked out by programs
                }
            }
        }
        for (var sort : List.of("decision", "fact", "question")) {
            add(result, "say:" + sort, visit.words.t("case.do.say." + sort), chosen);
        }
        return result;
    }

    private static void add(List<Choice> to, String value, String label, String chosen) {
        to.add(new Choice(value, label, value.equals(chosen)));
    }

    private static boolean may(Procedure p, Case c, Who who, Set<String> by) {
        return by.stream()
                .anyMatch(role -> p.role(role).heldBy() == who.kind()
                        && c.seats().getOrDefault(role, who.org()).equals(who.org()));
    }

    private List<CaseView.Missing> missing(Visit visit, Procedure p, Case c, Who who, Instant now) {
        var rules = cases.procedures().cases(p);
        return p.stage(c.stage()).moves().stream()
                .map(move -> new CaseView.Missing(
                        visit.words.t(move.name()),
                        rules.missing(c, move.event(), who, now).stream()
                                .map(visit.words::t)
                                .toList()))
                .toList();
    }

    private List<CaseView.Told> story(Visit visit, Procedure p, Case c) {
        var names = site.people(visit);
        var lexicon = site.lexicon(visit);
        return cases.steps(visit.actor(), c.id()).reversed().stream()
                .map(step -> {
                    var deeds = step.deeds();
                    var by = deeds.stream()
                            .map(d -> d.by().equals(Who.SYSTEM.person())
                                    ? visit.words.t("case.system")
                                    : names.getOrDefault(d.by(), d.by()))
                            .distinct()
                            .collect(Collectors.joining(", "));
                    return new CaseView.Told(
                            lexicon.when(
                                    deeds.isEmpty()
                                            ? c.opened()
                                            : deeds.getFirst().at()),
                            deeds.stream()
                                    .map(d -> visit.words.t(Journey.tell(p, d)))
                                    .toList(),
                            by,
                            step.words(),
                            step.ledgerIndex() < 0 ? "" : "/ledger/" + step.ledgerIndex());
                })
                .toList();
    }
}
