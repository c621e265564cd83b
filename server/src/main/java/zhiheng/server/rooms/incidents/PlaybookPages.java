package zhiheng.server.rooms.incidents;

import io.vertx.ext.web.Router;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import zhiheng.base.Refusal;
import zhiheng.cases.cacao.Playbook;
import zhiheng.cases.cacao.Playbook.Type;
import zhiheng.cases.cacao.PlaybookReader;
import zhiheng.cases.cacao.Run;
import zhiheng.office.people.Role;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;

/** Playbooks: a list with bringing in, one drawn, and the runs in the room of an incident. */
final class PlaybookPages {
    private static final String ALL = "rooms/incidents/playbooks";
    private static final String RUNS = "rooms/incidents/runs";
    private static final String ROOM = "/incidents/:incident/playbooks";
    private static final String VALUE = "v-";

    private final Site site;
    private final Desk desk;
    private final IncidentDesk incidents;
    private final PlaybookShelf shelf;
    private final PlaybookRuns runs;

    PlaybookPages(Site site, Desk desk, IncidentDesk incidents, PlaybookShelf shelf, PlaybookRuns runs) {
        this.site = site;
        this.desk = desk;
        this.incidents = incidents;
        this.shelf = shelf;
        this.runs = runs;
    }

    void mount(Router router) {
        desk.get(
                router, "/playbooks", visit -> desk.page(visit, "incidents", ALL, Map.of("p", all(visit, Form.EMPTY))));
        desk.upload(router, "/playbooks", PlaybookReader.MAX_BYTES, visit -> shelved(visit, "file", this::take));
        desk.post(router, "/playbooks/addresses", visit -> shelved(visit, "address", this::list));
        desk.post(router, "/playbooks/addresses/remove", visit -> shelved(visit, "address", this::unlist));
        desk.get(
                router,
                "/playbooks/:playbook",
                visit -> desk.page(visit, "incidents", "rooms/incidents/playbook", Map.of("p", one(visit))));
        desk.get(router, "/playbooks/:playbook/json", this::give);
        desk.get(router, ROOM, visit -> desk.page(visit, "incidents", RUNS, Map.of("p", room(visit, Form.EMPTY))));
        desk.post(router, ROOM, visit -> acted(visit, "playbook", this::begin));
        desk.post(router, ROOM + "/:run/:step", visit -> acted(visit, "step", this::step));
    }

    private interface Deed {
        /** @return where to go on */
        String of(Visit visit) throws IOException, InterruptedException;
    }

    private Reply shelved(Visit visit, String field, Deed deed) throws IOException, InterruptedException {
        try {
            return new Reply.Go(deed.of(visit));
        } catch (Refusal e) {
            if (e.kind() == Refusal.Kind.FORBIDDEN || e.kind() == Refusal.Kind.NOT_FOUND) {
                throw e;
            }
            var view = all(visit, visit.form(Map.of(field, visit.words.t(e.text()))));
            return desk.wrong(visit, "incidents", ALL, Map.of("p", view), visit.words.t("error.form"));
        }
    }

    private Reply acted(Visit visit, String field, Deed deed) throws IOException, InterruptedException {
        try {
            return new Reply.Go(deed.of(visit));
        } catch (Refusal e) {
            if (e.kind() == Refusal.Kind.NOT_FOUND) {
                throw e;
            }
            var view = room(visit, visit.form(Map.of(field, visit.words.t(e.text()))));
            return desk.wrong(visit, "incidents", RUNS, Map.of("p", view), visit.words.t(e.text()));
        }
    }

    private String take(Visit visit) throws IOException {
        var file = visit.file();
        if (file == null) {
            throw Refusal.invalid("请选择文件。", "Choose a file.");
        }
        var text = PlaybooksApi.text(Files.readAllBytes(Path.of(file.uploadedFileName())));
        var taken = shelf.take(visit.actor(), text);
        visit.tell(visit.words.t("playbook.taken"));
        return "/playbooks/" + taken.id();
    }

    private String list(Visit visit) {
        shelf.list(visit.actor(), visit.typed("address"));
        visit.tell(visit.words.t("playbook.listed"));
        return "/playbooks";
    }

    private String unlist(Visit visit) {
        shelf.unlist(visit.actor(), visit.typed("listed"));
        visit.tell(visit.words.t("playbook.unlisted"));
        return "/playbooks";
    }

    private String begin(Visit visit) {
        var values = new LinkedHashMap<String, String>();
        for (var name : visit.names()) {
            if (name.startsWith(VALUE) && !visit.typed(name).isEmpty()) {
                values.put(name.substring(VALUE.length()), visit.typed(name));
            }
        }
        runs.begin(visit.actor(), visit.in("incident"), visit.typed("playbook"), values);
        visit.tell(visit.words.t("playbook.begun"));
        return "/incidents/" + visit.in("incident") + "/playbooks";
    }

    private String step(Visit visit) throws InterruptedException {
        var incident = visit.in("incident");
        var run = visit.in("run");
        if (!visit.in("step").matches("[0-9]{1,9}")) {
            throw zhiheng.office.people.Access.notFound();
        }
        long token = Long.parseLong(visit.in("step"));
        var words = visit.typed("words");
        var deed = visit.typed("do");
        switch (deed) {
            case "carry-out" -> runs.carryOut(visit.actor(), incident, run, token);
            case "done" -> runs.done(visit.actor(), incident, run, token, true, words);
            case "failed" -> runs.done(visit.actor(), incident, run, token, false, words);
            default -> runs.choose(visit.actor(), incident, run, token, deed, words);
        }
        visit.tell(visit.words.t("incident.done"));
        return "/incidents/" + incident + "/playbooks";
    }

    private Reply give(Visit visit) {
        var playbook = shelf.one(visit.actor(), visit.in("playbook"));
        return new Reply.Download(
                "application/json; charset=utf-8",
                playbook.id() + ".json",
                playbook.text().getBytes(StandardCharsets.UTF_8));
    }

    private PlaybookView.All all(Visit visit, Form form) {
        var words = visit.words;
        return new PlaybookView.All(
                shelf.all(visit.actor()).stream()
                        .map(p -> new PlaybookView.Row(
                                words.t(p.name()),
                                "/playbooks/" + p.id(),
                                words.t(p.about()),
                                p.steps().size(),
                                !p.beyondUs().isEmpty()
                                        ? new State("doing", words.t("playbook.beyond"))
                                        : shelf.ships(p)
                                                ? new State("told", words.t("playbook.ships"))
                                                : new State("met", words.t("playbook.own"))))
                        .toList(),
                visit.actor().role().mayChange(),
                visit.actor().role() == Role.ADMINISTRATOR,
                shelf.addresses(),
                form);
    }

    private PlaybookView one(Visit visit) {
        var p = shelf.one(visit.actor(), visit.in("playbook"));
        var lines = new ArrayList<PlaybookView.Line>();
        draw(visit, p, p.start(), 0, new HashSet<>(), lines);
        return new PlaybookView(
                p.id(),
                visit.words.t(p.name()),
                visit.words.t(p.about()),
                String.join(", ", p.types()),
                p.tlp(),
                "/playbooks/" + p.id() + "/json",
                lines);
    }

    /** Each step once, in the order in which it is first reached; inner parts set in. */
    private static void draw(
            Visit visit, Playbook p, String from, int depth, Set<String> seen, List<PlaybookView.Line> lines) {
        for (var id = from; !id.isEmpty() && seen.add(id); ) {
            var step = p.step(id);
            if (step.type() != Type.START && (step.type() != Type.END || depth == 0)) {
                var word = visit.words.t("playbook.way." + way(step));
                lines.add(new PlaybookView.Line(
                        depth,
                        visit.words.t(step.name()),
                        visit.words.t(step.about()),
                        new State(tone(step), word),
                        ladder(step)));
            }
            for (var branch : step.branches().values()) {
                draw(visit, p, branch, depth + 1, seen, lines);
            }
            if (!step.onFailure().isEmpty()) {
                draw(visit, p, step.onFailure(), depth + 1, seen, lines);
            }
            id = step.onCompletion().isEmpty() ? step.onSuccess() : step.onCompletion();
        }
    }

    /** The step of the ladder and what it is about; "" for a step that is none. */
    private static String ladder(Playbook.Step step) {
        var contains = step.containment();
        return contains == null ? "" : contains.level() + " · " + contains.target();
    }

    private static String way(Playbook.Step step) {
        return switch (step.type()) {
            case ACTION -> step.way().name();
            case PLAYBOOK_ACTION -> Playbook.Way.NONE.name();
            case START, END, PARALLEL, IF, WHILE, SWITCH -> step.type().name();
        };
    }

    private static String tone(Playbook.Step step) {
        return switch (step.type()) {
            case END -> "met";
            case IF, WHILE, SWITCH -> "open";
            case PLAYBOOK_ACTION -> "late";
            case START, PARALLEL -> "told";
            case ACTION ->
                switch (step.way()) {
                    case CONTAINMENT -> "doing";
                    case NONE -> "late";
                    case MANUAL, HTTP -> "told";
                };
        };
    }

    /** What a condition may be answered with. */
    static List<String> answers(Playbook.Step step) {
        return step.type() == Type.SWITCH ? List.copyOf(step.branches().keySet()) : List.of("true", "false");
    }

    private PlaybookView.Runs room(Visit visit, Form form) {
        var actor = visit.actor();
        var i = incidents.one(actor, visit.in("incident"));
        var usable =
                shelf.all(actor).stream().filter(p -> p.beyondUs().isEmpty()).toList();
        boolean may = i.open() && actor.role().mayChange();
        var variables = new ArrayList<PlaybookView.Variable>();
        for (var p : usable) {
            p.variables().forEach((name, v) -> {
                if (v.value() == null) {
                    variables.add(new PlaybookView.Variable(VALUE + name, name, visit.words.t(p.name())));
                }
            });
        }
        return new PlaybookView.Runs(
                i.title(),
                "/incidents/" + i.id(),
                may,
                usable.stream()
                        .map(p -> new Choice(p.id(), visit.words.t(p.name()), p.id().equals(form.value("playbook"))))
                        .toList(),
                variables,
                runs.of(actor, i.id()).reversed().stream()
                        .map(r -> running(visit, r, may))
                        .toList(),
                form);
    }

    private PlaybookView.Running running(Visit visit, PlaybookRun r, boolean may) {
        var state = r.run().state();
        return new PlaybookView.Running(
                visit.words.t(r.playbook().name()),
                "/playbooks/" + r.playbook().id(),
                new State(
                        switch (state) {
                            case RUNNING -> "doing";
                            case ENDED -> "met";
                            case FAILED -> "late";
                        },
                        visit.words.t("playbook.run." + state)),
                site.lexicon(visit).when(r.begun()),
                r.run().tokens().stream()
                        .filter(t -> t.at() != Run.At.INNER)
                        .map(t -> step(visit, r, t, may))
                        .toList());
    }

    private static PlaybookView.Step step(Visit visit, PlaybookRun r, Run.Token t, boolean may) {
        var step = r.playbook().step(t.step());
        boolean ours = step.way() == Playbook.Way.HTTP || step.way() == Playbook.Way.CONTAINMENT;
        var contains = step.containment();
        var what = contains != null
                ? ladder(step) + " · " + contains.hours() + " h"
                : step.way() == Playbook.Way.HTTP
                        ? step.commands().getFirst().text().split(" ")[0] + " "
                                + HttpStep.address(r.playbook(), step, r.run().values())
                        : "";
        return new PlaybookView.Step(
                visit.words.t(step.name()),
                visit.words.t(step.about()),
                new State(
                        switch (t.at()) {
                            case WAITING -> "open";
                            case BEGUN, INNER -> "doing";
                            case UNCLEAR -> "late";
                            case PROPOSED -> "told";
                        },
                        visit.words.t("playbook.at." + t.at())),
                what,
                may ? "/incidents/" + r.incident() + "/playbooks/" + r.id() + "/" + t.id() : "",
                ours && (t.at() == Run.At.WAITING || t.at() == Run.At.UNCLEAR),
                step.type().asks()
                        ? answers(step).stream()
                                .map(a -> new Choice(
                                        a,
                                        a.equals("true")
                                                ? visit.words.t("answer.yes")
                                                : a.equals("false") ? visit.words.t("answer.no") : a,
                                        false))
                                .toList()
                        : List.of());
    }
}
