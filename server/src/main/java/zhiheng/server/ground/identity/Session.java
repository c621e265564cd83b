package zhiheng.server.ground.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import zhiheng.office.people.Actor;

/**
 * A signed-in person.
 *
 * @param id the secret cookie value; only its hash is stored
 * @param csrf must come back with every request that changes something
 * @param way how it was entered
 */
public record Session(String id, Person person, String csrf, Instant expires, Way way) {
    /** Name of the cookie that carries {@link #id}. */
    public static final String COOKIE = "zhiheng";

    /** Under TLS the name with which browsers take a cookie from this very host only, for all its paths (RFC 6265bis 4.1.3). */
    public static String cookie(boolean https) {
        return https ? "__Host-" + COOKIE : COOKIE;
    }

    public Actor actor() {
        return person.actor();
    }

    public boolean csrfIs(@Nullable String given) {
        return given != null && Secrets.same(csrf, given);
    }
}
