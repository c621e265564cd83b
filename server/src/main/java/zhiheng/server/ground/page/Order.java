package zhiheng.server.ground.page;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;

/**
 * The order of a table as its address has it: {@code sort=due}, or {@code sort=-due} the other way round.
 *
 * @param key of a column that an index orders
 * @param turned against the way in which the table has it by itself
 */
public record Order(String key, boolean turned) {
    /**
     * The order that an address names.
     *
     * @param named "" or null where it names none
     * @param keys that there are, the usual one first
     */
    public static Order of(@Nullable String named, List<String> keys) {
        if (named == null || named.isEmpty()) {
            return new Order(keys.getFirst(), false);
        }
        boolean turned = named.startsWith("-");
        var key = turned ? named.substring(1) : named;
        if (!keys.contains(key)) {
            var all = String.join(", ", keys);
            throw Refusal.invalid(
                    "“sort”须为 " + all + " 之一，或在其前加“-”表示反向。",
                    "'sort' is one of " + all + ", or with '-' before it for the other way round.");
        }
        return new Order(key, turned);
    }

    /** As the address names it. */
    public String named() {
        return turned ? "-" + key : key;
    }

    /**
     * The head of a column by which the table can be ordered: a link to that order, and where it is the present one, to its turn.
     *
     * @param address of the table with its filters, to which the order is added
     * @param rises whether the column rises where it is not turned
     */
    public Column column(String title, String columnKey, boolean rises, String address) {
        boolean here = columnKey.equals(key);
        var next = new Order(columnKey, here && !turned);
        var joint = address.endsWith("?") || address.endsWith("&") ? "" : address.contains("?") ? "&" : "?";
        var href = address + joint + "sort=" + next.named();
        return new Column(title, false, href, !here ? "" : rises == turned ? "descending" : "ascending");
    }
}
