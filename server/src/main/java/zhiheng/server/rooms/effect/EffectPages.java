package zhiheng.server.rooms.effect;

import io.vertx.ext.web.Router;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.effect.Effect;
import zhiheng.office.effect.Judgement;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Errors;
import zhiheng.server.ground.page.Figures;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Visit;

/** Paste a table, say when the measure began, and read what can be said of it. */
final class EffectPages {
    private static final String TEMPLATE = "rooms/effect/effect";
    private static final int MOST_DRAWN = 1_000;
    private final Desk desk;

    EffectPages(Desk desk) {
        this.desk = desk;
    }

    void mount(Router router) {
        desk.get(
                router,
                "/effect",
                visit -> desk.page(visit, "effect", TEMPLATE, Map.of("p", new EffectView(Form.EMPTY, null))));
        desk.post(router, "/effect", this::judge);
    }

    private Reply judge(Visit visit) {
        var errors = new Errors(visit);
        try {
            var measured = Measured.read(visit.typed("table"));
            var result = switch (measured) {
                case Measured.Series series -> {
                    var judged = series.judge(visit.typed("from"), season(visit.typed("season")));
                    yield result(visit, judged, drawing(series, visit.typed("from")));
                }
                case Measured.Groups groups -> result(visit, groups.judge(), null);
            };
            return desk.page(visit, "effect", TEMPLATE, Map.of("p", new EffectView(visit.form(Map.of()), result)));
        } catch (Refusal e) {
            errors.add("table", visit.words.t(e.text()));
            return desk.wrong(
                    visit,
                    "effect",
                    TEMPLATE,
                    Map.of("p", new EffectView(visit.form(errors.map()), null)),
                    visit.words.t("error.form"));
        }
    }

    private static @Nullable Integer season(String typed) {
        if (typed.isEmpty()) {
            return null;
        }
        if (!typed.matches("[0-9]{1,3}") || Integer.parseInt(typed) < 1) {
            throw Refusal.invalid("周期须为 1 至 999 的整数。", "A season is a whole number from 1 to 999.");
        }
        return Integer.valueOf(typed);
    }

    private static EffectView.Result result(Visit visit, Judgement judged, EffectView.@Nullable Drawing drawing) {
        var words = visit.words;
        return new EffectView.Result(
                words.t(EffectText.verdict(judged)),
                judged.effect().shown() == Effect.Shown.NOTHING ? "open" : "met",
                words.t(judged.strength().text()),
                Figures.number(judged.plainChange()),
                judged.placebo() == null ? "" : EffectText.range(judged.placebo()),
                words.t(EffectText.promise()),
                judged.cautions().stream().map(words::t).toList(),
                drawing);
    }

    private static EffectView.@Nullable Drawing drawing(Measured.Series series, String from) {
        int n = series.values().length;
        if (n > MOST_DRAWN) {
            return null;
        }
        var control = series.control();
        var all = control == null
                ? series.values()
                : DoubleStream.concat(Arrays.stream(series.values()), Arrays.stream(control))
                        .toArray();
        double low = Arrays.stream(all).min().orElse(0);
        double high = Arrays.stream(all).max().orElse(1);
        return new EffectView.Drawing(
                points(series.values(), low, high),
                control == null ? "" : points(control, low, high),
                x(series.at(from) - 0.5, n),
                from,
                series.times().getFirst().toString(),
                series.times().getLast().toString(),
                Figures.number(low),
                Figures.number(high));
    }

    private static String points(double[] values, double low, double high) {
        var text = new StringBuilder();
        for (int i = 0; i < values.length; i++) {
            double share = high == low ? 0.5 : (values[i] - low) / (high - low);
            text.append(String.format(
                    Locale.ROOT,
                    "%s%.1f,%.1f",
                    i == 0 ? "" : " ",
                    x(i, values.length),
                    10 + (1 - share) * (EffectView.Drawing.HEIGHT - 20)));
        }
        return text.toString();
    }

    private static double x(double at, int n) {
        return Math.round(10 * (10 + at / Math.max(1, n - 1) * (EffectView.Drawing.WIDTH - 20))) / 10.0;
    }
}
