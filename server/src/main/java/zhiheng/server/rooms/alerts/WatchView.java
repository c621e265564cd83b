package zhiheng.server.rooms.alerts;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;

/**
 * The page of live alerts that also replays a stream.
 *
 * @param told how it stands with those who are told of alerts; empty for visitors whom it does not concern
 */
public record WatchView(
        Form form,
        List<Choice> metrics,
        List<Choice> directions,
        List<Choice> criteria,
        List<Live> live,
        List<State> told,
        @Nullable Result result) {
    /** An alert about what happens now; its grade as tone, shape and word, and what it did to the permit. */
    public record Live(
            String time,
            String href,
            String system,
            String title,
            String tone,
            String shape,
            String grade,
            String article,
            int repeats,
            String evidence,
            String contained) {}

    /**
     * What the replay showed.
     *
     * @param chart the drawing's data, JSON
     * @param lines what the drawing shows, as rows, for those who do not see it
     */
    public record Result(
            String file,
            long rows,
            long rejected,
            long aside,
            String promise,
            List<Alert> alerts,
            long moreAlerts,
            List<Line> lines,
            String chart) {}

    /** One alert. */
    public record Alert(String time, String onset, String before, String after, String evidence, List<String> moved) {}

    /** One of the most unusual points of a score. */
    public record Line(String time, String value, String score) {}
}
