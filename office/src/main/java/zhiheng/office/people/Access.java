package zhiheng.office.people;

import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.base.Refusal.Kind;

/** What an actor may see and change, and the refusals that say so. */
public final class Access {
    private Access() {}

    public static void mayChange(Actor actor) {
        if (!actor.role().mayChange()) {
            throw Refusal.forbidden("审计员只能查看。", "An auditor reads and changes nothing.");
        }
    }

    /** The organisation that bounds what the actor sees; null sees all. */
    public static @Nullable String bound(Actor actor) {
        return actor.role().seesAll() ? null : actor.orgId();
    }

    public static boolean sees(Actor actor, String orgId) {
        return actor.role().seesAll() || actor.orgId().equals(orgId);
    }

    /** Also for what is there but not the actor's to see: an answer must not tell the two apart. */
    public static Refusal notFound() {
        return new Refusal(
                Kind.NOT_FOUND,
                "没有这个对象，或您无权查看。请检查编号。",
                "There is no such thing, or it is not yours to see. Check the id.");
    }
}
