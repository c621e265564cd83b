package zhiheng.server.rooms.audit;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.server.ground.audit.SecurityEvent;

/**
 * The filter as it stands in the address, for the page, its file and REST alike.
 *
 * @param who id of a person or token, as actor or as what it is about
 * @param from the first day, and {@code to} the last, in the reader's zone
 */
record AuditFilter(
        SecurityEvent.@Nullable Kind kind,
        String who,
        String address,
        @Nullable LocalDate from,
        @Nullable LocalDate to) {
    static AuditFilter of(Function<String, @Nullable String> query) {
        var kind = text(query, "kind");
        return new AuditFilter(
                kind.isEmpty()
                        ? null
                        : Arrays.stream(SecurityEvent.Kind.values())
                                .filter(k -> k.name().equalsIgnoreCase(kind))
                                .findFirst()
                                .orElseThrow(() -> Refusal.invalid("没有这种事件。", "There is no such kind of event.")
                                        .at("kind")),
                text(query, "who"),
                text(query, "address"),
                day(text(query, "from"), "from"),
                day(text(query, "to"), "to"));
    }

    private static String text(Function<String, @Nullable String> query, String key) {
        var value = query.apply(key);
        return value == null ? "" : value.strip();
    }

    private static @Nullable LocalDate day(String text, String where) {
        try {
            return text.isEmpty() ? null : LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw Refusal.invalid("请写成年-月-日，例如 2026-11-29。", "Write year-month-day, such as 2026-11-29.")
                    .at(where);
        }
    }

    /** As the query of an address, beginning with {@code ?}; "" where it lets everything through. */
    String address(String cursor) {
        var parts = new LinkedHashMap<String, String>();
        parts.put("kind", kind == null ? "" : kind.name());
        parts.put("who", who);
        parts.put("address", address);
        parts.put("from", from == null ? "" : from.toString());
        parts.put("to", to == null ? "" : to.toString());
        parts.put("cursor", cursor);
        var query = parts.entrySet().stream()
                .filter(e -> !e.getValue().isEmpty())
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? "" : "?" + query;
    }
}
