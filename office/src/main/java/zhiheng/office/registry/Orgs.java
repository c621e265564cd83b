package zhiheng.office.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import zhiheng.base.CreditCode;
import zhiheng.base.Ids;
import zhiheng.base.Refusal;
import zhiheng.office.acts.Outbox;
import zhiheng.office.acts.Port;
import zhiheng.office.acts.Transaction;
import zhiheng.office.acts.Transactions;
import zhiheng.office.input.Input;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Fit;
import zhiheng.office.people.Org;
import zhiheng.office.people.OrgNumber;
import zhiheng.office.people.OrgTx;
import zhiheng.office.people.Role;

/** The organisations: no two with one name or one number, however they are spelled. */
public final class Orgs {
    private static final int NUMBER = 100;

    private final Transactions store;
    private final Port<? extends OrgTx> orgs;
    private final Outbox outbox;
    private final Ids ids;

    /** Who belongs to an organisation is known elsewhere. */
    public interface Members {
        /** The roles of those in it who may enter. */
        Set<Role> roles(Transaction tx, String orgId);
    }

    public Orgs(Transactions store, Port<? extends OrgTx> orgs, Outbox outbox, Ids ids) {
        this.store = store;
        this.orgs = orgs;
        this.outbox = outbox;
        this.ids = ids;
    }

    public static String name(String typed) {
        return Input.required("组织名称", "organisation's name", typed, Input.NAME);
    }

    /** A number to keep; a code of China's is kept in capitals and without what people put between. */
    public static OrgNumber number(OrgNumber.Register register, String typed) {
        var text = Input.optional("登记号", "register number", typed, NUMBER);
        if (text.isEmpty()) {
            return OrgNumber.NONE;
        }
        if (register == OrgNumber.Register.OTHER) {
            return new OrgNumber(register, text);
        }
        var code = text.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
        CreditCode.problem(code).ifPresent(wrong -> {
            throw Refusal.invalid(wrong.zh() + "。", capital(wrong.en()) + ".");
        });
        return new OrgNumber(register, code);
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    public Org create(Actor actor, Org.Kind kind, String name) {
        return create(actor, new Org.Details(kind, name, OrgNumber.NONE));
    }

    public Org create(Actor actor, Org.Details typed) {
        administrator(actor);
        var org = new Org(ids.next(), checked(typed), false, 1);
        return outbox.record((tx, acts) -> {
            add(orgs.in(tx), org);
            acts.add(
                    actor,
                    "org.created",
                    org.id(),
                    "",
                    "",
                    Map.of("kind", org.kind().name()));
            return org;
        });
    }

    /** Adds one whose details are {@link #checked}, unless there is one of that name or number. */
    public static void add(OrgTx tx, Org org) {
        only(tx, org);
        tx.addOrg(org);
    }

    /**
     * Changes what is said of an organisation, if it still is as seen and its people's roles fit what it becomes.
     *
     * @return the organisation as it is now
     */
    public Org change(Actor actor, String id, long seenVersion, Org.Details typed, Members members) {
        administrator(actor);
        var details = checked(typed);
        return outbox.record((tx, acts) -> {
            var before = orgs.in(tx).org(id).orElseThrow(Access::notFound);
            if (before.version() != seenVersion) {
                throw stale();
            }
            var changed = changed(before, details);
            if (changed.isEmpty()) {
                return before;
            }
            var after = before.with(details);
            only(orgs.in(tx), after);
            members.roles(tx, id).forEach(role -> Fit.check(role, after));
            if (!orgs.in(tx).changeOrg(after, seenVersion)) {
                throw stale();
            }
            acts.add(
                    actor,
                    "org.changed",
                    id,
                    "",
                    "",
                    Map.of("kind", details.kind().name(), "changed", changed));
            return after;
        });
    }

    private static List<String> changed(Org before, Org.Details after) {
        var changed = new ArrayList<String>();
        if (before.kind() != after.kind()) {
            changed.add("kind");
        }
        if (!before.name().equals(after.name())) {
            changed.add("name");
        }
        if (!before.number().equals(after.number())) {
            changed.add("number");
        }
        return changed;
    }

    /** What was typed, as it is kept; refused where it cannot be. */
    public static Org.Details checked(Org.Details typed) {
        return new Org.Details(
                typed.kind(),
                name(typed.name()),
                number(typed.number().register(), typed.number().value()));
    }

    private static void only(OrgTx tx, Org org) {
        for (var other : tx.orgs()) {
            if (other.id().equals(org.id())) {
                continue;
            }
            if (Org.nameKey(other.name()).equals(Org.nameKey(org.name()))) {
                throw Refusal.conflict(
                        "已有同名组织“" + other.name() + "”。",
                        "There is an organisation of this name: " + other.name() + ".");
            }
            var number = Org.numberKey(org.number());
            if (!number.isEmpty() && number.equals(Org.numberKey(other.number()))) {
                throw Refusal.conflict(
                        "组织“" + other.name() + "”已使用此登记号。",
                        "The organisation " + other.name() + " has this register number.");
            }
        }
    }

    private static Refusal stale() {
        return Refusal.conflict(
                "该组织已被他人修改。请核对现有内容后再保存。",
                "The organisation was changed meanwhile. Look at what it is now, then save again.");
    }

    private static void administrator(Actor actor) {
        if (actor.role() != Role.ADMINISTRATOR) {
            throw Refusal.forbidden("只有管理员可以管理组织。", "Only an administrator manages organisations.");
        }
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
