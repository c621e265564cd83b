package zhiheng.server.rooms.search;

import java.util.List;
import zhiheng.server.ground.page.Found;

/** What was found, by kind; empty groups are left out. */
public record SearchView(String text, List<Found> groups) {}
