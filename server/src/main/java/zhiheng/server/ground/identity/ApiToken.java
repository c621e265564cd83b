package zhiheng.server.ground.identity;

import java.time.Instant;
import zhiheng.office.people.Role;

/** An API token as listed, without its secret. */
public record ApiToken(String id, String personId, String label, Role role, Instant createdAt, boolean revoked) {}
