package zhiheng.server.rooms.watch;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.watch.Observation;

/** Which column holds what. Names are known in English and Chinese; a file without a heading has moment and value, in this order. */
final class Columns {
    private static final Map<String, String> NAMES = new HashMap<>();

    static {
        for (var name : List.of("timestamp", "time", "date", "datetime", "ts", "时间")) {
            NAMES.put(name, "time");
        }
        for (var name : List.of("value", "count", "metric", "数值", "值")) {
            NAMES.put(name, "value");
        }
        for (var name : List.of("weight", "events", "n", "权重")) {
            NAMES.put(name, "weight");
        }
        NAMES.put("群体", "group");
        NAMES.put("决定", "decision");
        NAMES.put("真值", "label");
        NAMES.put("评分", "score");
        NAMES.put("交互", "interaction");
        NAMES.put("session", "session");
        for (var name : List.of("group", "decision", "label", "score", "interaction")) {
            NAMES.put(name, name);
        }
    }

    private static final List<String> ATTRIBUTES =
            List.of("group", "decision", "label", "score", "interaction", "session");

    private final Map<String, Integer> at;
    private final boolean heading;

    private Columns(Map<String, Integer> at, boolean heading) {
        this.at = at;
        this.heading = heading;
    }

    /** @throws Refusal when the first row is neither a heading nor data */
    static Columns of(List<String> first) {
        var at = new HashMap<String, Integer>();
        for (int i = 0; i < first.size(); i++) {
            var known = NAMES.get(first.get(i).strip().toLowerCase(Locale.ROOT).replace("\uFEFF", ""));
            if (known != null) {
                at.putIfAbsent(known, i);
            }
        }
        if (at.containsKey("time")
                && (at.containsKey("value") || at.containsKey("decision") || at.containsKey("score"))) {
            return new Columns(at, true);
        }
        if (first.size() >= 2
                && Moment.millis(first.get(0).replace("\uFEFF", "")).isPresent()) {
            return new Columns(Map.of("time", 0, "value", 1), false);
        }
        throw Refusal.invalid(
                "第一行须为列名，至少有 timestamp 和 value；现为：" + shown(first),
                "the first row must name the columns, timestamp and value at least; it is: " + shown(first));
    }

    private static String shown(List<String> row) {
        var text = String.join(",", row);
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }

    boolean isHeading() {
        return heading;
    }

    /** The moment as it is written. */
    String time(List<String> row) {
        return field(row, "time");
    }

    /** @return null when the row has no moment, or no number where one is wanted; an empty value is NaN, a gap */
    @Nullable
    Observation read(List<String> row) {
        OptionalLong time = Moment.millis(field(row, "time"));
        if (time.isEmpty()) {
            return null;
        }
        Double value = at.containsKey("value") ? number(field(row, "value")) : number(field(row, "decision"));
        if (!at.containsKey("value") && !at.containsKey("decision")) {
            value = number(field(row, "score"));
        }
        Double weight = at.containsKey("weight") ? number(field(row, "weight")) : Double.valueOf(1);
        if (value == null || weight == null) {
            return null;
        }
        var attributes = new HashMap<String, String>();
        for (var name : ATTRIBUTES) {
            var text = field(row, name);
            if (!text.isEmpty()) {
                attributes.put(name, text);
            }
        }
        return new Observation("file", "replay", time.getAsLong(), value, weight, attributes);
    }

    private static @Nullable Double number(String text) {
        if (text.isEmpty() || text.equalsIgnoreCase("nan") || text.equalsIgnoreCase("null")) {
            return Double.NaN;
        }
        try {
            return text.length() > 40 ? null : Double.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private String field(List<String> row, String name) {
        var index = at.get(name);
        return index == null || index >= row.size() ? "" : row.get(index).strip();
    }
}
