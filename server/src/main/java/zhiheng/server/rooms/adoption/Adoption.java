package zhiheng.server.rooms.adoption;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.jobs.RoleChange;

/**
 * The use of an AI system at work, and what it did to roles.
 *
 * @param task what it is used for, in words
 * @param region and {@code sector} of the enterprise when it was recorded; "" where its profile says nothing
 * @param informed the day on which workers and their representatives were told; null for not yet
 * @param heard whether representatives were heard
 * @param offered people to whom training was offered, of whom {@code finished} have finished
 * @param version raised by each change
 */
record Adoption(
        String id,
        String org,
        String system,
        String task,
        String region,
        String sector,
        LocalDate starts,
        Set<Where> where,
        HighRisk highRisk,
        @Nullable LocalDate informed,
        boolean heard,
        int offered,
        int finished,
        Set<Protection> protections,
        List<RoleChange> roles,
        long version) {
    static final int MOST_ROLES = 60;
    static final int MOST_PEOPLE = 10_000_000;

    enum Where {
        EU,
        CN,
        ELSEWHERE
    }

    enum HighRisk {
        YES,
        NO,
        UNKNOWN
    }

    /** What protects those whose roles change. */
    enum Protection {
        RETRAINING,
        SKILLS_SUBSIDY,
        NEW_FORM_OF_WORK,
        PLACEMENT,
        NO_DISMISSAL,
        WORKING_TIME
    }

    /** The same use with other roles. */
    Adoption with(List<RoleChange> roles, long version) {
        return new Adoption(
                id,
                org,
                system,
                task,
                region,
                sector,
                starts,
                where,
                highRisk,
                informed,
                heard,
                offered,
                finished,
                protections,
                roles,
                version);
    }

    Adoption {
        where = Set.copyOf(where);
        protections = Set.copyOf(protections);
        roles = List.copyOf(roles);
        if (offered < 0 || finished < 0 || finished > offered || offered > MOST_PEOPLE) {
            throw Refusal.invalid(
                    "完成培训的人数不能超过提供培训的人数。", "No more people can have finished training than it was offered to.");
        }
        if (roles.size() > MOST_ROLES) {
            throw Refusal.invalid("至多 " + MOST_ROLES + " 类岗位。", "At most " + MOST_ROLES + " kinds of roles.");
        }
        if (roles.stream().map(RoleChange::occupation).distinct().count() < roles.size()) {
            throw Refusal.invalid("每类岗位只记一次。", "Each kind of role stands once.");
        }
        for (var role : roles) {
            if (Math.max(Math.max(role.before(), role.created()), role.notHired()) > MOST_PEOPLE) {
                throw Refusal.invalid("人数过大。", "A number of people is too large.");
            }
        }
    }

    /** Copies in the order of the constants, for columns and pages. */
    static <E extends Enum<E>> List<E> ordered(Set<E> set, Class<E> type) {
        var all = EnumSet.noneOf(type);
        all.addAll(set);
        return List.copyOf(all);
    }

    int left() {
        return roles.stream().mapToInt(RoleChange::left).sum();
    }
}
