package zhiheng.server.rooms.alerts;

import io.vertx.ext.web.Router;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.server.ground.http.JsonOut;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Errors;
import zhiheng.server.ground.page.Figures;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Lexicon;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.ground.page.Words;
import zhiheng.server.rooms.alerts.AlertCase.Handled;
import zhiheng.server.rooms.contain.Containments;
import zhiheng.server.rooms.watch.AlertText;
import zhiheng.server.rooms.watch.Light;
import zhiheng.watch.Alert;

/** One alert: what was found, on what evidence, in which calls, and what people do about it. */
final class AlertPages {
    private static final String TEMPLATE = "rooms/alerts/alert";

    private final Site site;
    private final Desk desk;
    private final AlertCases cases;
    private final Optional<Containments> containments;

    AlertPages(Site site, Desk desk, AlertCases cases, Optional<Containments> containments) {
        this.site = site;
        this.desk = desk;
        this.cases = cases;
        this.containments = containments;
    }

    void mount(Router router) {
        desk.get(
                router,
                "/alerts/:alert",
                visit -> desk.page(visit, "alerts", TEMPLATE, Map.of("p", view(visit, null, false))));
        desk.post(router, "/alerts/:alert", this::set);
    }

    private Reply set(Visit visit) {
        var errors = new Errors(visit);
        var state = Arrays.stream(Progress.values())
                .filter(p -> p.name().equals(visit.typed("state")))
                .findFirst();
        if (state.isEmpty()) {
            errors.add("state", visit.words.t("answer.bad-option"));
        } else if (state.get() == Progress.CLOSED) {
            errors.required("reason");
        }
        if (state.isPresent() && !errors.any()) {
            try {
                cases.set(
                        visit.actor(),
                        visit.in("alert"),
                        visit.version(),
                        state.get(),
                        visit.typed("owner"),
                        visit.typed("note"),
                        visit.typed("reason"));
                visit.tell(visit.words.t("alert.saved"));
                return new Reply.Go("/alerts/" + visit.in("alert"));
            } catch (Refusal e) {
                switch (e.kind()) {
                    case CONFLICT -> {
                        return desk.conflict(
                                visit, "alerts", TEMPLATE, Map.of("p", view(visit, visit.form(Map.of()), true)));
                    }
                    case MALFORMED, INVALID -> errors.add("state", visit.words.t(e.text()));
                    case FORBIDDEN, NOT_FOUND, UNAVAILABLE -> throw e;
                }
            }
        }
        var view = view(visit, visit.form(errors.map()), false);
        return desk.wrong(visit, "alerts", TEMPLATE, Map.of("p", view), visit.words.t("error.form"));
    }

    /**
     * @param typed what the form holds; null for what is saved
     * @param conflict whether somebody else saved meanwhile: shown beside it; saving again replaces it
     */
    private AlertView view(Visit visit, @Nullable Form typed, boolean conflict) {
        var c = cases.one(visit.actor(), visit.in("alert"));
        var alert = c.alert();
        var alarm = alert.raised().alarm();
        var light = alert.grade();
        var reason = alert.reason();
        var words = visit.words;
        var lexicon = site.lexicon(visit);
        var names = site.people(visit);
        var history = cases.history(visit.actor(), alert.id()).stream()
                .map(h -> said(lexicon, names, h))
                .toList();
        var handled = c.handled();
        var form = typed == null ? saved(handled) : typed;
        return new AlertView(
                "/alerts/" + alert.id(),
                words.t(alert.title()),
                Light.id(light),
                Light.shape(light),
                light == null ? words.t("watch.no-grade") : words.t(light.word()),
                CaseWords.state(words, handled.state()),
                c.systemName(),
                "/systems/" + alert.system(),
                lexicon.when(alert.time()),
                words.t(AlertText.direction(alarm)),
                words.t(AlertText.since(
                        alarm, at -> lexicon.when(Instant.ofEpochMilli(at)).toString())),
                words.t(AlertText.counted(alarm)),
                chart(words, alert.raised()),
                alert.repeats(),
                Figures.level(alarm.before()),
                Figures.level(alarm.after()),
                Figures.evidence(words, alarm),
                words.t(AlertText.of(alert.raised().guarantee())),
                reason == null ? "" : lexicon.article(reason.article()),
                reason == null ? "" : words.t(reason.text()),
                reason != null && reason.atLeast(),
                containments
                        .flatMap(all ->
                                all.ofAlerts(List.of(alert.id())).stream().findFirst())
                        .map(row -> CaseWords.contained(words, row))
                        .orElse(""),
                alarm.moved().stream()
                        .map(m -> m.what() + " " + Figures.number(m.before()) + " → " + Figures.number(m.after()))
                        .toList(),
                alert.raised().examples().reversed().stream()
                        .map(e -> example(lexicon, alert.system(), e))
                        .toList(),
                form,
                choices(visit, handled.state(), form.value("state")),
                conflict || typed == null ? handled.version() : visit.version(),
                conflict && !history.isEmpty() ? history.getFirst() : null,
                history);
    }

    /** How level and evidence ran until the alarm; the evidence as its way to the threshold, on a logarithmic scale. */
    private static String chart(Words words, Alert raised) {
        if (raised.course().size() < 2) {
            return "";
        }
        var alarm = raised.alarm();
        double needed = Math.log1p(Math.max(1, alarm.threshold()));
        var json = new LinkedHashMap<String, Object>();
        json.put("value", words.t("alert.level"));
        json.put("score", words.t("alert.way"));
        json.put("scored", true);
        var before = alarm.before();
        if (before != null && before.level() == 1) {
            json.put("limit", before.estimate());
            json.put("limitName", words.t("watch.before"));
        }
        json.put(
                "points",
                raised.course().stream()
                        .map(p -> List.<Object>of(
                                p.time(),
                                p.level(),
                                p.level(),
                                p.level(),
                                Math.clamp(Math.log1p(Math.max(0, p.statistic())) / needed, 0, 1)))
                        .toList());
        var extent = alarm.extent();
        json.put(
                "alerts",
                List.of(
                        extent == null
                                ? List.of(alarm.time(), alarm.onset(), alarm.onset(), alarm.onset())
                                : List.of(alarm.time(), alarm.onset(), extent.earliest(), extent.latest())));
        return JsonOut.compact(json);
    }

    private static Form saved(Handled h) {
        return new Form(
                Map.of("state", h.state().name(), "owner", h.owner(), "note", h.note(), "reason", h.reason()),
                Map.of());
    }

    /** Where it can go from here, and to stay. */
    private static List<Choice> choices(Visit visit, Progress from, String chosen) {
        return Arrays.stream(Progress.values())
                .filter(to -> to == from || from.to(to).isPresent())
                .map(to -> new Choice(
                        to.name(), visit.words.t("progress." + to), to.name().equals(chosen)))
                .toList();
    }

    private static AlertView.Example example(Lexicon lexicon, String system, Alert.Example e) {
        // applications send ids of their own, which have no page
        boolean ours = e.interaction().matches("[0-9a-f-]{32,36}");
        var href = ours ? "/systems/" + system + "/gateway/calls/" + e.interaction() : "";
        return new AlertView.Example(
                href, e.interaction(), lexicon.whenExactly(Instant.ofEpochMilli(e.time())), Figures.number(e.value()));
    }

    private static AlertView.Said said(Lexicon lexicon, Map<String, String> names, Handled h) {
        return new AlertView.Said(
                CaseWords.state(lexicon.words, h.state()),
                h.owner(),
                h.note(),
                h.reason(),
                lexicon.when(Objects.requireNonNull(h.time())),
                names.getOrDefault(h.actor(), h.actor()),
                h.index() < 0 ? "" : "/ledger/" + h.index());
    }
}
