package zhiheng.server.ground.identity;

import zhiheng.office.people.Actor;
import zhiheng.office.people.Role;

/**
 * Somebody who can sign in.
 *
 * @param entered whether there is a password; who was invited and has not come yet has none
 * @param version raised by each change of name, role, organisation or of being active
 */
public record Person(
        String id, String orgId, String login, String name, Role role, boolean active, boolean entered, long version) {
    /** Logins of the erased begin so; nobody can type one. */
    static final String ERASED = "~";

    /** Whether name and login gave way to a pseudonym. */
    public boolean isErased() {
        return login.startsWith(ERASED);
    }

    /** The person as who acts. */
    public Actor actor() {
        return new Actor(id, orgId, role);
    }
}
