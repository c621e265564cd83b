package zhiheng.server.ground.page;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The columns of a table that its reader has put away, as the address names them: {@code hide=law,owner}. A kept view keeps them.
 *
 * @param hidden keys of columns
 */
public record Columns(Set<String> hidden) {
    /** What an address names; words that are no column's key are left out, so that old addresses go on to work. */
    public static Columns of(String named, List<String> keys) {
        var hidden = new LinkedHashSet<String>(keys);
        hidden.retainAll(List.of(named.split(",")));
        return new Columns(Set.copyOf(hidden));
    }

    public boolean shows(String key) {
        return !hidden.contains(key);
    }

    /** As the address names them, always in the same order. */
    public String named() {
        return String.join(",", hidden.stream().sorted().toList());
    }

    /** With one column more or less. */
    public Columns turned(String key) {
        var all = new LinkedHashSet<>(hidden);
        if (!all.remove(key)) {
            all.add(key);
        }
        return new Columns(Set.copyOf(all));
    }

    /** A column to put away or to take back with one click. */
    public record Switch(String title, String href, boolean shown) {}

    /** Where the switch of a column leads. */
    @FunctionalInterface
    public interface Address {
        String with(Columns columns);
    }

    /** One switch for each column but the first, which names the row. */
    public List<Switch> switches(List<String> keys, List<String> titles, Address address) {
        var all = new ArrayList<Switch>();
        for (int i = 0; i < keys.size(); i++) {
            var key = keys.get(i);
            all.add(new Switch(titles.get(i), address.with(turned(key)), shows(key)));
        }
        return all;
    }
}
