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

    public Actor actor() {
        return person.actor();
    }

    public boolean csrfIs(@Nullable String given) {
        return given != null && Secrets.same(csrf, given);
    }
}
