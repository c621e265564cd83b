package zhiheng.server.rooms.sandbox;

import static zhiheng.server.ground.http.JsonOut.map;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.base.JsonReader;
import zhiheng.server.ground.http.JsonIn;
import zhiheng.server.ground.http.JsonOut;

/**
 * One day of one participation in numbers, signed by nobody's opinion.
 *
 * @param stage where the case stood when the day ended
 * @param figures what is known; a figure that is not there is unknown, never none
 * @param gaps what the figures do not say, with how much of it
 */
record Sheet(LocalDate day, ZoneId zone, String stage, Map<Figure, Long> figures, Map<Gap, Long> gaps) {
    /** What is counted, in the order of the page. Everything counts on the day on which it happened. */
    enum Figure {
        CALLS,
        ANSWERED,
        REFUSED,
        FAILED,
        HELD,
        USERS,
        LABELLED,
        FINDINGS,
        TOKENS_IN,
        TOKENS_OUT,
        DRAWN,
        VERDICTS,
        HARMFUL,
        COMPLAINTS,
        CONFIRMED,
        INCIDENTS,
        INCIDENTS_CLOSED,
        ALERTS,
        PERMIT_CHANGES,
        KITS
    }

    /** What the figures do not say. */
    enum Gap {
        /** The day goes on, or its last calls have not reached the database. */
        NOT_OVER,
        /** This server has no gateway, or the records of the day's calls are gone by their retention. */
        CALLS_UNKNOWN,
        /** Calls that named no user, so that users are a lower bound. */
        NO_USER,
        /** Answers without a label. */
        NOT_LABELLED,
        /** Calls drawn that had no verdict when it was due. */
        OVERDUE,
        /** Complaints that were not decided when the day ended. */
        UNDECIDED
    }

    Sheet {
        figures = java.util.Collections.unmodifiableMap(copy(Figure.class, figures));
        gaps = java.util.Collections.unmodifiableMap(copy(Gap.class, gaps));
    }

    private static <E extends Enum<E>> Map<E, Long> copy(Class<E> type, Map<E, Long> of) {
        var copy = new EnumMap<E, Long>(type);
        copy.putAll(of);
        return copy;
    }

    @Nullable
    Long figure(Figure figure) {
        return figures.get(figure);
    }

    static String key(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Map<String, Object> tree() {
        return map(
                "day", day.toString(),
                "zone", zone.getId(),
                "stage", stage,
                "figures",
                        Stream.of(Figure.values())
                                .filter(figures::containsKey)
                                .map(f -> map("name", key(f), "count", figures.get(f)))
                                .toList(),
                "gaps",
                        gaps.entrySet().stream()
                                .map(e -> map("name", key(e.getKey()), "count", e.getValue()))
                                .toList());
    }

    String write() {
        return JsonOut.compact(tree());
    }

    static Sheet read(String text) {
        var json = JsonIn.object(
                text.getBytes(StandardCharsets.UTF_8),
                JsonReader.Limits.BODY,
                "day",
                "zone",
                "stage",
                "figures",
                "gaps");
        return new Sheet(
                Objects.requireNonNull(json.date("day")),
                ZoneId.of(json.text("zone")),
                json.text("stage"),
                counts(json, "figures", Figure.class, Figure.values()),
                counts(json, "gaps", Gap.class, Gap.values()));
    }

    private static <E extends Enum<E>> Map<E, Long> counts(JsonIn json, String key, Class<E> type, E[] values) {
        var counts = new EnumMap<E, Long>(type);
        for (var one : json.objects(key, values.length, "name", "count")) {
            for (var value : values) {
                if (key(value).equals(one.text("name"))) {
                    counts.put(value, one.whole("count"));
                }
            }
        }
        return counts;
    }

    /** The sum of a figure over days, and whether it was known on all of them. */
    record Sum(long count, boolean whole) {}

    static Sum sum(List<Sheet> sheets, Figure figure) {
        var known = new ArrayList<Long>();
        for (var sheet : sheets) {
            var count = sheet.figure(figure);
            if (count != null) {
                known.add(count);
            }
        }
        return new Sum(known.stream().mapToLong(Long::longValue).sum(), known.size() == sheets.size());
    }
}
