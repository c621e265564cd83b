package zhiheng.server.rooms.alerts;

import io.vertx.ext.web.Router;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Page;
import zhiheng.office.people.Role;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Column;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Lexicon;
import zhiheng.server.ground.page.Order;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Sentence;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.rooms.contain.ContainmentRows;
import zhiheng.server.rooms.contain.Containments;
import zhiheng.server.rooms.notify.Notifier;
import zhiheng.server.rooms.notify.Standing;
import zhiheng.server.rooms.watch.Light;
import zhiheng.server.rooms.watch.LiveWatch;
import zhiheng.server.rooms.watch.Watched;
import zhiheng.watch.risk.RiskMonitor;

/** The list of alerts, by state and system, and what is watched of a system. */
final class AlertListPages {
    private static final int ROWS = 50;

    private final Site site;
    private final Desk desk;
    private final AlertCases cases;
    private final LiveWatch live;
    private final Optional<Containments> containments;
    private final Optional<Notifier> notifier;

    AlertListPages(
            Site site,
            Desk desk,
            AlertCases cases,
            LiveWatch live,
            Optional<Containments> containments,
            Optional<Notifier> notifier) {
        this.site = site;
        this.desk = desk;
        this.cases = cases;
        this.live = live;
        this.containments = containments;
        this.notifier = notifier;
    }

    void mount(Router router) {
        desk.get(
                router,
                "/alerts",
                visit -> desk.page(visit, "alerts", "rooms/alerts/alerts", Map.of("p", view(visit))));
        desk.get(router, "/watch", visit -> new Reply.Go("/alerts")); // the address of version 0.1.0
    }

    private AlertsView view(Visit visit) {
        var system = visit.query("system");
        var name = system.isEmpty()
                ? ""
                : site.office().registry().system(visit.actor(), system).name();
        var states = states(visit.query("state"));
        var before = visit.query("before");
        var order = Order.of(visit.query("sort"), CaseFilter.SORTS);
        var filter =
                new CaseFilter(states, system.isEmpty() ? null : system, order, before.isEmpty() ? null : before, ROWS);
        var here = "/alerts?state=" + encoded(visit.query("state")) + "&system=" + encoded(system);
        var page = cases.list(visit.actor(), filter);
        return new AlertsView(
                system,
                name,
                choices(visit),
                cases.count(visit.actor(), new CaseFilter(states, filter.system(), null, 1)),
                columns(visit, order, here),
                order.named(),
                rows(visit, page),
                page.next() == null ? null : here + "&sort=" + order.named() + "&before=" + encoded(page.next()),
                system.isEmpty() ? List.of() : watched(visit, system),
                visit.actor().role() == Role.ADMINISTRATOR ? told(visit) : List.of());
    }

    /** The states that the address names; what is not closed where it names none. */
    private static Set<Progress> states(String named) {
        if (named.equals("all")) {
            return CaseFilter.ALL;
        }
        for (var state : Progress.values()) {
            if (id(state).equals(named)) {
                return EnumSet.of(state);
            }
        }
        return CaseFilter.PENDING;
    }

    private static String id(Progress state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static List<Choice> choices(Visit visit) {
        var named = visit.query("state");
        var choices = new ArrayList<Choice>();
        choices.add(new Choice("", visit.words.t("alerts.not-closed"), named.isEmpty()));
        for (var state : Progress.values()) {
            choices.add(new Choice(
                    id(state), visit.words.t("progress." + state), id(state).equals(named)));
        }
        choices.add(new Choice("all", visit.words.t("alerts.all"), named.equals("all")));
        return choices;
    }

    private static List<Column> columns(Visit visit, Order order, String here) {
        var words = visit.words;
        return List.of(
                Column.of(words.t("watch.what")),
                order.column(words.t("watch.grade"), "grade", false, here),
                Column.of(words.t("watch.system")),
                Column.of(words.t("alerts.state")),
                order.column(words.t("watch.when"), "time", false, here));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private List<AlertsView.Row> rows(Visit visit, Page<AlertCase> page) {
        var ids = page.items().stream().map(c -> c.alert().id()).toList();
        var contained = containments.map(c -> c.ofAlerts(ids)).orElse(List.of()).stream()
                .collect(Collectors.toMap(ContainmentRows.Row::alert, Function.identity(), (one, other) -> one));
        var lexicon = site.lexicon(visit);
        return page.items().stream()
                .map(c -> row(lexicon, c, contained.get(c.alert().id())))
                .toList();
    }

    private static AlertsView.Row row(Lexicon lexicon, AlertCase c, ContainmentRows.@Nullable Row contained) {
        var alert = c.alert();
        var light = alert.grade();
        var words = lexicon.words;
        return new AlertsView.Row(
                "/alerts/" + alert.id(),
                lexicon.when(alert.time()),
                words.t(alert.title()),
                Light.id(light),
                Light.shape(light),
                light == null ? words.t("watch.no-grade") : words.t(light.word()),
                c.systemName(),
                "/systems/" + alert.system(),
                CaseWords.state(words, c.handled().state()),
                c.handled().owner(),
                alert.repeats(),
                CaseWords.contained(words, contained));
    }

    private List<AlertsView.Watching> watched(Visit visit, String system) {
        var lexicon = site.lexicon(visit);
        var watched = live.watched(system);
        return live.monitors().stream()
                .map(m -> watching(lexicon, m, watched.get(m.monitor().metric())))
                .toList();
    }

    private static AlertsView.Watching watching(Lexicon lexicon, RiskMonitor m, @Nullable Watched w) {
        return new AlertsView.Watching(
                lexicon.words.t(m.title()),
                lexicon.words.t(m.meaning()),
                w == null ? null : lexicon.when(w.since()),
                w == null ? null : lexicon.when(w.newest()),
                String.format(Locale.ROOT, "%,d", w == null ? 0 : w.observations()));
    }

    /** How it stands with those who are told of alerts. */
    private List<AlertsView.Told> told(Visit visit) {
        if (notifier.isEmpty()) {
            return List.of(new AlertsView.Told(
                    new State("open", ""), List.of(site.lexicon(visit).said("notify.nobody"))));
        }
        return notifier.get().standing().stream().map(s -> told(visit, s)).toList();
    }

    private AlertsView.Told told(Visit visit, Standing s) {
        var lexicon = site.lexicon(visit);
        var said = new ArrayList<Sentence>();
        said.add(
                s.taken() == null
                        ? lexicon.said("notify.none-yet", s.host())
                        : lexicon.said("notify.taken", s.host(), lexicon.when(s.taken())));
        if (s.waiting() > 0 && s.since() != null) {
            said.add(lexicon.said("notify.waiting", s.waiting(), lexicon.when(s.since())));
        }
        if (!s.trouble().isEmpty()) {
            said.add(lexicon.said("notify.trouble", s.trouble()));
            if (s.next() != null) {
                said.add(lexicon.said("notify.tried", s.tries(), lexicon.when(s.next())));
            }
        }
        if (s.refused() > 0) {
            said.add(lexicon.said("notify.refused", s.refused()));
        }
        boolean well = s.trouble().isEmpty() && s.refused() == 0;
        return new AlertsView.Told(new State(well ? "met" : "late", ""), said);
    }
}
