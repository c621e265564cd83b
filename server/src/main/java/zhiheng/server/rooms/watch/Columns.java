package zhiheng.server.rooms.watch;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Nearest;
import zhiheng.base.Refusal;
import zhiheng.watch.Observation;
import zhiheng.watch.season.JointScore;

/**
 * Which column holds what. Names are known in English and Chinese, or are told; a file without a heading has moment and value, in this
 * order.
 */
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
            List.of("group", "decision", "label", "score", "interaction", "session", "unit", "stratum");

    /** Further columns of a group that is named by several. */
    private static final List<String> MORE_GROUPS = List.of("group2", "group3");

    private static final int NONE = -1;

    private record Attribute(String name, int at) {}

    private static final Set<String> MEASURED = Set.of("decision", "label", "score");

    private final int time;
    private final int value;
    private final int weight;
    private final List<Attribute> attributes;
    private final List<Integer> moreGroups;
    private final List<Integer> moreValues;
    private final boolean heading;
    private final Quantity quantity;
    private final ZoneId zone;

    private Columns(Map<String, Integer> at, boolean heading, Quantity quantity, ZoneId zone) {
        time = at.getOrDefault("time", NONE);
        value = at.getOrDefault("value", at.getOrDefault("decision", at.getOrDefault("score", NONE)));
        weight = at.getOrDefault("weight", NONE);
        attributes = ATTRIBUTES.stream()
                .filter(at::containsKey)
                .map(name -> new Attribute(name, at.getOrDefault(name, NONE)))
                .toList();
        moreGroups = MORE_GROUPS.stream()
                .filter(at::containsKey)
                .map(name -> at.getOrDefault(name, NONE))
                .toList();
        moreValues = IntStream.rangeClosed(2, JointScore.MOST)
                .mapToObj(i -> at.getOrDefault("value" + i, NONE))
                .takeWhile(i -> i != NONE)
                .toList();
        this.heading = heading;
        this.quantity = quantity;
        this.zone = zone;
    }

    /**
     * @param separator that parts the fields
     * @throws Refusal when the first row is neither a heading nor data, or lacks a column that was named
     */
    static Columns of(List<String> first, Reading reading, char separator) {
        var at = new HashMap<String, Integer>();
        reading.columns().forEach((what, name) -> at.put(what, named(first, what, name)));
        for (int i = 0; i < first.size(); i++) {
            var known = NAMES.get(plain(first.get(i)).toLowerCase(Locale.ROOT));
            if (known != null && !at.containsValue(i)) {
                at.putIfAbsent(known, i);
            }
        }
        var quantity = reading.quantity(separator);
        if (at.containsKey("time")
                && (at.containsKey("value") || at.containsKey("decision") || at.containsKey("score"))) {
            return new Columns(at, true, quantity, reading.zone());
        }
        if (reading.columns().isEmpty()
                && first.size() >= 2
                && Moment.millis(plain(first.get(0)), reading.zone()).isPresent()) {
            return new Columns(Map.of("time", 0, "value", 1), false, quantity, reading.zone());
        }
        throw Refusal.invalid(
                "第一行须为列名，至少有 timestamp 和 value，或以 --time 和 --value 指明；现为：" + shown(first),
                "the first row must name the columns, timestamp and value at least, or --time and --value name them; it"
                        + " is: " + shown(first));
    }

    private static int named(List<String> first, String what, String name) {
        var names = first.stream().map(Columns::plain).toList();
        int index = names.indexOf(name.strip());
        if (index < 0) {
            var nearest = Nearest.to(name, names);
            var near = nearest == null ? "" : " (" + nearest + "?)";
            throw Refusal.invalid(
                            "没有名为 " + name + " 的列" + near + "；第一行为：" + shown(first),
                            "there is no column " + name + near + "; the first row is: " + shown(first))
                    .at("--" + what.replaceAll("[0-9]+$", ""));
        }
        return index;
    }

    private static String plain(String field) {
        return field.strip().replace("\uFEFF", "");
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
        return field(row, time);
    }

    /** @return null when the row has no moment, or no number where one is wanted; an empty value is NaN, a gap */
    @Nullable
    Observation read(List<String> row) {
        OptionalLong moment = Moment.millis(field(row, time), zone);
        if (moment.isEmpty()) {
            return null;
        }
        var number = quantity.of(field(row, value));
        Double events = weight == NONE ? Double.valueOf(1) : quantity.of(field(row, weight));
        if (number == null || events == null) {
            return null;
        }
        return new Observation("file", "replay", moment.getAsLong(), number, events, attributes(row));
    }

    /** The first value and those of further columns; NaN where one is missing, null where one is no number. */
    double @Nullable [] values(List<String> row, double first) {
        var values = new double[1 + moreValues.size()];
        values[0] = first;
        for (int i = 1; i < values.length; i++) {
            var number = quantity.of(field(row, moreValues.get(i - 1)));
            if (number == null) {
                return null;
            }
            values[i] = number;
        }
        return values;
    }

    private Map<String, String> attributes(List<String> row) {
        if (attributes.isEmpty() && moreGroups.isEmpty()) {
            return Map.of();
        }
        var result = new HashMap<String, String>();
        for (var attribute : attributes) {
            var text = field(row, attribute.at());
            if (!text.isEmpty()) {
                result.put(attribute.name(), MEASURED.contains(attribute.name()) ? figure(text) : text);
            }
        }
        for (int more : moreGroups) {
            result.merge("group", field(row, more), (group, next) -> group + "|" + next);
        }
        return result;
    }

    /** Yes and no, percent and thousands as the detectors read numbers; what is none stays as it is, for them to refuse. */
    private String figure(String text) {
        var number = quantity.of(text);
        return number == null || number.isNaN() ? text : number.toString();
    }

    private static String field(List<String> row, int index) {
        return index == NONE || index >= row.size() ? "" : row.get(index).strip();
    }
}
