package zhiheng.server.rooms.documents;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Column;
import zhiheng.server.ground.page.Order;

/**
 * The filter of the library as it stands in the address, for the page and for REST; "" means any.
 *
 * @param state valid, expiring, expired or withdrawn
 * @param kind text, sheet, picture, link or other
 * @param law the id of a pack, of which it serves a duty
 * @param duty the id of a duty that it serves
 * @param text what stands in its title
 */
public record DocumentFilter(String state, String kind, String law, String duty, String org, String text, Order order) {
    private static final List<String> SORTS = List.of("added", "expires", "title");
    private static final int MOST_LETTERS = 100;

    static DocumentFilter of(Function<String, @Nullable String> query) {
        return new DocumentFilter(
                word(query, "state"),
                word(query, "kind"),
                word(query, "law"),
                word(query, "duty"),
                word(query, "org"),
                word(query, "q"),
                Order.of(word(query, "sort"), SORTS));
    }

    private static String word(Function<String, @Nullable String> query, String key) {
        var value = query.apply(key);
        var text = value == null ? "" : value.strip();
        return text.length() > MOST_LETTERS ? text.substring(0, MOST_LETTERS) : text;
    }

    DocumentFilter in(String other) {
        return new DocumentFilter(other, kind, law, duty, org, text, order);
    }

    /** The head of a column by which the table can be ordered. */
    Column head(String title, String key) {
        var unordered = new DocumentFilter(state, kind, law, duty, org, text, new Order("added", false));
        return order.column(title, key, !key.equals("added"), "/documents" + unordered.address());
    }

    /** The order as the address has it, "" for the usual one. */
    String named() {
        return order.named().equals("added") ? "" : order.named();
    }

    /** As the query of an address, "" or beginning with {@code ?}. */
    String address() {
        var parts = new LinkedHashMap<String, String>();
        parts.put("state", state);
        parts.put("kind", kind);
        parts.put("law", law);
        parts.put("duty", duty);
        parts.put("org", org);
        parts.put("q", text);
        parts.put("sort", named());
        var result = new StringBuilder();
        parts.forEach((key, value) -> {
            if (!value.isEmpty()) {
                result.append(result.isEmpty() ? '?' : '&')
                        .append(key)
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
        });
        return result.toString();
    }

    /** The constant that a small word stands for; null for one that is none, which finds nothing. */
    static <E extends Enum<E>> @Nullable E named(E[] values, String word) {
        return Stream.of(values)
                .filter(v -> v.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElse(null);
    }
}
