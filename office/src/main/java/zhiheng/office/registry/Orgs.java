package zhiheng.office.registry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import zhiheng.base.Ids;
import zhiheng.base.Refusal;
import zhiheng.office.acts.Outbox;
import zhiheng.office.acts.Port;
import zhiheng.office.acts.Transactions;
import zhiheng.office.input.Input;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;
import zhiheng.office.people.OrgTx;
import zhiheng.office.people.Role;

/** The organisations. */
public final class Orgs {
    private final Transactions store;
    private final Port<? extends OrgTx> orgs;
    private final Outbox outbox;
    private final Ids ids;

    public Orgs(Transactions store, Port<? extends OrgTx> orgs, Outbox outbox, Ids ids) {
        this.store = store;
        this.orgs = orgs;
        this.outbox = outbox;
        this.ids = ids;
    }

    public Org create(Actor actor, Org.Kind kind, String name) {
        if (actor.role() != Role.ADMINISTRATOR) {
            throw Refusal.forbidden("只有管理员可以新建组织。", "Only an administrator creates organisations.");
        }
        var org = new Org(ids.next(), kind, Input.required("组织名称", "organisation's name", name, Input.NAME));
        return outbox.record((tx, acts) -> {
            orgs.in(tx).addOrg(org);
            acts.add(actor, "org.created", org.id(), "", "", Map.of("kind", kind.name()));
            return org;
        });
    }

    /** One organisation; empty if there is none or the actor may not see it. */
    public Optional<Org> find(Actor actor, String id) {
        return store.read(tx -> orgs.in(tx).org(id)).filter(org -> Access.sees(actor, org.id()));
    }

    /** All organisations the actor may see, by name. */
    public List<Org> seenBy(Actor actor) {
        var all = store.read(tx -> orgs.in(tx).orgs());
        return all.stream().filter(org -> Access.sees(actor, org.id())).toList();
    }
}
