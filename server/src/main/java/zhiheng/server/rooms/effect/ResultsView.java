package zhiheng.server.rooms.effect;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;

/** The page that shows what was done beside what came of it. */
public record ResultsView(Form form, @Nullable Judged judged, List<Choice> units, List<Choice> indicators) {
    /**
     * @param busy names of who is busy without effect, the busiest first
     * @param left who could not be judged, and why
     */
    public record Judged(List<String> busy, List<Row> rows, String chance, List<String> left) {}

    public record Row(String work, State state, String done, String plain, String range, List<String> cautions) {}
}
