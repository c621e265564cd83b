package zhiheng.server.rooms.sandbox;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.acts.Outbox;
import zhiheng.office.input.Input;
import zhiheng.office.input.Seen;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Role;
import zhiheng.server.rooms.sandbox.KitRows.Grant;
import zhiheng.server.rooms.sandbox.KitRows.Kit;

/**
 * What the authority offers to those who take part: compute, data and compliance kits, each with a capacity. What is out is counted when it
 * is granted and when it comes back, and never passes the capacity; with the end of a participation what it had comes back by itself.
 */
final class Kits {
    private static final Actor ITSELF = new Actor("zhiheng", "", Role.ADMINISTRATOR);
    private static final long MOST = 1_000_000_000L;

    private final Sandboxes sandboxes;

    Kits(Sandboxes sandboxes) {
        this.sandboxes = sandboxes;
    }

    List<Kit> all() {
        return sandboxes.store().read(tx -> KitRows.in(tx).kits());
    }

    /** What of a kit is out, as far as the actor may see who has it. */
    List<Grant> out(Actor actor, String kit) {
        return sandboxes.store().read(tx -> KitRows.in(tx).out(kit)).stream()
                .filter(g -> sees(actor, g.caseId()))
                .toList();
    }

    private boolean sees(Actor actor, String caseId) {
        try {
            sandboxes.of(actor, caseId);
            return true;
        } catch (Refusal e) {
            return false;
        }
    }

    List<Grant> of(Actor actor, String caseId) {
        sandboxes.of(actor, caseId);
        return sandboxes.store().read(tx -> KitRows.in(tx).of(caseId));
    }

    /** @param each how much one participation may take by itself, 0 for none */
    Kit offer(Actor actor, KitRows.Sort sort, String zh, String en, String unit, long capacity, long each) {
        authority(actor);
        var kit = new Kit(
                sandboxes.office().ids().next(),
                sort,
                Input.required("中文名称", "Chinese name", zh, Input.NAME),
                Input.required("英文名称", "English name", en, Input.NAME),
                Input.required("计量单位", "unit", unit, 60),
                amount(capacity),
                each == 0 ? 0 : amount(each),
                0);
        return sandboxes.office().outbox().record((tx, acts) -> {
            KitRows.in(tx).add(kit, actor.id(), sandboxes.now());
            acts.add(
                    actor,
                    "sandbox.kit-offered",
                    "kit/" + kit.id(),
                    "",
                    "",
                    Map.of("capacity", capacity, "each", each));
            return kit;
        });
    }

    /** Makes a kit larger or smaller, never smaller than what is out. @param was its capacity when the person began, see {@link Seen} */
    void resize(Actor actor, String id, long capacity, @Nullable String was) {
        authority(actor);
        amount(capacity);
        sandboxes.office().outbox().record((tx, acts) -> {
            var kit = KitRows.in(tx).kit(id).orElseThrow(Access::notFound);
            Seen.check(was, String.valueOf(kit.capacity()), String.valueOf(capacity));
            if (!KitRows.in(tx).capacity(id, capacity)) {
                throw Refusal.conflict(
                        "已发出 " + kit.granted() + " " + kit.unit() + "，容量不能更小；请先收回。",
                        kit.granted() + " " + kit.unit() + " are out; take some back before making it smaller.");
            }
            return acts.add(actor, "sandbox.kit-resized", "kit/" + id, "", "", Map.of("capacity", capacity));
        });
    }

    Grant grant(Actor actor, String kitId, String caseId, long amount) {
        var p = Complaints.officer(actor, sandboxes.of(actor, caseId));
        if (p.c().ended()) {
            throw Refusal.conflict("该参与已结束。", "The participation has ended.");
        }
        return goesOut(actor, kitId, p, amount, false);
    }

    /** Somebody who takes part takes what each may have, without asking. */
    Grant take(Actor actor, String kitId, String caseId, long amount) {
        Access.mayChange(actor);
        var p = sandboxes.of(actor, caseId);
        if (!ownOf(actor, p)) {
            throw Refusal.forbidden("此项由参与方自己领取。", "This is for those who take part.");
        }
        if (!serves(p)) {
            throw Refusal.conflict("准入后、运行期间才能领取。", "It can be taken from the admission to the exit.");
        }
        return goesOut(actor, kitId, p, amount, true);
    }

    /** Whether it is admitted and in a stage with service. */
    static boolean serves(Participation p) {
        return p.terms() != null && p.terms().step(p.c().stage()).isPresent();
    }

    private boolean ownOf(Actor actor, Participation p) {
        return sandboxes
                .office()
                .registry()
                .system(actor, p.c().subject())
                .orgId()
                .equals(actor.orgId());
    }

    /** @param itself whether it is taken by whoever takes part, as much as each may have */
    private Grant goesOut(Actor actor, String kitId, Participation p, long amount, boolean itself) {
        var caseId = p.c().id();
        var grant = new Grant(sandboxes.office().ids().next(), kitId, caseId, amount(amount), sandboxes.now(), null);
        return sandboxes.office().outbox().record((tx, acts) -> {
            var rows = KitRows.in(tx);
            var kit = rows.kit(kitId).orElseThrow(Access::notFound);
            if (!rows.take(kitId, amount)) {
                throw Refusal.conflict(
                        "“" + kit.nameZh() + "”只余 " + kit.free() + " " + kit.unit() + "，不能发出 " + amount + "。",
                        "Of '" + kit.nameEn() + "' " + kit.free() + " " + kit.unit() + " are left; " + amount
                                + " cannot be granted.");
            }
            // after the count went up: whoever takes or ends at the same time waits for this row
            if (itself && rows.held(kitId, caseId) + amount > kit.each()) {
                throw Refusal.conflict(
                        kit.each() == 0 ? "此项须由主管机构发放。" : "每个参与至多领取 " + kit.each() + " " + kit.unit() + "。",
                        kit.each() == 0
                                ? "This is granted by the authority."
                                : "One participation takes " + kit.each() + " " + kit.unit() + " at the most.");
            }
            if (java.util.Objects.requireNonNull(sandboxes.cases().known(caseId))
                    .c()
                    .ended()) {
                throw Refusal.conflict("该参与已结束。", "The participation has ended.");
            }
            rows.grant(grant, actor.id());
            acts.add(
                    actor,
                    itself ? "sandbox.kit-taken" : "sandbox.kit-granted",
                    "case/" + caseId,
                    p.c().subject(),
                    "",
                    Map.of("kit", kitId, "grant", grant.id(), "amount", amount));
            return grant;
        });
    }

    /** The authority takes it back, or whoever has it gives it back. */
    void giveBack(Actor actor, String grantId) {
        Access.mayChange(actor);
        var known = sandboxes.store().read(tx -> KitRows.in(tx).grant(grantId)).orElseThrow(Access::notFound);
        if (!ownOf(actor, sandboxes.of(actor, known.caseId()))) {
            authority(actor);
        }
        sandboxes.office().outbox().record((tx, acts) -> {
            var grant = KitRows.in(tx).grant(grantId).orElseThrow(Access::notFound);
            return giveBack(KitRows.in(tx), acts, actor, grant);
        });
    }

    private boolean giveBack(KitRows rows, Outbox.Acts acts, Actor actor, Grant grant) {
        if (!rows.returned(grant.id(), sandboxes.now())) {
            throw Refusal.conflict("已经收回。", "It came back already.");
        }
        rows.give(grant.kit(), grant.amount());
        acts.add(
                actor,
                "sandbox.kit-returned",
                "case/" + grant.caseId(),
                java.util.Objects.requireNonNull(sandboxes.cases().known(grant.caseId()))
                        .c()
                        .subject(),
                "",
                Map.of("kit", grant.kit(), "grant", grant.id(), "amount", grant.amount()));
        return true;
    }

    /** Takes all back that a participation has, once it has ended. Doing it again changes nothing. */
    void ended(String caseId) {
        for (var grant : sandboxes.store().read(tx -> KitRows.in(tx).of(caseId))) {
            if (grant.returned() == null) {
                sandboxes.office().outbox().record((tx, acts) -> {
                    var now = KitRows.in(tx).grant(grant.id()).orElseThrow(Access::notFound);
                    return now.returned() == null && giveBack(KitRows.in(tx), acts, ITSELF, now);
                });
            }
        }
    }

    private static long amount(long amount) {
        if (amount < 1 || amount > MOST) {
            throw Refusal.invalid("数量须为1至" + MOST + "的整数。", "The amount is a whole number from 1 to " + MOST + ".");
        }
        return amount;
    }

    private static void authority(Actor actor) {
        if (actor.role() != Role.ADMINISTRATOR && actor.role() != Role.OFFICER) {
            throw Refusal.forbidden("此事由主管机构办理。", "This is for the authority.");
        }
    }
}
