package zhiheng.server.rooms.lists;

import io.vertx.ext.web.Router;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.lists.ActList;
import zhiheng.office.lists.Answer;
import zhiheng.office.lists.ListCheck;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Lexicon;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.rooms.registry.Answers;

/** Lists with their questions, acts with what the lists say of them, and the forms that end them. */
final class ListPages {
    private static final String SECTION = "lists";
    private static final String INDEX = "rooms/lists/lists";
    private static final String LIST = "rooms/lists/list";
    private static final String ACT = "rooms/lists/act";
    private static final int ROWS = 30;

    private final Site site;
    private final Desk desk;
    private final ListDesk lists;

    ListPages(Site site, Desk desk, ListDesk lists) {
        this.site = site;
        this.desk = desk;
        this.lists = lists;
    }

    void mount(Router router) {
        desk.get(router, "/lists", visit -> {
            if (!lists.installed()) {
                return desk.refusal(visit, 200, visit.words.t("nav.lists"), visit.words.t("lists.none"));
            }
            return desk.page(visit, SECTION, INDEX, Map.of("p", index(visit, Form.EMPTY)));
        });
        desk.post(
                router,
                "/lists/priors",
                visit -> done(
                        visit,
                        INDEX,
                        "title",
                        "/lists",
                        form -> index(visit, form),
                        () -> lists.decideBefore(visit.actor(), visit.typed("title"), visit.typed("words"))));
        desk.get(
                router,
                "/lists/:list",
                visit -> desk.page(visit, SECTION, LIST, Map.of("p", one(visit, Map.of(), null, Form.EMPTY))));
        desk.post(router, "/lists/:list/check", this::check);
        desk.post(router, "/lists/:list/acts", this::enter);
        desk.get(
                router,
                "/lists/acts/:act",
                visit -> desk.page(visit, SECTION, ACT, Map.of("p", act(visit, Form.EMPTY))));
        desk.post(
                router,
                "/lists/acts/:act/deliberation",
                visit -> onAct(
                        visit,
                        "outcome",
                        () -> lists.deliberate(
                                visit.actor(),
                                visit.in("act"),
                                ListApi.outcome(visit.typed("outcome"), ListAct.Outcome.class),
                                visit.typed("view"))));
        desk.post(
                router,
                "/lists/acts/:act/close",
                visit -> onAct(
                        visit,
                        "words",
                        () -> lists.close(
                                visit.actor(),
                                visit.in("act"),
                                visit.version(),
                                visit.typed("how").equals("done"),
                                visit.typed("words"))));
        desk.post(
                router,
                "/lists/acts/:act/decision",
                visit -> onAct(
                        visit,
                        "words",
                        () -> lists.decide(
                                visit.actor(),
                                visit.in("act"),
                                visit.version(),
                                ListApi.outcome(visit.typed("how"), ListAct.State.class),
                                visit.typed("words"))));
    }

    private Lexicon lexicon(Visit visit) {
        return new Lexicon(lists.lists().library(), visit.words, site.zone(visit));
    }

    private Reply onAct(Visit visit, String field, Runnable deed) {
        return done(visit, ACT, field, "/lists/acts/" + visit.in("act"), form -> act(visit, form), deed);
    }

    /** Does it and goes on, or shows the form again with what is wrong. */
    private Reply done(
            Visit visit, String template, String field, String to, Function<Form, Object> view, Runnable deed) {
        try {
            deed.run();
            visit.tell(visit.words.t("lists.done"));
            return new Reply.Go(to);
        } catch (Refusal e) {
            var said = visit.words.t(e.text());
            return switch (e.kind()) {
                case CONFLICT ->
                    desk.stale(visit, SECTION, template, Map.of("p", view.apply(visit.form(Map.of()))), said);
                case INVALID, MALFORMED ->
                    desk.wrong(
                            visit,
                            SECTION,
                            template,
                            Map.of("p", view.apply(visit.form(Map.of(e.where().isEmpty() ? field : e.where(), said)))),
                            said);
                case FORBIDDEN, NOT_FOUND, UNAVAILABLE -> throw e;
            };
        }
    }

    private ListViews.Index index(Visit visit, Form form) {
        var lines = new ListLines(lexicon(visit));
        var words = visit.words;
        var kinds = new ArrayList<ListViews.Kind>();
        for (var kind : ActList.Kind.values()) {
            var ofKind = lists.lists().all().stream()
                    .filter(l -> l.kind() == kind)
                    .map(l -> new ListViews.Line(
                            "/lists/" + l.id(),
                            words.t(l.title()),
                            words.t(l.about()),
                            l.entries().size(),
                            l.items()))
                    .toList();
            if (!ofKind.isEmpty()) {
                kinds.add(new ListViews.Kind(words.t("lists.kind." + kind), ofKind));
            }
        }
        var before = visit.query("before");
        var acts = lists.acts(visit.actor(), before.isEmpty() ? null : before, ROWS);
        return new ListViews.Index(
                kinds,
                acts.stream().map(a -> row(a, lines)).toList(),
                acts.size() < ROWS ? null : "/lists?before=" + acts.getLast().id(),
                lists.priors(visit.actor()).stream().map(p -> prior(visit, p)).toList(),
                visit.actor().role().mayChange(),
                form);
    }

    private ListViews.Row row(ListAct act, ListLines lines) {
        var words = lines.lexicon().words;
        var list = lists.lists().find(act.list()).orElse(null);
        var parts = act.verdict().split("-", 2);
        return new ListViews.Row(
                "/lists/acts/" + act.id(),
                act.title(),
                list == null ? act.list() : words.t(list.title()),
                act.day().toString(),
                list == null
                        ? new zhiheng.server.ground.page.State("not", act.verdict())
                        : lines.verdict(
                                list,
                                ListCheck.Verdict.valueOf(parts[0]),
                                parts.length == 2 ? Answer.valueOf(parts[1]) : null),
                words.t("lists.state." + act.state()));
    }

    private ListViews.Prior prior(Visit visit, ListAct.Prior p) {
        return new ListViews.Prior(
                visit.words.t("lists.outcome." + p.outcome()),
                p.title(),
                p.words(),
                lexicon(visit).when(p.time()),
                lists.inLedger(p.id()).map(LocalDate::toString).orElse(""));
    }

    private ListViews.One one(Visit visit, Map<String, Answers.Given> given, @Nullable ListCheck check, Form form) {
        var list = lists.list(visit.in("list"));
        var lines = new ListLines(lexicon(visit));
        var words = visit.words;
        var priors = new ArrayList<Choice>();
        if (list.kind() == ActList.Kind.TOLERANCE
                || list.entries().stream().anyMatch(e -> e.answer() == Answer.APPROVAL)) {
            priors.add(new Choice(
                    "", words.t("lists.prior.none"), form.value("prior").isEmpty()));
            lists.priors(visit.actor())
                    .forEach(p -> priors.add(new Choice(p.id(), p.title(), p.id().equals(form.value("prior")))));
        }
        return new ListViews.One(
                list.id(),
                words.t(list.title()),
                words.t(list.about()),
                words.t(list.otherwise()),
                list.items(),
                list.pack().version(),
                lists.lists().questions(list).stream()
                        .map(f -> lines.question(f, given.getOrDefault(f.id(), new Answers.Given(null, "", null))))
                        .toList(),
                check == null ? null : lines.check(check),
                list.entries().stream()
                        .map(e -> lines.entry(list, e, List.of()))
                        .toList(),
                priors,
                visit.actor().role().mayChange(),
                form);
    }

    private Map<String, Answers.Given> given(Visit visit) {
        var given = new LinkedHashMap<String, Answers.Given>();
        lists.lists().questions(lists.list(visit.in("list"))).forEach(f -> given.put(f.id(), Answers.read(visit, f)));
        return given;
    }

    private static Map<String, Object> answers(Map<String, Answers.Given> given) {
        var answers = new LinkedHashMap<String, Object>();
        given.forEach((fact, one) -> {
            var value = one.value();
            if (value != null && one.error() == null) {
                answers.put(fact, value);
            }
        });
        return answers;
    }

    /** Shows what the list says and keeps nothing. */
    private Reply check(Visit visit) {
        var given = given(visit);
        var form = visit.form(Map.of());
        if (given.values().stream().anyMatch(g -> g.error() != null)) {
            return desk.wrong(
                    visit, SECTION, LIST, Map.of("p", one(visit, given, null, form)), visit.words.t("error.form"));
        }
        var check = lists.check(lists.list(visit.in("list")), answers(given), lists.today());
        return desk.page(visit, SECTION, LIST, Map.of("p", one(visit, given, check, form)));
    }

    private Reply enter(Visit visit) {
        var given = given(visit);
        if (given.values().stream().anyMatch(g -> g.error() != null)) {
            return desk.wrong(
                    visit,
                    SECTION,
                    LIST,
                    Map.of("p", one(visit, given, null, visit.form(Map.of()))),
                    visit.words.t("error.form"));
        }
        try {
            var act = lists.enter(
                    visit.actor(),
                    visit.in("list"),
                    visit.typed("title"),
                    day(visit.typed("day")),
                    answers(given),
                    visit.typed("prior"));
            visit.tell(visit.words.t("lists.done"));
            return new Reply.Go("/lists/acts/" + act.id());
        } catch (Refusal e) {
            if (e.kind() != Refusal.Kind.INVALID) {
                throw e;
            }
            var said = visit.words.t(e.text());
            var form = visit.form(Map.of(e.where().isEmpty() ? "title" : e.where(), said));
            return desk.wrong(visit, SECTION, LIST, Map.of("p", one(visit, given, null, form)), said);
        }
    }

    private static LocalDate day(String typed) {
        try {
            return LocalDate.parse(typed);
        } catch (DateTimeParseException e) {
            throw Refusal.invalid("日期请写作 2026-12-31。", "Write the day as 2026-12-31.")
                    .at("day");
        }
    }

    private ListViews.Act act(Visit visit, Form form) {
        var act = lists.act(visit.actor(), visit.in("act"));
        var lexicon = lexicon(visit);
        var lines = new ListLines(lexicon);
        var check = lists.check(act);
        boolean open =
                act.state() == ListAct.State.ENTERED && visit.actor().role().mayChange();
        boolean tolerance = check.list().kind() == ActList.Kind.TOLERANCE;
        return new ListViews.Act(
                act.id(),
                act.title(),
                visit.words.t(check.list().title()),
                "/lists/" + act.list(),
                act.day().toString(),
                act.edition(),
                lexicon.when(act.time()),
                visit.words.t("lists.state." + act.state()),
                act.words(),
                act.version(),
                lines.check(check),
                lines.answers(act.facts()),
                lists.prior(act).map(p -> prior(visit, p)).orElse(null),
                lists.deliberations(act).stream().map(p -> prior(visit, p)).toList(),
                open && check.says(Answer.DELIBERATE),
                open && !tolerance,
                open
                        && tolerance
                        && visit.actor().role().seesAll()
                        && !visit.actor().id().equals(act.person()),
                form);
    }
}
