package zhiheng.server.ground.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import zhiheng.office.people.Role;

/**
 * An API token as listed, without its secret.
 *
 * @param used about when it was last used; null for never
 */
public record ApiToken(
        String id,
        String personId,
        String label,
        Role role,
        Instant createdAt,
        Instant expires,
        @Nullable Instant used,
        boolean revoked) {}
