package zhiheng.server.ground.identity;

import java.time.Instant;

/**
 * A place where somebody is signed in.
 *
 * @param id tells it from the person's others and opens nothing
 * @param here whether it is the session that asks
 */
public record SignedIn(String id, Instant started, Instant used, String address, String agent, boolean here) {}
