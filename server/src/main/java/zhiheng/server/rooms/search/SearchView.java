package zhiheng.server.rooms.search;

import java.util.List;

/** What was found, by kind; empty groups are left out. */
public record SearchView(String text, List<Group> groups) {
    /** @param more where all of them are, "" when these are all */
    public record Group(String title, List<Hit> hits, String more) {
        Group first(int most) {
            return hits.size() <= most ? this : new Group(title, hits.subList(0, most), more);
        }
    }

    public record Hit(String title, String detail, String href) {}
}
