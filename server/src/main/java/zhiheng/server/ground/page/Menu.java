package zhiheng.server.ground.page;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import zhiheng.office.people.Role;

/**
 * The menu as one reader sees it: only what its role may use, and beside each how much waits there.
 *
 * @param groups in the order of {@link Nav.Group}; none is empty
 * @param own what stands beside the reader's name
 */
public record Menu(List<Group> groups, List<Tab> own) {
    /** Larger numbers of what waits are told as this and a plus. */
    public static final long MOST_TOLD = 99;

    /** For somebody who is not signed in. */
    public static final Menu NONE = new Menu(List.of(), List.of());

    /**
     * One place of the menu: a single entry, or several that open under {@code word}.
     *
     * @param waiting how much waits in all of them, "" where nothing does
     * @param said the same in words
     */
    public record Group(String word, List<Tab> tabs, String waiting, String said) {
        public boolean opens() {
            return tabs.size() > 1;
        }

        public boolean holds(String section) {
            return tabs.stream().anyMatch(tab -> tab.section().equals(section));
        }
    }

    /** An entry; {@code waiting} is "" where nothing waits there. */
    public record Tab(String section, String href, String word, String about, String waiting, String said) {}

    private record Counted(Tab tab, long waiting) {}

    public static Menu of(List<Nav> all, Role role, ToLongFunction<Nav> waiting, Words words) {
        var found = new EnumMap<Nav.Group, List<Counted>>(Nav.Group.class);
        all.stream()
                .filter(nav -> nav.roles().contains(role))
                .forEach(nav -> found.computeIfAbsent(nav.group(), group -> new ArrayList<>())
                        .add(counted(nav, waiting.applyAsLong(nav), words)));
        var own = found.remove(Nav.Group.OWN);
        return new Menu(
                found.entrySet().stream()
                        .map(group -> group(group.getKey(), group.getValue(), words))
                        .toList(),
                own == null ? List.of() : own.stream().map(Counted::tab).toList());
    }

    private static Counted counted(Nav nav, long waiting, Words words) {
        var key = "nav." + nav.section();
        var about = words.has(key + ".about") ? words.t(key + ".about") : "";
        var told = told(waiting);
        var said = waiting == 0 ? "" : words.t(key + ".waiting", told);
        return new Counted(new Tab(nav.section(), nav.href(), words.t(key), about, told, said), waiting);
    }

    private static Group group(Nav.Group place, List<Counted> counted, Words words) {
        var tabs = counted.stream().map(Counted::tab).toList();
        var word = tabs.size() > 1 ? words.t(place.word()) : tabs.getFirst().word();
        var said = tabs.stream()
                .filter(tab -> !tab.said().isEmpty())
                .map(tab -> tabs.size() > 1 ? tab.word() + " " + tab.said() : tab.said())
                .collect(Collectors.joining(", "));
        return new Group(
                word, tabs, told(counted.stream().mapToLong(Counted::waiting).sum()), said);
    }

    private static String told(long waiting) {
        return waiting == 0 ? "" : waiting > MOST_TOLD ? MOST_TOLD + "+" : Long.toString(waiting);
    }
}
