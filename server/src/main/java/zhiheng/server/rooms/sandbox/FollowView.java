package zhiheng.server.rooms.sandbox;

import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;

/** Where a complaint stands, for who holds its receipt; {@code state} is null before one was asked for. */
public record FollowView(
        Form form, @Nullable State state, @Nullable When received, String answer) {}
