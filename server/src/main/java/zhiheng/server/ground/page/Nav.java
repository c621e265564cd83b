package zhiheng.server.ground.page;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Role;

/**
 * An entry of the menu; its word is {@code nav.SECTION}, and what one finds there {@code nav.SECTION.about}.
 *
 * @param section what pages name as theirs
 * @param group where in the menu it stands
 * @param roles who sees it
 * @param badge how much waits there; its word is {@code nav.SECTION.waiting}
 */
public record Nav(String section, String href, Group group, Set<Role> roles, Badge badge) {
    /**
     * The places of the menu, in their order. One of which a reader may use a single entry is that entry; one of several opens,
     * and its word is {@code nav.group.NAME}.
     */
    public enum Group {
        HOME,
        SYSTEMS,
        DUTIES,
        ALERTS,
        REVIEWS,
        CASES,
        LAW,
        POLICIES,
        TOOLS,
        PROOF,
        PEOPLE,
        /** Where those stand that say nothing. */
        MORE,
        /** Beside the reader's name, not in the menu. */
        OWN;

        String word() {
            return "nav.group." + name().toLowerCase(Locale.ROOT);
        }
    }

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
        return new Nav(section, href, Group.MORE, EnumSet.allOf(Role.class), NOTHING);
    }

    public Nav in(Group other) {
        return new Nav(section, href, other, roles, badge);
    }

    public Nav onlyFor(Set<Role> others) {
        return new Nav(section, href, group, others, badge);
    }

    public Nav counting(Badge other) {
        return new Nav(section, href, group, roles, other);
    }
}
