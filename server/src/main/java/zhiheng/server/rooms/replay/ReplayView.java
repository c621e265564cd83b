package zhiheng.server.rooms.replay;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.When;

/** The page that replays a stream. */
public record ReplayView(
        Form form,
        List<Choice> metrics,
        List<Choice> directions,
        List<Choice> criteria,
        List<Choice> orders,
        List<Choice> seasons,
        @Nullable Result result) {
    /**
     * What the replay showed.
     *
     * @param trouble what was left out, empty when all was taken
     * @param chart the drawing's data, JSON
     * @param lines what the drawing shows, as rows, for those who do not see it
     */
    public record Result(
            String file,
            long rows,
            String trouble,
            String promise,
            List<Alert> alerts,
            long moreAlerts,
            List<Line> lines,
            String chart) {}

    /**
     * One alert.
     *
     * @param onset with the moments between which it lies
     * @param counted how many of how many since, empty where nothing was counted; {@code updates}: how it went on, empty where it
     *     came once
     */
    public record Alert(
            When time,
            String direction,
            String onset,
            String counted,
            String updates,
            String before,
            String after,
            String evidence,
            List<String> moved) {}

    /** One of the most unusual points of a score. */
    public record Line(String time, String value, String score) {}
}
