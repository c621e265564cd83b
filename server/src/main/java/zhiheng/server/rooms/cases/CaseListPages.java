package zhiheng.server.rooms.cases;

import io.vertx.ext.web.Router;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.cases.Journey;
import zhiheng.cases.Light;
import zhiheng.cases.Procedure;
import zhiheng.office.registry.SystemQuery;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Column;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Order;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;

/** The list of cases, by kind, state and system; from a system's list a case is opened. */
final class CaseListPages {
    private static final int ROWS = 50;
    private static final int OFFERED = 200;
    private static final String TEMPLATE = "rooms/cases/cases";

    private final Site site;
    private final Desk desk;
    private final CaseDesk cases;

    CaseListPages(Site site, Desk desk, CaseDesk cases) {
        this.site = site;
        this.desk = desk;
        this.cases = cases;
    }

    void mount(Router router) {
        desk.get(router, "/cases", visit -> desk.page(visit, "cases", TEMPLATE, Map.of("p", view(visit, Form.EMPTY))));
        desk.post(router, "/cases", this::open);
    }

    private Reply open(Visit visit) {
        if (visit.typed("system").isEmpty()) {
            var view = view(visit, visit.form(Map.of("system", visit.words.t("error.required"))));
            return desk.wrong(visit, "cases", TEMPLATE, Map.of("p", view), visit.words.t("error.form"));
        }
        try {
            var opened =
                    cases.open(visit.actor(), visit.typed("procedure"), visit.typed("system"), visit.typed("words"));
            visit.tell(visit.words.t("case.is-open"));
            return new Reply.Go("/cases/" + opened.id());
        } catch (Refusal e) {
            return switch (e.kind()) {
                case INVALID, MALFORMED, CONFLICT -> {
                    var view = view(visit, visit.form(Map.of("procedure", visit.words.t(e.text()))));
                    yield desk.wrong(visit, "cases", TEMPLATE, Map.of("p", view), visit.words.t("error.form"));
                }
                case FORBIDDEN, NOT_FOUND, UNAVAILABLE -> throw e;
            };
        }
    }

    private CasesView view(Visit visit, Form form) {
        var system = form.typed().isEmpty() ? visit.query("system") : form.value("system");
        var name = system.isEmpty()
                ? ""
                : site.office().registry().system(visit.actor(), system).name();
        var order = Order.of(visit.query("sort"), CaseFilter.SORTS);
        var filter = new CaseFilter(
                system.isEmpty() ? null : system, kind(visit), ended(visit), order, blank(visit.query("before")), ROWS);
        var here = "/cases?system=" + encoded(system) + "&kind=" + encoded(visit.query("kind")) + "&state="
                + encoded(visit.query("state"));
        var page = cases.list(visit.actor(), filter);
        boolean opens = visit.actor().role().mayChange();
        return new CasesView(
                system,
                name,
                kinds(visit),
                states(visit),
                cases.count(visit.actor(), new CaseFilter(filter.system(), filter.kind(), filter.ended(), null, 1)),
                columns(visit, order, here),
                order.named(),
                page.items().stream().map(row -> row(visit, row)).toList(),
                page.next() == null ? null : here + "&sort=" + order.named() + "&before=" + encoded(page.next()),
                opens && system.isEmpty() ? systems(visit) : List.of(),
                opens
                        ? cases.procedures().all().stream()
                                .filter(p -> p.kind() != Procedure.Kind.PROBLEM) // needs have a desk of their own
                                .map(p -> new Choice(
                                        p.id(), visit.words.t(p.name()), p.id().equals(form.value("procedure"))))
                                .toList()
                        : List.of(),
                form);
    }

    private static List<Column> columns(Visit visit, Order order, String here) {
        var words = visit.words;
        return List.of(
                Column.of(words.t("case.procedure")),
                Column.of(words.t("case.stage")),
                Column.of(words.t("case.state")),
                Column.of(words.t("case.system-name")),
                order.column(words.t("case.opened"), "opened", false, here),
                order.column(words.t("case.last"), "last", false, here));
    }

    /** The systems that a case can be opened for here; of more than these, from the page of the system. */
    private List<Choice> systems(Visit visit) {
        var choices = new ArrayList<Choice>();
        choices.add(new Choice("", visit.words.t("case.system-choose"), true));
        site.office()
                .registry()
                .systems(visit.actor(), new SystemQuery(null, null, null, null, null, OFFERED))
                .items()
                .forEach(row -> choices.add(new Choice(row.id(), row.name() + " · " + row.orgName(), false)));
        return choices;
    }

    private static @Nullable String blank(String text) {
        return text.isEmpty() ? null : text;
    }

    private static Procedure.@Nullable Kind kind(Visit visit) {
        for (var kind : Procedure.Kind.values()) {
            if (id(kind).equals(visit.query("kind"))) {
                return kind;
            }
        }
        return null;
    }

    private static String id(Procedure.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable Boolean ended(Visit visit) {
        return switch (visit.query("state")) {
            case "all" -> null;
            case "ended" -> Boolean.TRUE;
            default -> Boolean.FALSE;
        };
    }

    private static List<Choice> kinds(Visit visit) {
        var choices = new ArrayList<Choice>();
        choices.add(new Choice("", visit.words.t("cases.every-kind"), kind(visit) == null));
        for (var kind : Procedure.Kind.values()) {
            choices.add(new Choice(id(kind), visit.words.t("case.kind." + kind), kind == kind(visit)));
        }
        return choices;
    }

    private static List<Choice> states(Visit visit) {
        var named = visit.query("state");
        return List.of(
                new Choice("", visit.words.t("cases.under-way"), named.isEmpty()),
                new Choice("ended", visit.words.t("cases.ended"), named.equals("ended")),
                new Choice("all", visit.words.t("cases.all"), named.equals("all")));
    }

    private CasesView.Row row(Visit visit, CaseRow row) {
        var c = row.c();
        var procedure = cases.procedure(c);
        return new CasesView.Row(
                "/cases/" + c.id(),
                visit.words.t(procedure.name()),
                row.systemName(),
                "/systems/" + c.subject(),
                visit.words.t(procedure.stage(c.stage()).name()),
                state(visit, Journey.worst(c, cases.now())),
                site.lexicon(visit).when(c.opened()),
                site.lexicon(visit).when(c.last()));
    }

    static State state(Visit visit, Light light) {
        return new State(light.tone(), visit.words.t(light.word()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
