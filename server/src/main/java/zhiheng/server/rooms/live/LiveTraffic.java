package zhiheng.server.rooms.live;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.Terms.ExplicitPlace;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.rooms.traffic.Traffic;
import zhiheng.server.rooms.traffic.Traffic.Stretch;
import zhiheng.server.rooms.watch.GradedAlert;
import zhiheng.server.rooms.watch.Light;

/** What the drawings of the live view are made of, as JSON. */
final class LiveTraffic {
    private static final int MOST_NAMES = 6;
    private static final int POINTS = 150;

    private LiveTraffic() {}

    static Map<String, Object> json(Visit visit, Traffic all, List<GradedAlert> alerts, @Nullable Permit permit) {
        var traffic = all.inAtMost(POINTS);
        var stretches = traffic.stretches();
        var json = new LinkedHashMap<String, Object>();
        json.put("starts", stretches.stream().map(s -> s.start().toEpochMilli()).toList());
        for (var what : List.of("passed", "refused", "failed", "gone", "tokens-in", "tokens-out")) {
            json.put(what, stretches.stream().map(s -> s.of(what)).toList());
        }
        json.put("clauses", named(visit, traffic, "clause:"));
        json.put("kinds", named(visit, traffic, "kind:"));
        json.put("labelled", each(stretches, LiveTraffic::labelled));
        json.put("p50", each(stretches, s -> Traffic.quantile(s, .5)));
        json.put("p99", each(stretches, s -> Traffic.quantile(s, .99)));
        json.put("asksForLabels", permit != null && asksForLabels(permit));
        var from = stretches.getFirst().start();
        json.put(
                "alerts",
                alerts.stream()
                        .filter(a -> !a.time().isBefore(from))
                        .map(a -> alert(visit, a))
                        .toList());
        json.put("totals", totals(traffic));
        json.put("version", permit == null ? 0 : permit.version());
        return json;
    }

    /** Whether an answer that passes must be labelled: labels need the producer's code. */
    private static boolean asksForLabels(Permit permit) {
        var terms = permit.terms();
        return !terms.producer().isEmpty()
                && (terms.implicitLabel() || terms.explicitLabel() != ExplicitPlace.INTERFACE);
    }

    private static double labelled(Stretch s) {
        return s.of("due") == 0 ? Double.NaN : Math.min(100, 100.0 * s.of("labelled") / s.of("due"));
    }

    private static Map<String, Object> totals(Traffic traffic) {
        var total = traffic.total();
        var json = new LinkedHashMap<String, Object>();
        json.put(
                "calls",
                Stream.of("passed", "refused", "failed", "gone")
                        .mapToLong(total::of)
                        .sum());
        json.put("refused", total.of("refused"));
        json.put("failed", total.of("failed") + total.of("gone"));
        json.put(
                "found",
                traffic.names("kind:").stream()
                        .mapToLong(k -> total.of("kind:" + k))
                        .sum());
        json.put("labelled", number(labelled(total)));
        json.put("p50", number(Traffic.quantile(total, .5)));
        json.put("p99", number(Traffic.quantile(total, .99)));
        json.put("tokens", total.of("tokens-in") + total.of("tokens-out"));
        return json;
    }

    /** The most frequent by name, the others together. */
    private static List<Map<String, Object>> named(Visit visit, Traffic traffic, String prefix) {
        var names = traffic.names(prefix);
        var shown = names.subList(0, Math.min(MOST_NAMES, names.size()));
        var rest = names.subList(shown.size(), names.size());
        var list = new ArrayList<Map<String, Object>>();
        shown.forEach(name -> list.add(Map.of("name", name, "values", sums(traffic, prefix, List.of(name)))));
        if (!rest.isEmpty()) {
            list.add(Map.of("name", visit.words.t("live.others"), "values", sums(traffic, prefix, rest)));
        }
        return list;
    }

    private static List<Long> sums(Traffic traffic, String prefix, List<String> names) {
        return traffic.stretches().stream()
                .map(s -> names.stream().mapToLong(n -> s.of(prefix + n)).sum())
                .toList();
    }

    private static List<@Nullable Double> each(List<Stretch> stretches, ToDoubleFunction<Stretch> value) {
        var values = new ArrayList<@Nullable Double>();
        stretches.forEach(s -> values.add(number(value.applyAsDouble(s))));
        return values;
    }

    private static @Nullable Double number(double value) {
        return Double.isNaN(value) ? null : Double.valueOf(Math.round(value * 10) / 10.0);
    }

    private static Map<String, Object> alert(Visit visit, GradedAlert alert) {
        var light = alert.grade();
        return Map.of(
                "time", alert.time().toEpochMilli(),
                "title", visit.words.t(alert.title()),
                "tone", Light.id(light),
                "shape", Light.shape(light),
                "grade", light == null ? visit.words.t("watch.no-grade") : visit.words.t(light.word()));
    }
}
