package zhiheng.server.ground.identity;

import zhiheng.office.people.Actor;
import zhiheng.office.people.Role;

/** Somebody who can sign in. */
public record Person(String id, String orgId, String login, String name, Role role, boolean active) {
    /** The person as who acts. */
    public Actor actor() {
        return new Actor(id, orgId, role);
    }
}
