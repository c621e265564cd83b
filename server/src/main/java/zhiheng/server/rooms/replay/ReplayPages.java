package zhiheng.server.rooms.replay;

import io.vertx.ext.web.Router;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.server.ground.http.JsonOut;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Errors;
import zhiheng.server.ground.page.Figures;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.rooms.watch.AlertText;
import zhiheng.server.rooms.watch.Drawing;
import zhiheng.server.rooms.watch.Reading;
import zhiheng.server.rooms.watch.Reading.Order;
import zhiheng.server.rooms.watch.Replay;
import zhiheng.server.rooms.watch.ReplaySettings;
import zhiheng.server.rooms.watch.ReplaySettings.FairnessKind;
import zhiheng.server.rooms.watch.ReplaySettings.Metric;
import zhiheng.watch.Alarm;
import zhiheng.watch.Breaches.Breach;
import zhiheng.watch.rate.Direction;
import zhiheng.watch.rate.Season;

/** Drop a stream as CSV and see it drawn with its alarms. */
final class ReplayPages {
    private static final long MOST_BYTES = 200L << 20;

    /** Fields that are empty unless somebody wants them, and what they are called at the shell. */
    private static final Map<String, String> TYPED = Map.of(
            "limit", "limit",
            "every", "false-alarm-every",
            "low", "low",
            "high", "high",
            "reference", "reference",
            "independent", "independent",
            "season", "season");

    private final Site site;
    private final Desk desk;

    ReplayPages(Site site, Desk desk) {
        this.site = site;
        this.desk = desk;
    }

    void mount(Router router) {
        desk.get(
                router,
                "/replay",
                visit -> desk.page(visit, "replay", "rooms/replay/replay", Map.of("p", view(visit, Form.EMPTY, null))));
        desk.upload(router, "/replay", MOST_BYTES, this::replay);
    }

    private ReplayView view(Visit visit, Form form, ReplayView.@Nullable Result result) {
        return new ReplayView(
                form,
                choices(visit, "metric", Metric.values()),
                choices(visit, "direction", Direction.values()),
                choices(visit, "criterion", FairnessKind.values()),
                choices(visit, "order", Order.values()),
                seasons(visit),
                result);
    }

    private static List<Choice> seasons(Visit visit) {
        var seasons = new ArrayList<>(List.of(new Choice(
                "", visit.words.t("season.NONE"), visit.typed("season").isEmpty())));
        seasons.addAll(choices(visit, "season", Season.values()));
        return seasons;
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
            var outcome = new Replay(settings, reading(visit), drawing).run(in);
            var trouble = outcome.trouble();
            var result = new ReplayView.Result(
                    upload.fileName(),
                    outcome.rows(),
                    trouble == null ? "" : visit.words.t(trouble),
                    promise(visit, drawing),
                    drawing.alerts().stream().map(a -> alert(visit, a)).toList(),
                    drawing.moreAlerts(),
                    drawing.unusual().stream()
                            .map(p -> new ReplayView.Line(
                                    p.timestamp(),
                                    Figures.number(p.value()),
                                    String.format(Locale.ROOT, "%.3f", p.score())))
                            .toList(),
                    chart(visit, settings, drawing));
            return desk.page(
                    visit, "replay", "rooms/replay/replay", Map.of("p", view(visit, visit.form(Map.of()), result)));
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
                "replay",
                "rooms/replay/replay",
                Map.of("p", view(visit, visit.form(errors.map()), null)),
                visit.words.t("error.form"));
    }

    private static Reading reading(Visit visit) {
        return Reading.DEFAULT.in(chosen(visit, "order", Order.values()));
    }

    private static ReplaySettings settings(Visit visit, Errors errors) {
        var settings = new ReplaySettings(
                        chosen(visit, "metric", Metric.values()),
                        visit.typed("limit").isEmpty() ? null : Double.valueOf(number(visit, errors, "limit", 0)),
                        number(visit, errors, "every", 10_000),
                        chosen(visit, "direction", Direction.values()),
                        number(visit, errors, "low", 0),
                        number(visit, errors, "high", 1),
                        visit.typed("independent").isEmpty(),
                        chosen(visit, "criterion", FairnessKind.values()),
                        visit.typed("reference"))
                .within(season(visit));
        var given = new ArrayList<String>();
        TYPED.forEach((field, option) -> {
            if (!visit.typed(field).isEmpty()) {
                given.add(option);
            }
        });
        try {
            return settings.usingAll(given);
        } catch (Refusal e) {
            TYPED.forEach((field, option) -> {
                if (e.where().equals("--" + option)) {
                    errors.add(field, visit.words.t(e.text()));
                }
            });
            return settings;
        }
    }

    private static @Nullable Season season(Visit visit) {
        return Arrays.stream(Season.values())
                .filter(s -> s.name().equals(visit.typed("season")))
                .findFirst()
                .orElse(null);
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
                : visit.words.t(AlertText.of(drawing.alerts().getFirst().first().guarantee()));
    }

    private ReplayView.Alert alert(Visit visit, Breach breach) {
        var lexicon = site.lexicon(visit);
        var alarm = breach.first().alarm();
        return new ReplayView.Alert(
                lexicon.when(Instant.ofEpochMilli(alarm.time())),
                visit.words.t(AlertText.direction(alarm)),
                visit.words.t(AlertText.since(
                        alarm, at -> lexicon.when(Instant.ofEpochMilli(at)).toString())),
                visit.words.t(AlertText.counted(alarm)),
                visit.words.t(AlertText.updates(breach)),
                Figures.level(alarm.before()),
                Figures.level(alarm.after()),
                Figures.evidence(visit.words, alarm),
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
                drawing.alerts().stream().map(a -> drawn(a.first().alarm())).toList());
        return JsonOut.compact(json);
    }

    /** When it was found, its onset, and between which moments that lies. */
    private static List<Long> drawn(Alarm alarm) {
        var extent = alarm.extent();
        return extent == null
                ? List.of(alarm.time(), alarm.onset(), alarm.onset(), alarm.onset())
                : List.of(alarm.time(), alarm.onset(), extent.earliest(), extent.latest());
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
