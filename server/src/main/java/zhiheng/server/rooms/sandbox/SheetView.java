package zhiheng.server.rooms.sandbox;

import java.util.List;
import zhiheng.server.ground.page.State;

/**
 * The sheets of a participation, the latest day first; or one of them.
 *
 * @param head names of the figures, for the table
 * @param sha256 of the one sheet; "" for a day that is not over, and for the list
 */
public record SheetView(
        SandboxTabs tabs,
        List<String> head,
        List<Day> days,
        List<Figure> figures,
        List<String> gaps,
        String day,
        String zone,
        String stage,
        State state,
        String sha256) {
    /** @param cells in the order of the heads; "?" where it is unknown */
    public record Day(String day, String href, String stage, List<String> cells, int gaps) {}

    public record Figure(String name, String value) {}
}
