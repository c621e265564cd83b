package zhiheng.server.rooms.contain;

import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;

/**
 * A containment that holds, and the way back.
 *
 * @param alert the page of the alert that led to it
 * @param article where the rule stands, {@code text} what it says, {@code rule} its pack and id
 * @param state what it holds the system in
 * @param after the state that undoing it leads to, in words
 */
public record ContainmentView(
        String restore,
        String alert,
        When since,
        String title,
        String article,
        String rule,
        String text,
        String grade,
        String tone,
        String shape,
        State state,
        String after,
        String evidence,
        String before,
        String now,
        @Nullable When onset) {}
