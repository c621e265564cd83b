package zhiheng.gateway.contain;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Whether one of several records is the one that users described: the cheapest, the best rated. It is looked up in the records' numbers,
 * so that a text cannot say which is meant.
 */
final class Extremes {
    private static final Pattern LEAST = Pattern.compile(
            "\\b(?:cheap(?:er|est)?|low(?:er|est)|least|small(?:er|est)|earl(?:ier|iest)|short(?:er|est)"
                    + "|near(?:er|est)|clos(?:er|est)"
                    + "|light(?:er|est)|few(?:er|est)|fast(?:er|est))\\b|便宜|[最更较](?:低|近|早|小|短|轻|少|快)");
    private static final Pattern MOST =
            Pattern.compile("\\b(?:best|better|high(?:er|est)|most|larg(?:er|est)|bigg(?:er|est)"
                    + "|lat(?:er|est)|top|long(?:er|est))\\b"
                    + "|[最更较](?:高|好|大|晚|多|长)");
    private static final Pattern PRICED = Pattern.compile("\\bcheap|\\bprice|\\bexpensive|便宜|价");
    private static final Pattern PRICE = Pattern.compile("(?i)price|cost|fee|fare|amount|total|价|费");
    private static final Pattern RATED = Pattern.compile("\\brat(?:ed|ing)|\\bstars?\\b|\\bscore|\\bbest\\b|评|星");
    private static final Pattern RATING = Pattern.compile("(?i)rat(?:ed|ing)|star|score|评|星");

    private Extremes() {}

    /** @param words what users wrote, lower case */
    static boolean describe(String words, List<JsonNode> records, JsonNode meant) {
        boolean least = LEAST.matcher(words).find();
        if (!least && !MOST.matcher(words).find()) {
            return false;
        }
        var members = new ArrayList<>(meant.propertyNames());
        members.removeIf(m -> records.stream().anyMatch(r -> number(r.path(m)) == null));
        var fitting =
                PRICED.matcher(words).find() ? PRICE : RATED.matcher(words).find() ? RATING : null;
        if (fitting != null && members.stream().anyMatch(m -> fitting.matcher(m).find())) {
            members.removeIf(m -> !fitting.matcher(m).find());
        }
        return members.stream().anyMatch(m -> isFirst(records, number(meant.path(m)), m, least));
    }

    private static boolean isFirst(List<JsonNode> records, @Nullable BigDecimal meant, String member, boolean least) {
        return meant != null
                && records.stream().allMatch(r -> {
                    var other = number(r.path(member));
                    return other != null && (least ? meant.compareTo(other) <= 0 : meant.compareTo(other) >= 0);
                });
    }

    private static @Nullable BigDecimal number(JsonNode value) {
        var text = value.isValueNode() && !value.isNull() ? value.asString() : "";
        return text.matches("[0-9]{1,15}(?:\\.[0-9]{1,15})?") ? new BigDecimal(text) : null;
    }
}
