package zhiheng.server.ground.page;

import java.util.List;

/** What a room has to say about one system on the page of another room: lines that lead to its own pages. */
@FunctionalInterface
public interface Aside {
    /** The lines about a system that the visitor may see; none where there is nothing to say. */
    List<Line> about(Visit visit, String system);

    /** How it stands, and where more is said. */
    record Line(State state, String href) {}
}
