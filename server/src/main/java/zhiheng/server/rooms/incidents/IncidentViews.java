package zhiheng.server.rooms.incidents;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import zhiheng.cases.Journey;
import zhiheng.cases.Light;
import zhiheng.cases.clocks.SideBySide.Ticking;
import zhiheng.packs.Fact;
import zhiheng.packs.Finding;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;

/** What the page of an incident shows, in the words and the zone of its reader. */
record IncidentViews(Site site, IncidentDesk incidents, Optional<Ladder> ladder) {
    /** Before the name of an answer to a question of the grading. */
    static final String ANSWER = "a-";

    private static final int MOST_QUESTIONS = 8;

    /** @param form what was typed and refused, with why */
    IncidentView of(Visit visit, Form form) {
        var actor = visit.actor();
        var i = incidents.one(actor, visit.in("incident"));
        var words = visit.words;
        var lexicon = site.lexicon(visit);
        var note = i.note();
        var ended = i.ended();
        var fromAlert = i.source() == Incident.Source.ALERT || i.source() == Incident.Source.RULE;
        return new IncidentView(
                "/incidents/" + i.id(),
                i.id(),
                i.title(),
                i.systemName(),
                "/systems/" + i.system(),
                words.t("incident.source." + i.source()),
                fromAlert ? "/alerts/" + i.reference() : "",
                IncidentListPages.graded(visit, i.grade()),
                i.colour() == null ? null : IncidentListPages.graded(visit, i.colour()),
                note.rule().isEmpty() ? "" : lexicon.article(note.article()) + " · " + words.t(note.text()),
                note.rule().isEmpty() ? "" : words.t(note.certainty()),
                note.atLeast(),
                i.open(),
                i.open() && actor.role().mayChange(),
                lexicon.when(i.opened()),
                ended == null ? null : lexicon.when(ended),
                form.typed().isEmpty() || visit.version() < 0 ? i.seq() : visit.version(),
                incidents.entries(actor, i.id()).getLast().id(),
                incidents.clocks(actor, i.id()).stream()
                        .map(t -> clock(visit, t))
                        .toList(),
                incidents.regimes(actor, i.id()).stream()
                        .map(r -> new IncidentView.Regime(
                                words.t(r.procedure().name()),
                                "/cases/" + r.c().id(),
                                new State(
                                        Journey.worst(r.c(), incidents.now()).tone(),
                                        words.t(r.procedure()
                                                .stage(r.c().stage())
                                                .name()))))
                        .toList(),
                incidents.roles(actor, i.id()).entrySet().stream()
                        .map(e -> new IncidentView.Role(words.t("incident.role." + e.getKey()), e.getValue()))
                        .toList(),
                incidents.tasks(actor, i.id()).stream()
                        .map(t -> job(visit, i, t))
                        .toList(),
                record(visit, i),
                incidents.evidence(actor, i.id()).keySet().stream()
                        .map(sha -> new IncidentView.Piece(sha, "/incidents/" + i.id() + "/evidence/" + sha))
                        .toList(),
                questions(visit, i, form),
                ladder.map(l -> l.of(actor, i.id())).orElse(List.of()).stream()
                        .map(m -> step(visit, i, m))
                        .toList(),
                ladder.isEmpty()
                        ? List.of()
                        : Stream.of(Level.values())
                                .map(l -> new Choice(
                                        l.name(),
                                        l + " · " + words.t(l.word.text) + " · " + words.t(l.text),
                                        l.name().equals(form.value("level"))))
                                .toList(),
                Stream.of(Entry.Kind.DECISION, Entry.Kind.FACT, Entry.Kind.QUESTION)
                        .map(k -> new Choice(
                                IncidentListPages.id(k),
                                words.t("incident.kind." + k),
                                IncidentListPages.id(k).equals(form.value("say"))))
                        .toList(),
                Workroom.ROLES.stream()
                        .map(r -> new Choice(r, words.t("incident.role." + r), r.equals(form.value("role"))))
                        .toList(),
                form);
    }

    private IncidentView.Clock clock(Visit visit, Ticking t) {
        var lexicon = site.lexicon(visit);
        var ends = t.ends();
        return new IncidentView.Clock(
                visit.words.t(t.name()),
                visit.words.t(t.regime()),
                t.ref(),
                "/cases/" + t.caseId(),
                new State(t.light().tone(), visit.words.t(t.light().word())),
                lexicon.when(t.from()),
                ends == null ? null : lexicon.when(ends),
                t.needs().stream().map(visit.words::t).toList());
    }

    private IncidentView.Job job(Visit visit, Incident i, Task t) {
        var light = t.done() != null ? Light.DONE : t.late(incidents.now()) ? Light.LATE : Light.UNDER_WAY;
        var due = t.due();
        return new IncidentView.Job(
                t.title(),
                t.owner(),
                new State(light.tone(), visit.words.t(light.word())),
                due == null ? null : site.lexicon(visit).when(due),
                t.done() == null && i.open() && visit.actor().role().mayChange()
                        ? "/incidents/" + i.id() + "/tasks/" + t.id() + "/done"
                        : "");
    }

    private List<IncidentView.Line> record(Visit visit, Incident i) {
        var names = site.people(visit);
        var lexicon = site.lexicon(visit);
        return incidents.entries(visit.actor(), i.id()).reversed().stream()
                .map(e -> new IncidentView.Line(
                        e.seq(),
                        visit.words.t("incident.kind." + e.kind()),
                        switch (e.kind()) {
                            case DECISION -> "told";
                            case QUESTION -> "open";
                            case CLOSED, RESTORED, TASK_DONE, REPORTED, CORRECTED -> "met";
                            default -> "doing";
                        },
                        words(visit, e),
                        e.person().equals(IncidentDesk.ITSELF.id())
                                ? visit.words.t("incident.itself")
                                : names.getOrDefault(e.person(), e.person()),
                        lexicon.whenExactly(e.time()),
                        e.ledgerIndex() < 0 ? "" : "/ledger/" + e.ledgerIndex()))
                .toList();
    }

    private static String words(Visit visit, Entry e) {
        var said = new ArrayList<String>();
        if (!e.words().isEmpty()) {
            said.add(e.words());
        }
        for (var name : List.of(
                "answers",
                "role",
                "grade",
                "procedure",
                "level",
                "target",
                "form",
                "kind",
                "outcome",
                "due",
                "sha256")) {
            var value = e.about().get(name);
            if (value != null) {
                said.add(visit.words.t("incident.about." + name) + " " + value);
            }
        }
        return String.join(" · ", said);
    }

    private List<IncidentView.Question> questions(Visit visit, Incident i, Form form) {
        var grading = incidents.grading();
        if (grading.isEmpty() || !i.open()) {
            return List.of();
        }
        var facts = grading.get().facts();
        return incidents.grade(i.note().answers()).questions().stream()
                .map(Finding.Open::fact)
                .filter(facts::containsKey)
                .limit(MOST_QUESTIONS)
                .map(facts::get)
                .map(fact -> question(visit, fact, form))
                .toList();
    }

    private static IncidentView.Question question(Visit visit, Fact fact, Form form) {
        var name = ANSWER + fact.id();
        var options = new ArrayList<Choice>();
        options.add(
                new Choice("", visit.words.t("answer.unknown"), form.value(name).isEmpty()));
        switch (fact.type()) {
            case BOOL -> {
                options.add(new Choice(
                        "true", visit.words.t("answer.yes"), form.value(name).equals("true")));
                options.add(new Choice(
                        "false", visit.words.t("answer.no"), form.value(name).equals("false")));
            }
            case CHOICE, CHOICES -> {
                if (fact.type() == Fact.Type.CHOICES) {
                    options.add(new Choice(
                            "none",
                            visit.words.t("answer.none"),
                            form.value(name).equals("none")));
                }
                fact.options()
                        .forEach(o -> options.add(new Choice(
                                o.id(),
                                visit.words.t(o.label()),
                                form.value(name).equals(o.id()))));
            }
            case NUMBER, DATE -> options.clear();
        }
        return new IncidentView.Question(
                name,
                visit.words.t(fact.question()),
                visit.words.t(fact.help()),
                fact.type().name(),
                options);
    }

    private IncidentView.Step step(Visit visit, Incident i, Measure m) {
        var expires = m.expires();
        var effect = ladder.orElseThrow(IncidentsApi::noGateway).effect(m);
        boolean may = i.open() && visit.actor().role().mayChange();
        var at = "/incidents/" + i.id() + "/measures/" + m.id();
        var millis = effect.firstRefusalMillis();
        return new IncidentView.Step(
                m.level() + " · " + visit.words.t(m.level().word.text) + " · " + visit.words.t(m.level().text),
                m.target(),
                m.reason(),
                new State(
                        switch (m.state()) {
                            case PROPOSED, BEGUN -> "open";
                            case HOLDS -> "doing";
                            case RESTORED, EXPIRED -> "met";
                            case OVERTAKEN -> "told";
                        },
                        visit.words.t("incident.measure." + m.state())),
                expires == null ? null : site.lexicon(visit).when(expires),
                m.held() == null
                        ? ""
                        : millis == null
                                ? visit.words.t("incident.measure.none")
                                : visit.words.t("incident.measure.effect", millis, effect.refused(), effect.clean()),
                may
                                && m.state() == Measure.State.PROPOSED
                                && !m.proposedBy().equals(visit.actor().id())
                        ? at + "/confirm"
                        : "",
                may && m.state() == Measure.State.HOLDS ? at + "/restore" : "");
    }
}
