package zhiheng.server.rooms.incidents;

import io.vertx.ext.web.Router;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.cases.Light;
import zhiheng.cases.clocks.SideBySide.Ticking;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Column;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Order;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.rooms.incidents.Incident.Source;
import zhiheng.server.rooms.incidents.IncidentsView.Graded;

/** The list of incidents; from a system's list, and from an alert's page, one is opened. */
final class IncidentListPages {
    private static final int ROWS = 50;
    private static final String TEMPLATE = "rooms/incidents/incidents";

    private final Site site;
    private final Desk desk;
    private final IncidentDesk incidents;

    IncidentListPages(Site site, Desk desk, IncidentDesk incidents) {
        this.site = site;
        this.desk = desk;
        this.incidents = incidents;
    }

    void mount(Router router) {
        desk.get(
                router,
                "/incidents",
                visit -> desk.page(visit, "incidents", TEMPLATE, Map.of("p", view(visit, Form.EMPTY))));
        desk.post(router, "/incidents", this::open);
    }

    private Reply open(Visit visit) {
        var alert = visit.typed("alert");
        try {
            var opened = alert.isEmpty()
                    ? incidents.open(
                            visit.actor(),
                            visit.typed("system"),
                            visit.typed("title"),
                            source(visit.typed("source")),
                            visit.typed("reference"),
                            null,
                            List.of(),
                            Map.of(),
                            visit.typed("words"))
                    : incidents.openFromAlert(visit.actor(), visit.typed("system"), alert, "", Map.of(), "");
            visit.tell(visit.words.t("incident.is-open"));
            return new Reply.Go("/incidents/" + opened.id());
        } catch (Refusal e) {
            if (e.kind() == Refusal.Kind.CONFLICT && !alert.isEmpty()) {
                return incidents.list(visit.actor(), new IncidentFilter(null, alert, false, null, 1)).items().stream()
                        .findFirst()
                        .<Reply>map(i -> new Reply.Go("/incidents/" + i.id()))
                        .orElseThrow(() -> e);
            }
            return switch (e.kind()) {
                case INVALID, MALFORMED, CONFLICT -> {
                    var view = view(visit, visit.form(Map.of("title", visit.words.t(e.text()))));
                    yield desk.wrong(visit, "incidents", TEMPLATE, Map.of("p", view), visit.words.t("error.form"));
                }
                case FORBIDDEN, NOT_FOUND, UNAVAILABLE -> throw e;
            };
        }
    }

    private static Source source(String typed) {
        return Stream.of(Source.PERSON, Source.COMPLAINT)
                .filter(s -> s.name().equals(typed))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("请选择来源。", "Choose where it came from."));
    }

    private IncidentsView view(Visit visit, Form form) {
        var system = form.typed().isEmpty() ? visit.query("system") : form.value("system");
        var name = system.isEmpty()
                ? ""
                : site.office().registry().system(visit.actor(), system).name();
        var before = visit.query("before");
        var order = Order.of(visit.query("sort"), IncidentFilter.SORTS);
        var filter = new IncidentFilter(
                system.isEmpty() ? null : system, null, ended(visit), order, before.isEmpty() ? null : before, ROWS);
        var here = "/incidents?system=" + encoded(system) + "&state=" + encoded(visit.query("state"));
        var page = incidents.list(visit.actor(), filter);
        return new IncidentsView(
                system,
                name,
                states(visit),
                incidents.count(visit.actor(), new IncidentFilter(filter.system(), null, filter.ended(), null, 1)),
                columns(visit, order, here),
                order.named(),
                page.items().stream().map(i -> row(visit, i)).toList(),
                page.next() == null ? null : here + "&sort=" + order.named() + "&before=" + encoded(page.next()),
                !system.isEmpty() && visit.actor().role().mayChange()
                        ? Stream.of(Source.PERSON, Source.COMPLAINT)
                                .map(s -> new Choice(
                                        s.name(),
                                        visit.words.t("incident.source." + s),
                                        s.name().equals(form.value("source"))))
                                .toList()
                        : List.of(),
                medians(visit),
                form);
    }

    private static List<Column> columns(Visit visit, Order order, String here) {
        var words = visit.words;
        return List.of(
                Column.of(words.t("incident.title")),
                order.column(words.t("incident.grade"), "grade", false, here),
                Column.of(words.t("incident.state")),
                Column.of(words.t("incident.next")),
                Column.of(words.t("incident.system")),
                order.column(words.t("incident.opened"), "opened", false, here));
    }

    private List<IncidentsView.Median> medians(Visit visit) {
        return incidents.medians(visit.actor()).stream()
                .filter(m -> m.middle() != null)
                .map(m -> new IncidentsView.Median(
                        visit.words.t("incident.median." + m.name()),
                        took(java.util.Objects.requireNonNull(m.middle())),
                        m.of()))
                .toList();
    }

    /** As 3:07:05, hours first. */
    static String took(Duration took) {
        return String.format(Locale.ROOT, "%d:%02d:%02d", took.toHours(), took.toMinutesPart(), took.toSecondsPart());
    }

    private static @Nullable Boolean ended(Visit visit) {
        return switch (visit.query("state")) {
            case "all" -> null;
            case "closed" -> Boolean.TRUE;
            default -> Boolean.FALSE;
        };
    }

    private static List<Choice> states(Visit visit) {
        var named = visit.query("state");
        return Stream.of("", "closed", "all")
                .map(s ->
                        new Choice(s, visit.words.t("incidents.state." + (s.isEmpty() ? "open" : s)), named.equals(s)))
                .toList();
    }

    private IncidentsView.Row row(Visit visit, Incident i) {
        var lexicon = site.lexicon(visit);
        var clocks = i.open() ? incidents.clocks(visit.actor(), i.id()) : List.<Ticking>of();
        var next = clocks.stream().filter(Ticking::owed).map(Ticking::ends).findFirst();
        return new IncidentsView.Row(
                "/incidents/" + i.id(),
                i.title(),
                graded(visit, i.grade() == null ? i.colour() : i.grade()),
                visit.words.t("incident.source." + i.source()),
                i.systemName(),
                "/systems/" + i.system(),
                state(visit, i, clocks),
                next.map((Instant end) -> lexicon.when(end)).orElse(null),
                lexicon.when(i.opened()));
    }

    static State state(Visit visit, Incident i, List<Ticking> clocks) {
        if (!i.open()) {
            return new State(Light.DONE.tone(), visit.words.t("incidents.state.closed"));
        }
        var worst = clocks.stream().filter(Ticking::owed).map(Ticking::light).anyMatch(l -> l == Light.LATE)
                ? Light.LATE
                : clocks.stream().anyMatch(t -> t.owed() && t.light() == Light.SOON) ? Light.SOON : Light.UNDER_WAY;
        return new State(worst.tone(), visit.words.t(worst.word()));
    }

    static Graded graded(Visit visit, zhiheng.server.rooms.watch.@Nullable Light light) {
        return new Graded(
                zhiheng.server.rooms.watch.Light.id(light),
                zhiheng.server.rooms.watch.Light.shape(light),
                light == null ? visit.words.t("incident.no-grade") : visit.words.t(light.word()));
    }

    static String id(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
