package zhiheng.server.rooms.sandbox;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;

/**
 * One participation under public notice, as anybody sees it.
 *
 * @param state whether comments are taken
 * @param closes null where the procedure gives no period
 * @param facts what is intended, line by line
 * @param answered comments that are shown with their answers
 * @param receipt told once, after a comment was taken; "" before
 */
public record NoticeView(
        String href,
        String system,
        String procedure,
        String text,
        State state,
        When since,
        @Nullable When closes,
        boolean open,
        List<SandboxView.Line> facts,
        List<Answered> answered,
        String receipt,
        Form form) {
    public record Answered(When time, String text, String answer) {}
}
