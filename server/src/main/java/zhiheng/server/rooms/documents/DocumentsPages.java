package zhiheng.server.rooms.documents;

import io.vertx.ext.web.Router;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.people.Org;
import zhiheng.office.registry.DutyState;
import zhiheng.packs.Nature;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Column;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.rooms.dossier.DutyWords;

/** The library: all documents as a table, and one with the duties that it serves. */
final class DocumentsPages {
    private static final int ROWS = 50;

    private final Site site;
    private final Desk desk;
    private final Documents documents;

    DocumentsPages(Site site, Desk desk, Documents documents) {
        this.site = site;
        this.desk = desk;
        this.documents = documents;
    }

    void mount(Router router) {
        desk.get(router, "/documents", this::library);
        desk.get(router, "/documents/of/:evidence", this::of);
        desk.get(
                router,
                "/documents/:id",
                visit -> desk.page(visit, "documents", "rooms/documents/document", parts(visit, Form.EMPTY)));
        desk.post(router, "/documents/:id/withdraw", this::withdraw);
    }

    private Reply library(Visit visit) {
        var filter = DocumentFilter.of(visit::query);
        var page = documents.list(visit.actor(), filter, visit.query("cursor"), ROWS);
        var names = site.people(visit);
        boolean all = visit.actor().role().seesAll();
        var joint = filter.address().isEmpty() ? "?" : filter.address() + "&";
        var next = page.next() == null
                ? null
                : "/documents" + joint + "cursor=" + URLEncoder.encode(page.next(), StandardCharsets.UTF_8);
        var view = new LibraryView(
                chips(visit, filter),
                filter.state(),
                filter.text(),
                filter.duty(),
                kinds(visit, filter),
                laws(visit, filter),
                all ? orgs(visit, filter) : List.of(),
                List.of(
                        filter.head(visit.words.t("library.title"), "title"),
                        Column.of(visit.words.t("state")),
                        Column.of(visit.words.t("library.serves")),
                        filter.head(visit.words.t("expires"), "expires"),
                        filter.head(visit.words.t("added"), "added")),
                filter.named(),
                !filter.address().isEmpty(),
                page.items().stream().map(d -> row(visit, d, names, all)).toList(),
                next);
        return desk.page(visit, "documents", "rooms/documents/library", Map.of("p", view));
    }

    private static List<LibraryView.Chip> chips(Visit visit, DocumentFilter filter) {
        return Stream.concat(Stream.of(""), Stream.of(Document.State.values()).map(DocumentsPages::small))
                .map(state -> new LibraryView.Chip(
                        visit.words.t(state.isEmpty() ? "library.any" : "library.state." + state),
                        "/documents" + filter.in(state).address(),
                        state.equals(filter.state())))
                .toList();
    }

    private static List<Choice> kinds(Visit visit, DocumentFilter filter) {
        return Stream.concat(Stream.of(""), Stream.of(Document.Kind.values()).map(DocumentsPages::small))
                .map(kind -> new Choice(
                        kind,
                        visit.words.t(kind.isEmpty() ? "library.kind.any" : "library.kind." + kind),
                        kind.equals(filter.kind())))
                .toList();
    }

    private List<Choice> laws(Visit visit, DocumentFilter filter) {
        var choices = new ArrayList<Choice>();
        choices.add(
                new Choice("", visit.words.t("library.law.any"), filter.law().isEmpty()));
        site.library()
                .packs()
                .forEach(p -> choices.add(new Choice(p.id(), visit.words.t(p.name()), p.id().equals(filter.law()))));
        return choices;
    }

    private List<Choice> orgs(Visit visit, DocumentFilter filter) {
        var choices = new ArrayList<Choice>();
        choices.add(new Choice("", visit.words.t("org.any"), filter.org().isEmpty()));
        site.office().orgs().seenBy(visit.actor()).stream()
                .filter(o -> o.kind() == Org.Kind.PROVIDER)
                .forEach(o -> choices.add(new Choice(o.id(), o.name(), o.id().equals(filter.org()))));
        return choices;
    }

    private LibraryView.Row row(Visit visit, Document d, Map<String, String> names, boolean all) {
        var lexicon = site.lexicon(visit);
        return new LibraryView.Row(
                "/documents/" + d.id(),
                title(visit, d),
                what(visit, d),
                all ? d.orgName() : "",
                light(visit, d),
                d.duties(),
                d.systems(),
                text(d.expires()),
                left(visit, d),
                lexicon.when(d.addedAt()),
                names.getOrDefault(d.addedBy(), ""));
    }

    private static String small(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String text(@Nullable LocalDate day) {
        return day == null ? "" : day.toString();
    }

    private static String title(Visit visit, Document d) {
        return d.erased() ? visit.words.t("library.erased") : d.title();
    }

    private static String what(Visit visit, Document d) {
        var kind = visit.words.t("library.kind." + small(d.kind()));
        var name = d.link() == null ? d.fileName() : d.link();
        return name == null ? kind : kind + " · " + name;
    }

    private String left(Visit visit, Document d) {
        return d.expires() == null || d.duties() == 0
                ? ""
                : site.lexicon(visit).left(d.expires(), site.office().today());
    }

    private State light(Visit visit, Document d) {
        var state = d.state(site.office().today());
        var tone = switch (state) {
            case VALID -> "met";
            case EXPIRING -> "doing";
            case EXPIRED -> "late";
            case WITHDRAWN -> "not";
        };
        return new State(tone, visit.words.t("library.state." + small(state)));
    }

    private Map<String, Object> parts(Visit visit, Form form) {
        var d = documents.one(visit.actor(), visit.in("id"));
        var names = site.people(visit);
        var records = documents.records(visit.actor(), d.id());
        var first = records.stream().filter(r -> r.withdrawal() == null).findFirst();
        var content = d.erased()
                ? ""
                : d.link() != null
                        ? d.link()
                        : "/evidence/" + first.orElse(records.getFirst()).evidence();
        boolean may = visit.actor().role().mayChange();
        var view = new DocumentPage(
                "/documents/" + d.id(),
                title(visit, d),
                what(visit, d),
                visit.actor().role().seesAll() ? d.orgName() : "",
                light(visit, d),
                d.link() == null ? visit.words.t("library.bytes", d.size()) : "",
                d.sha256(),
                text(d.expires()),
                left(visit, d),
                site.lexicon(visit).when(d.addedAt()),
                names.getOrDefault(d.addedBy(), ""),
                content,
                may && d.duties() > 0 ? "/duties?org=" + d.orgId() + "&attach=" + d.id() : "",
                d.duties(),
                may && !d.erased(),
                records.stream().map(r -> row(visit, r, names)).toList(),
                form);
        return Map.of("p", view);
    }

    private DocumentPage.Row row(Visit visit, DocumentRecord r, Map<String, String> names) {
        var words = visit.words;
        var head = r.pack() == null ? null : site.library().duty(r.pack(), r.duty());
        var href = "/systems/" + r.systemId();
        var standing = r.state();
        var state = standing == null
                ? null
                : DutyWords.state(
                        words,
                        head == null ? Nature.CONTINUOUS : head.nature(),
                        r.overdue() ? DutyState.OVERDUE : standing,
                        standing);
        var w = r.withdrawal();
        var who = w == null ? "" : names.getOrDefault(w.by(), words.t("library.somebody"));
        return new DocumentPage.Row(
                head == null ? r.duty() : words.t(head.title()),
                standing == null ? "" : href + "/duties/" + r.duty(),
                r.duty(),
                r.pack() == null ? "" : site.lexicon(visit).pack(Objects.requireNonNull(r.pack())),
                r.systemName(),
                href,
                state,
                r.fellBack(),
                r.ledgerIndex() < 0 ? "" : "/ledger/" + r.ledgerIndex(),
                "#" + r.ledgerIndex(),
                w == null ? "" : words.t("library.withdrawn.by", w.day().toString(), who),
                w == null ? "" : w.reason());
    }

    /** From a record of one duty to the whole document. */
    private Reply of(Visit visit) {
        return new Reply.Go("/documents/"
                + documents.of(visit.actor(), visit.in("evidence")).id());
    }

    private Reply withdraw(Visit visit) {
        try {
            documents.withdraw(
                    visit.actor(),
                    visit.in("id"),
                    visit.typed("reason"),
                    !visit.typed("erase").isEmpty());
            visit.tell(visit.words.t("library.withdraw.done"));
            return new Reply.Go("/documents/" + visit.in("id"));
        } catch (Refusal e) {
            if (e.kind() != Refusal.Kind.INVALID && e.kind() != Refusal.Kind.CONFLICT) {
                throw e;
            }
            var why = visit.words.t(e.text());
            return e.kind() == Refusal.Kind.CONFLICT
                    ? desk.stale(
                            visit, "documents", "rooms/documents/document", parts(visit, visit.form(Map.of())), why)
                    : desk.wrong(
                            visit,
                            "documents",
                            "rooms/documents/document",
                            parts(visit, visit.form(Map.of("reason", why))),
                            visit.words.t("error.form"));
        }
    }
}
