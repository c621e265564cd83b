package zhiheng.server.rooms.amendments;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Page;
import zhiheng.base.Refusal;
import zhiheng.office.Office;
import zhiheng.office.OfficeStore;
import zhiheng.office.acts.OfficeTime;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Role;

/** Notices of changed law: a provider reads its own and says so, the authority sees who has and who has not. */
record Notices(OfficeStore store, Office office, OfficeTime time) {
    private static final int MOST_AT_ONCE = 500;
    private static final int AMENDMENTS = 20;

    /** @param cursor the last id of the page before; null for the first */
    Page<LawNotice> list(Actor actor, boolean unread, String amendment, @Nullable String cursor, int limit) {
        var found = store.read(
                tx -> AmendmentRows.in(tx).notices(Access.bound(actor), unread, amendment, cursor, limit + 1));
        return found.size() <= limit
                ? new Page<>(found, null)
                : new Page<>(found.subList(0, limit), found.get(limit - 1).id());
    }

    LawNotice seen(Actor actor, String id) {
        return store.read(tx -> AmendmentRows.in(tx).notice(id))
                .filter(notice -> Access.sees(actor, notice.org()))
                .orElseThrow(Access::notFound);
    }

    List<LawNotice> unreadOf(Actor actor, String system) {
        return store.read(tx -> AmendmentRows.in(tx).unreadOf(system)).stream()
                .filter(notice -> Access.sees(actor, notice.org()))
                .toList();
    }

    /** How many wait for the actor to say that they were read. */
    long waiting(Actor actor) {
        return confirms(actor, actor.orgId())
                ? store.read(tx -> AmendmentRows.in(tx).unread(actor.orgId()))
                : 0;
    }

    /** Amendments with who was told and who read it; for the authority alone. */
    List<Amendment.Told> amendments(Actor actor) {
        return actor.role().seesAll() ? store.read(tx -> AmendmentRows.in(tx).told(AMENDMENTS)) : List.of();
    }

    /** Officers and administrators say that the folder of the packs is complete. */
    static void mayLook(Actor actor) {
        if (!looks(actor)) {
            throw Refusal.forbidden(
                    "仅主管机关人员可以要求重新读取规则包。",
                    "Only the authority's officers and administrators have the packs read again.");
        }
    }

    static boolean looks(Actor actor) {
        return actor.role() == Role.ADMINISTRATOR || actor.role() == Role.OFFICER;
    }

    /** When the pack was found to be another one, of the latest amendments. */
    List<Instant> changed(String pack) {
        return store.read(tx -> AmendmentRows.in(tx).told(AMENDMENTS)).stream()
                .map(Amendment.Told::amendment)
                .filter(amendment ->
                        amendment.since() == null && amendment.packs().contains(pack))
                .map(Amendment::noticed)
                .toList();
    }

    /** Only the organisation that was told says that it read; nobody says so for another. */
    static boolean confirms(Actor actor, String org) {
        return actor.role().mayChange() && actor.orgId().equals(org);
    }

    /** Says that a notice was read. CONFLICT where somebody said so before. */
    LawNotice confirm(Actor actor, String id) {
        var notice = seen(actor, id);
        mine(actor, notice.org());
        boolean first = office.outbox().record((tx, acts) -> {
            if (!AmendmentRows.in(tx).read(id, actor.id(), time.now())) {
                return false;
            }
            acts.add(actor, "law.notice-read", id, notice.system(), "", Map.of("amendment", notice.amendment()));
            return true;
        });
        if (!first) {
            throw Refusal.conflict("已有人确认阅读。", "Somebody has confirmed this notice already.");
        }
        return seen(actor, id);
    }

    /** Says that all notices of the actor's organisation up to {@code newest} were read. Returns how many it was. */
    int confirmAll(Actor actor, String newest) {
        mine(actor, actor.orgId());
        return office.outbox().record((tx, acts) -> {
            var rows = AmendmentRows.in(tx);
            int count = 0;
            for (var notice : rows.notices(actor.orgId(), true, "", null, MOST_AT_ONCE)) {
                if (notice.id().compareTo(newest) <= 0 && rows.read(notice.id(), actor.id(), time.now())) {
                    acts.add(
                            actor,
                            "law.notice-read",
                            notice.id(),
                            notice.system(),
                            "",
                            Map.of("amendment", notice.amendment()));
                    count++;
                }
            }
            return count;
        });
    }

    private static void mine(Actor actor, String org) {
        Access.mayChange(actor);
        if (!confirms(actor, org)) {
            throw Refusal.forbidden(
                    "只有系统所属组织的人员可以确认已阅读。", "Only people of the system's organisation confirm that they read it.");
        }
    }
}
