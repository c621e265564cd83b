package zhiheng.server.ground.page;

import java.util.EnumSet;
import java.util.Set;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Role;

/**
 * An entry of the menu; its word is {@code nav.SECTION}.
 *
 * @param section what pages name as theirs
 * @param roles who sees it
 * @param badge how much waits there; its word is {@code nav.SECTION.waiting}
 */
public record Nav(String section, String href, Set<Role> roles, Badge badge) {
    /** Counts what waits for somebody. Asked for every page, so it answers from an index. */
    @FunctionalInterface
    public interface Badge {
        long waiting(Actor actor);
    }

    private static final Badge NOTHING = actor -> 0;

    public static Nav to(String section) {
        return at(section, "/" + section);
    }

    public static Nav at(String section, String href) {
        return new Nav(section, href, EnumSet.allOf(Role.class), NOTHING);
    }

    public static Nav forAdministrators(String section) {
        return to(section).onlyFor(Set.of(Role.ADMINISTRATOR));
    }

    public Nav onlyFor(Set<Role> others) {
        return new Nav(section, href, others, badge);
    }

    public Nav counting(Badge other) {
        return new Nav(section, href, roles, other);
    }
}
