package zhiheng.server.rooms.search;

import java.util.List;

/** What was found, by kind; empty groups are left out. */
public record SearchView(String text, List<Group> groups) {
    /** @param more where all of them are, "" when these are all */
    public record Group(String title, List<Hit> hits, String more) {}

    public record Hit(String title, String detail, String href) {}
}
