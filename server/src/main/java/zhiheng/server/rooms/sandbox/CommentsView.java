package zhiheng.server.rooms.sandbox;

import java.util.List;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;

/**
 * The comments on a notice as the authority sees them.
 *
 * @param publicHref where the public reads it; "" where it is not under notice
 * @param officer whether the visitor may write and answer
 * @param written what the authority says in public now
 * @param open comments without an answer
 * @param version of the case, that filing starts from
 */
public record CommentsView(
        SandboxTabs tabs,
        String href,
        String publicHref,
        boolean officer,
        String written,
        long open,
        List<Said> comments,
        Form form,
        long version) {
    public record Said(String act, String id, When time, String text, String answer, boolean shown, State state) {}
}
