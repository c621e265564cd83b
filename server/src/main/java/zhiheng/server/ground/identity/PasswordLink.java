package zhiheng.server.ground.identity;

import java.time.Instant;

/**
 * A link with which a person sets a password, once: an invitation, or the way back of who forgot it.
 *
 * @param secret shown once and never again; only its hash is stored
 */
public record PasswordLink(Person person, String secret, Instant expires) {
    /** The address of the page that takes it. */
    public String path() {
        return "/password/new?token=" + secret;
    }
}
