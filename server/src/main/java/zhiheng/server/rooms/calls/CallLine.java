package zhiheng.server.rooms.calls;

import java.util.List;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;

/**
 * One call as a line of a table.
 *
 * @param outcome passed, refused or failed, as a light
 * @param clause empty for one that passed
 */
public record CallLine(
        String href,
        When time,
        String surface,
        String model,
        State outcome,
        String clause,
        String millis,
        long tokens,
        boolean labelled,
        List<String> found) {}
