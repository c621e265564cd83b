package zhiheng.server.rooms.watch;

import org.jspecify.annotations.Nullable;

/**
 * Whom a change has reached since it began.
 *
 * @param users persons, or null where users are not told apart
 */
public record Scope(@Nullable Long users, long calls) {}
