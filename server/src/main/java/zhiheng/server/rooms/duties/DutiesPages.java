package zhiheng.server.rooms.duties;

import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import zhiheng.base.Refusal;
import zhiheng.office.duties.EvidenceRecords;
import zhiheng.office.people.Org;
import zhiheng.office.registry.DutyState;
import zhiheng.packs.Nature;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Column;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Errors;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Owed;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.rooms.documents.Documents;
import zhiheng.server.rooms.dossier.DutyWords;
import zhiheng.server.rooms.views.SavedViews;

/** All duties as a table: filter, export, change many at once. */
final class DutiesPages {
    private static final int ROWS = 50;
    private static final int COUNTED = 10_000;
    private static final List<String> SHOWN = List.of(
            "open",
            "overdue",
            "week",
            "coming",
            "gap",
            "not_assessed",
            "planned",
            "in_progress",
            "met",
            "exempted",
            "not_applicable");
    private static final List<DutyState> SETTABLE =
            List.of(DutyState.PLANNED, DutyState.IN_PROGRESS, DutyState.MET, DutyState.GAP, DutyState.NOT_APPLICABLE);
    /** After every day that a duty can have. */
    static final LocalDate EVER = LocalDate.of(9999, 12, 31);

    private static final String KEEP = "keep";
    private static final String NOBODY = "nobody";

    private final Site site;
    private final Desk desk;
    private final SavedViews views;
    private final Documents documents;

    DutiesPages(Site site, Desk desk, SavedViews views, Documents documents) {
        this.views = views;
        this.documents = documents;
        this.site = site;
        this.desk = desk;
    }

    void mount(Router router) {
        desk.get(
                router,
                "/duties",
                visit -> desk.page(visit, "duties", "rooms/duties/duties", parts(visit, Form.EMPTY, Set.of())));
        desk.upload(router, "/duties", visit -> switch (visit.typed("deed")) {
            case "evidence" -> addEvidence(visit);
            case "attach" -> attach(visit);
            default -> change(visit);
        });
        desk.get(router, "/duties.csv", visit -> file(visit, "text/csv; charset=utf-8", "csv"));
        desk.get(
                router,
                "/duties.xlsx",
                visit -> file(visit, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"));
    }

    private DutyFilter filter(Visit visit) {
        return DutyFilter.of(visit::query);
    }

    private Map<String, Object> parts(Visit visit, Form form, Set<String> ticked) {
        var filter = filter(visit);
        var today = site.office().days();
        var lexicon = site.lexicon(visit);
        var names = site.people(visit);
        var duties = site.office().duties();
        var query = filter.query(visit.actor(), today, visit.query("cursor"), ROWS);
        var page = duties.list(visit.actor(), query);
        var total = duties.count(visit.actor(), query, COUNTED + 1);
        var next = page.next() == null
                ? null
                : "/duties" + filter.address() + "&cursor=" + URLEncoder.encode(page.next(), StandardCharsets.UTF_8);
        return Map.of(
                "p",
                new DutiesView(
                        "/duties" + filter.address(),
                        filter.address(),
                        views.bar(visit, "/duties", filter.detached().address()),
                        SHOWN.stream()
                                .map(show -> new DutiesView.Chip(
                                        visit.words.t("show." + show),
                                        "/duties" + filter.showing(show).address(),
                                        show.equals(filter.show())))
                                .toList(),
                        new DutiesView.Chip(
                                visit.words.t("show.mine"),
                                "/duties"
                                        + filter.mine(!filter.who().equals(DutyFilter.ME))
                                                .address(),
                                filter.who().equals(DutyFilter.ME)),
                        DutyFilter.FORCES.stream()
                                .map(force -> new DutiesView.Chip(
                                        visit.words.t("force." + force),
                                        "/duties" + filter.forced(force).address(),
                                        force.equals(filter.force())))
                                .toList(),
                        laws(visit, filter),
                        orgs(visit, filter),
                        filter.show(),
                        filter.force(),
                        filter.owner(),
                        filter.system(),
                        filter.who(),
                        heads(visit, filter),
                        filter.columns()
                                .switches(
                                        DutyFilter.COLUMNS,
                                        DutyFilter.COLUMNS.stream()
                                                .map(visit.words::t)
                                                .toList(),
                                        columns ->
                                                "/duties" + filter.with(columns).address()),
                        filter.named(),
                        filter.columns().named(),
                        filter.attach(),
                        filter.attach().isEmpty()
                                ? ""
                                : documents.one(visit.actor(), filter.attach()).title(),
                        people(visit, filter.org(), form.value("assignee")),
                        total > COUNTED ? COUNTED + "+" : Long.toString(total),
                        page.items().stream()
                                .map(row -> WorkRow.of(lexicon, site.library(), row, today, names))
                                .toList(),
                        visit.query("cursor").isEmpty()
                                ? owed(visit).stream()
                                        .map(o -> WorkRow.of(lexicon, o, today.day()))
                                        .toList()
                                : List.of(),
                        SETTABLE.stream()
                                .map(s -> new Choice(
                                        s.name(),
                                        DutyWords.state(visit.words, Nature.CONTINUOUS, s, s)
                                                .word(),
                                        s.name().equals(form.value("state"))))
                                .toList(),
                        form,
                        ticked,
                        next));
    }

    private static DutiesView.Heads heads(Visit visit, DutyFilter filter) {
        var words = visit.words;
        return new DutiesView.Heads(
                filter.head(words.t("day"), "day", "due"),
                Column.of(words.t("duty")),
                filter.head(words.t("law"), "law", "law"),
                filter.head(words.t("system"), "system", "system"),
                filter.head(words.t("state"), "state", "state"),
                filter.head(words.t("owner"), "owner", "owner"));
    }

    /** Whom the chosen rows can be given to: people of the organisation that is filtered by, else of the reader's own. */
    private List<Choice> people(Visit visit, String org, String chosen) {
        var choices = new ArrayList<Choice>();
        choices.add(new Choice(KEEP, visit.words.t("assignee.keep"), chosen.isEmpty() || chosen.equals(KEEP)));
        choices.add(new Choice(NOBODY, visit.words.t("assignee.nobody"), chosen.equals(NOBODY)));
        site.identity()
                .assignable(visit.actor(), org.isEmpty() ? visit.actor().orgId() : org)
                .forEach(p -> choices.add(new Choice(p.id(), p.name(), p.id().equals(chosen))));
        return choices;
    }

    private List<Choice> laws(Visit visit, DutyFilter filter) {
        var choices = new ArrayList<Choice>();
        choices.add(new Choice("", visit.words.t("law.any"), filter.law().isEmpty()));
        site.library()
                .packs()
                .forEach(p -> choices.add(new Choice(p.id(), visit.words.t(p.name()), p.id().equals(filter.law()))));
        return choices;
    }

    private List<Choice> orgs(Visit visit, DutyFilter filter) {
        var choices = new ArrayList<Choice>();
        choices.add(new Choice("", visit.words.t("org.any"), filter.org().isEmpty()));
        site.office().orgs().seenBy(visit.actor()).stream()
                .filter(o -> o.kind() == Org.Kind.PROVIDER)
                .forEach(o -> choices.add(new Choice(o.id(), o.name(), o.id().equals(filter.org()))));
        return choices;
    }

    private List<Owed> owed(Visit visit) {
        var today = site.office().today();
        var filter = filter(visit);
        var me = site.people(visit).getOrDefault(visit.actor().id(), "");
        return site.owed(visit.actor(), EVER).stream()
                .filter(o -> filter.takes(o, today, me))
                .toList();
    }

    private Reply file(Visit visit, String type, String ending) {
        var filter = filter(visit);
        var table =
                new DutyTable(site.lexicon(visit), site.library(), site.office().days(), site.people(visit));
        var rows = new ArrayList<>(table.rows(site.office().duties(), visit.actor(), filter));
        owed(visit).forEach(o -> rows.add(table.cells(o)));
        var name = visit.words.t("nav.duties") + " " + site.office().today() + "." + ending;
        return new Reply.Download(type, name, ending.equals("csv") ? table.csv(rows) : table.xlsx(rows));
    }

    /** Changes the rows that were ticked, each by the version that was shown; those changed meanwhile are named. */
    private Reply change(Visit visit) {
        var ticked = visit.typedAll("duty");
        var state = SETTABLE.stream()
                .filter(s -> s.name().equals(visit.typed("state")))
                .findFirst();
        if (ticked.isEmpty() || state.isEmpty()) {
            return again(visit, visit.words.t(ticked.isEmpty() ? "bulk.none" : "answer.bad-option"), what(ticked));
        }
        int done = 0;
        var why = "";
        var left = new HashSet<String>();
        for (var key : ticked) {
            try {
                set(visit, key, state.get());
                done++;
            } catch (Refusal e) {
                left.add(WorkRow.what(key));
                why = why.isEmpty() ? visit.words.t(e.text()) : why;
            }
        }
        if (done < ticked.size()) {
            return again(visit, visit.words.t("bulk.some", done, ticked.size() - done, why), left);
        }
        visit.tell(visit.words.t("bulk.done", done));
        return new Reply.Go("/duties" + filter(visit).address());
    }

    /** One file or link for all that were ticked; each duty gets a record and an entry of the ledger of its own. */
    private Reply addEvidence(Visit visit) throws IOException {
        var ticked = visit.typedAll("duty");
        var errors = new Errors(visit).required("evidence-title");
        var expires = errors.date("evidence-expires");
        var link = visit.typed("evidence-link");
        var file = visit.file();
        if ((file == null) == link.isEmpty()) {
            errors.add("evidence-link", visit.words.t(file == null ? "evidence.need" : "evidence.one"));
        }
        if (expires != null && expires.isBefore(site.office().days().earliest())) {
            errors.add("evidence-expires", visit.words.t("evidence.past"));
        }
        if (ticked.isEmpty()) {
            errors.add("state", visit.words.t("bulk.none"));
        }
        int done = 0;
        var why = "";
        for (var key : errors.any() ? List.<String>of() : ticked) {
            var parts = key.split(" ", 3);
            try (var in = file == null ? null : Files.newInputStream(Path.of(file.uploadedFileName()))) {
                site.office()
                        .evidence()
                        .add(
                                visit.actor(),
                                parts[0],
                                parts[parts.length - 1],
                                visit.typed("evidence-title"),
                                file == null ? link : null,
                                file == null ? null : file.fileName(),
                                in,
                                expires);
                done++;
            } catch (Refusal e) {
                why = why.isEmpty() ? visit.words.t(e.text()) : why;
            }
        }
        if (errors.any() || done < ticked.size()) {
            var said = errors.any()
                    ? visit.words.t("error.form")
                    : visit.words.t("bulk.some", done, ticked.size() - done, why);
            return desk.wrong(
                    visit, "duties", "rooms/duties/duties", parts(visit, visit.form(errors.map()), what(ticked)), said);
        }
        visit.tell(visit.words.t("bulk.evidence.done", done));
        return new Reply.Go("/duties" + filter(visit).address());
    }

    /** The document of the address as evidence of all that were ticked, all or none. */
    private Reply attach(Visit visit) {
        var ticked = visit.typedAll("duty");
        var document = filter(visit).attach();
        if (ticked.isEmpty()) {
            return again(visit, visit.words.t("bulk.none"), Set.of());
        }
        try {
            documents.serve(
                    visit.actor(),
                    document,
                    ticked.stream().map(DutiesPages::served).toList());
        } catch (Refusal e) {
            if (e.kind() == Refusal.Kind.NOT_FOUND) {
                throw e;
            }
            return again(visit, visit.words.t(e.text()), what(ticked));
        }
        visit.tell(visit.words.t("bulk.evidence.done", ticked.size()));
        return new Reply.Go("/documents/" + document);
    }

    private static EvidenceRecords.Served served(String key) {
        var parts = WorkRow.what(key).split(" ", 2);
        return new EvidenceRecords.Served(parts[0], parts[parts.length - 1]);
    }

    /** @param key of the row, see {@link WorkRow} */
    private void set(Visit visit, String key, DutyState state) {
        var parts = key.split(" ", 3);
        if (parts.length < 3 || !parts[1].matches("[0-9]{1,18}")) {
            throw Refusal.invalid("请求无法读取。请刷新后重试。", "The request cannot be read. Reload the page and try again.");
        }
        var chosen = visit.typed("assignee");
        var assignee = chosen.isEmpty() || chosen.equals(KEEP) ? null : chosen.equals(NOBODY) ? "" : chosen;
        if (assignee != null) {
            var system = site.office().registry().system(visit.actor(), parts[0]);
            site.identity().checkAssignable(visit.actor(), system.orgId(), assignee);
        }
        site.office()
                .duties()
                .set(
                        visit.actor(),
                        parts[0],
                        parts[2],
                        state,
                        visit.typed("owner"),
                        assignee,
                        null,
                        visit.typed("reason"),
                        Long.parseLong(parts[1]));
    }

    private static Set<String> what(List<String> keys) {
        return keys.stream().map(WorkRow::what).collect(Collectors.toUnmodifiableSet());
    }

    /** What could not be done stays ticked, in the rows as others left them; sent again it stands on those. */
    private Reply again(Visit visit, String why, Set<String> ticked) {
        var parts = parts(visit, visit.form(Map.of("state", why)), ticked);
        return desk.wrong(visit, "duties", "rooms/duties/duties", parts, why);
    }
}
