package zhiheng.server.rooms.alerts;

import io.vertx.ext.web.Router;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.acts.Json;
import zhiheng.office.people.Role;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Errors;
import zhiheng.server.ground.page.Figures;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.rooms.contain.ContainmentRows;
import zhiheng.server.rooms.contain.Containments;
import zhiheng.server.rooms.notify.Notifier;
import zhiheng.server.rooms.notify.Standing;
import zhiheng.server.rooms.watch.AlertRows;
import zhiheng.server.rooms.watch.AlertText;
import zhiheng.server.rooms.watch.Drawing;
import zhiheng.server.rooms.watch.GradedAlert;
import zhiheng.server.rooms.watch.Light;
import zhiheng.server.rooms.watch.Replay;
import zhiheng.server.rooms.watch.ReplaySettings;
import zhiheng.server.rooms.watch.ReplaySettings.FairnessKind;
import zhiheng.server.rooms.watch.ReplaySettings.Metric;
import zhiheng.watch.Alert;
import zhiheng.watch.rate.Direction;

/** Drop a stream as CSV and see it drawn with its alarms. */
public final class WatchPages {
    private static final int NEWEST = 50;
    private static final long MOST_BYTES = 200L << 20;

    private final Site site;
    private final Desk desk;
    private final AlertRows alerts;

    private final Optional<Containments> containments;
    private final Optional<Notifier> notifier;

    public WatchPages(
            Site site, Desk desk, AlertRows alerts, Optional<Containments> containments, Optional<Notifier> notifier) {
        this.site = site;
        this.desk = desk;
        this.alerts = alerts;
        this.containments = containments;
        this.notifier = notifier;
    }

    public void mount(Router router) {
        desk.get(
                router,
                "/watch",
                visit -> desk.page(visit, "watch", "rooms/alerts/watch", Map.of("p", view(visit, Form.EMPTY, null))));
        desk.upload(router, "/watch", MOST_BYTES, this::replay);
    }

    private WatchView view(Visit visit, Form form, WatchView.@Nullable Result result) {
        return new WatchView(
                form,
                choices(visit, "metric", Metric.values()),
                choices(visit, "direction", Direction.values()),
                choices(visit, "criterion", FairnessKind.values()),
                result == null && !form.wrong() ? live(visit) : List.of(),
                visit.actor().role() == Role.ADMINISTRATOR ? told(visit) : List.of(),
                result);
    }

    /** How it stands with those who are told of alerts. */
    private List<State> told(Visit visit) {
        if (notifier.isEmpty()) {
            return List.of(new State("open", visit.words.t("notify.nobody")));
        }
        return notifier.get().standing().stream().map(s -> told(visit, s)).toList();
    }

    private State told(Visit visit, Standing s) {
        var lexicon = site.lexicon(visit);
        var said = new ArrayList<String>();
        said.add(
                s.taken() == null
                        ? visit.words.t("notify.none-yet", s.host())
                        : visit.words.t("notify.taken", s.host(), lexicon.time(s.taken())));
        if (s.waiting() > 0 && s.since() != null) {
            said.add(visit.words.t("notify.waiting", s.waiting(), lexicon.time(s.since())));
        }
        if (!s.trouble().isEmpty()) {
            said.add(visit.words.t("notify.trouble", s.trouble()));
        }
        if (s.refused() > 0) {
            said.add(visit.words.t("notify.refused", s.refused()));
        }
        boolean well = s.trouble().isEmpty() && s.refused() == 0;
        return new State(well ? "met" : "late", String.join(" ", said));
    }

    /** The newest alerts about systems that the visitor may see. */
    private List<WatchView.Live> live(Visit visit) {
        var names = new HashMap<String, String>();
        var shown = new ArrayList<WatchView.Live>();
        var rows = alerts.newest(NEWEST);
        var contained =
                containments
                        .map(c -> c.ofAlerts(rows.stream().map(GradedAlert::id).toList()))
                        .orElse(List.of())
                        .stream()
                        .collect(Collectors.toMap(ContainmentRows.Row::alert, Function.identity()));
        for (var row : rows) {
            var name = names.computeIfAbsent(row.system(), id -> name(visit, id));
            if (!name.isEmpty()) {
                shown.add(live(visit, row, name, said(visit, contained.get(row.id()))));
            }
        }
        return shown;
    }

    private String name(Visit visit, String system) {
        try {
            return site.office().registry().system(visit.actor(), system).name();
        } catch (Refusal hidden) {
            return "";
        }
    }

    /** What an alert did to the permit, or would have done. */
    private static String said(Visit visit, ContainmentRows.@Nullable Row row) {
        if (row == null) {
            return "";
        }
        if (row.restoredAt() != null) {
            return visit.words.t("contain.undone", visit.words.t("permit." + row.holds()));
        }
        return visit.words.t("contain." + row.outcome(), visit.words.t("permit." + row.asked()));
    }

    private WatchView.Live live(Visit visit, GradedAlert alert, String name, String contained) {
        var light = alert.grade();
        var reason = alert.reason();
        var alarm = alert.raised().alarm();
        return new WatchView.Live(
                site.lexicon(visit).time(alert.time()),
                "/systems/" + alert.system() + (contained.isEmpty() ? "" : "/gateway"),
                name,
                visit.words.t(alert.title()),
                Light.id(light),
                Light.shape(light),
                light == null ? visit.words.t("watch.no-grade") : visit.words.t(light.word()),
                reason == null ? "" : reason.article(),
                alert.repeats(),
                Figures.evidence(alarm.statistic()) + " ≥ " + Figures.evidence(alarm.threshold()),
                contained);
    }

    private static List<Choice> choices(Visit visit, String name, Enum<?>[] values) {
        return Arrays.stream(values)
                .map(v -> new Choice(
                        v.name(), visit.words.t(name + "." + v), v.name().equals(visit.typed(name))))
                .toList();
    }

    private Reply replay(Visit visit) throws IOException {
        var errors = new Errors(visit);
        var upload = visit.file();
        if (upload == null) {
            errors.add("file", visit.words.t("label.no-file"));
        }
        var settings = settings(visit, errors);
        if (upload == null || errors.any()) {
            return wrong(visit, errors);
        }
        var drawing = new Drawing();
        try (var in = Files.newBufferedReader(Path.of(upload.uploadedFileName()), StandardCharsets.UTF_8)) {
            var summary = new Replay(settings, drawing).run(in);
            var counters = summary.counters();
            var result = new WatchView.Result(
                    upload.fileName(),
                    summary.rows(),
                    summary.rejected(),
                    counters == null ? 0 : counters.seen() - counters.taken(),
                    promise(visit, drawing),
                    drawing.alerts().stream().map(a -> alert(visit, a)).toList(),
                    drawing.moreAlerts(),
                    drawing.unusual().stream()
                            .map(p -> new WatchView.Line(
                                    p.timestamp(),
                                    Figures.number(p.value()),
                                    String.format(Locale.ROOT, "%.3f", p.score())))
                            .toList(),
                    chart(visit, settings, drawing));
            return desk.page(
                    visit, "watch", "rooms/alerts/watch", Map.of("p", view(visit, visit.form(Map.of()), result)));
        } catch (Refusal e) {
            errors.add("file", visit.words.t(e.text()));
        } catch (CharacterCodingException e) {
            errors.add("file", visit.words.t("watch.not-utf8"));
        }
        return wrong(visit, errors);
    }

    private Reply wrong(Visit visit, Errors errors) {
        return desk.wrong(
                visit,
                "watch",
                "rooms/alerts/watch",
                Map.of("p", view(visit, visit.form(errors.map()), null)),
                visit.words.t("error.form"));
    }

    private static ReplaySettings settings(Visit visit, Errors errors) {
        return new ReplaySettings(
                chosen(visit, "metric", Metric.values()),
                visit.typed("limit").isEmpty() ? null : Double.valueOf(number(visit, errors, "limit", 0)),
                number(visit, errors, "every", 10_000),
                chosen(visit, "direction", Direction.values()),
                number(visit, errors, "low", 0),
                number(visit, errors, "high", 1),
                visit.typed("independent").isEmpty(),
                chosen(visit, "criterion", FairnessKind.values()),
                visit.typed("reference"));
    }

    private static <E extends Enum<E>> E chosen(Visit visit, String name, E[] values) {
        return Arrays.stream(values)
                .filter(v -> v.name().equals(visit.typed(name)))
                .findFirst()
                .orElse(values[0]);
    }

    private static double number(Visit visit, Errors errors, String name, double otherwise) {
        var typed = visit.typed(name);
        if (typed.isEmpty()) {
            return otherwise;
        }
        if (!typed.matches("-?[0-9]{1,15}(\\.[0-9]{1,15})?")) {
            errors.add(name, visit.words.t("watch.number"));
            return otherwise;
        }
        return Double.parseDouble(typed);
    }

    private static String promise(Visit visit, Drawing drawing) {
        return drawing.alerts().isEmpty()
                ? ""
                : visit.words.t(AlertText.of(drawing.alerts().getFirst().guarantee()));
    }

    private WatchView.Alert alert(Visit visit, Alert alert) {
        var lexicon = site.lexicon(visit);
        var alarm = alert.alarm();
        return new WatchView.Alert(
                lexicon.time(java.time.Instant.ofEpochMilli(alarm.time())),
                lexicon.time(java.time.Instant.ofEpochMilli(alarm.onset())),
                Figures.level(alarm.before()),
                Figures.level(alarm.after()),
                Figures.evidence(alarm.statistic()) + " ≥ " + Figures.evidence(alarm.threshold()),
                alarm.moved().stream()
                        .map(m -> m.what() + " " + Figures.number(m.before()) + " → " + Figures.number(m.after()))
                        .toList());
    }

    private static String chart(Visit visit, ReplaySettings settings, Drawing drawing) {
        boolean scored = settings.metric() == Metric.COUNT || settings.metric() == Metric.SCORE;
        var json = new LinkedHashMap<String, Object>();
        json.put("value", visit.words.t("watch.value"));
        json.put("mean", visit.words.t("watch.mean"));
        json.put("score", visit.words.t("watch.score"));
        json.put("alarm", visit.words.t("watch.alarm"));
        json.put("onset", visit.words.t("watch.onset"));
        json.put("scored", scored);
        var limit = settings.limit();
        if (limit != null && settings.metric() != Metric.FAIRNESS) {
            json.put("limit", limit);
            json.put("limitName", visit.words.t("watch.limit"));
        }
        var points = new ArrayList<List<Object>>();
        for (var b : smooth(settings, drawing.buckets())) {
            points.add(List.of(b.time(), b.mean(), b.low(), b.high(), b.score()));
        }
        json.put("points", points);
        json.put(
                "alerts",
                drawing.alerts().stream()
                        .map(a -> List.of(a.alarm().time(), a.alarm().onset()))
                        .toList());
        return Json.write(json);
    }

    /** Single zeros and ones say nothing to the eye: rates are drawn as means over at least a hundredth of the stream. */
    private static List<Drawing.Bucket> smooth(ReplaySettings settings, List<Drawing.Bucket> buckets) {
        if (settings.metric() != Metric.RATE && settings.metric() != Metric.FAIRNESS || buckets.size() < 200) {
            return buckets;
        }
        int width = buckets.size() / 100;
        var smooth = new ArrayList<Drawing.Bucket>();
        for (int i = 0; i < buckets.size(); i += width) {
            var part = buckets.subList(i, Math.min(buckets.size(), i + width));
            double mean =
                    part.stream().mapToDouble(Drawing.Bucket::mean).average().orElse(0);
            smooth.add(new Drawing.Bucket(part.getFirst().time(), mean, mean, mean, 0));
        }
        return smooth;
    }
}
