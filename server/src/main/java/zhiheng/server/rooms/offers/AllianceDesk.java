package zhiheng.server.rooms.offers;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.cases.Event;
import zhiheng.cases.Moved;
import zhiheng.cases.Procedure;
import zhiheng.cases.Who;
import zhiheng.office.Office;
import zhiheng.office.acts.Transactions;
import zhiheng.office.acts.Words;
import zhiheng.office.input.Input;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Role;
import zhiheng.server.rooms.cases.CaseDesk;

/**
 * Alliances move by the procedure {@code alliance}: the asker leads, others ask to join and are admitted, the lead files a plan and at
 * the end what was delivered. All who are signed in see them, so that partners find each other. Time passes when one is looked at.
 */
final class AllianceDesk {
    static final String PROCEDURE = "alliance";
    private static final Actor TIME = new Actor(Who.SYSTEM.person(), "", Role.ADMINISTRATOR);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Map<String, String> FILED = Map.of("start", "plan", "finish", "result");

    private final Transactions store;
    private final Office office;
    private final CaseDesk cases;
    private final OfferDesk offers;

    AllianceDesk(Transactions store, Office office, CaseDesk cases, OfferDesk offers) {
        this.store = store;
        this.office = office;
        this.cases = cases;
        this.offers = offers;
    }

    Procedure procedure(Alliance a) {
        return cases.rules(a.c()).procedure();
    }

    /** Whether a procedure for alliances is installed. */
    boolean installed() {
        return cases.procedures().find(PROCEDURE).isPresent();
    }

    private Who who(Actor actor) {
        var org = office.orgs().find(actor, actor.orgId()).orElseThrow(Access::notFound);
        return new Who(
                actor.id(),
                org.id(),
                org.operator()
                        ? Procedure.Holder.AUTHORITY
                        : Procedure.Holder.valueOf(org.kind().name()));
    }

    /** The asker calls for partners on an asking; there is one alliance for each. */
    Alliance open(Actor actor, String asking) {
        Access.mayChange(actor);
        var told = offers.asking(actor, asking).asking();
        if (!told.org().equals(actor.orgId())) {
            throw Refusal.forbidden("由需求单位自己发起。", "The organisation whose asking it is calls for partners.");
        }
        var procedure = cases.procedures().of(PROCEDURE);
        var rules = cases.procedures().cases(procedure);
        return office.outbox().record((tx, acts) -> {
            var id = office.ids().next();
            var moved = rules.open(id, id, Map.of("lead", actor.orgId()), who(actor), cases.now());
            cases.remember(tx, procedure);
            var made = new Alliance(id, asking, told.title(), actor.orgId(), "", "", moved.next(), List.of());
            if (!AllianceRows.in(tx).add(made, rules.wakes(moved.next()), cases.now())) {
                throw Refusal.conflict("该需求已有联合体。", "There is an alliance on this asking already.");
            }
            acts.add(actor, "alliance.opened", "alliance/" + id, "", "", details(moved, "", "", ""));
            return made;
        });
    }

    List<Alliance> list(@Nullable String before, int limit) {
        store.read(tx -> AllianceRows.in(tx).due(cases.now())).forEach(this::pass);
        return store.read(tx -> AllianceRows.in(tx).list(before, limit));
    }

    @Nullable
    Alliance of(String asking) {
        return store.read(tx -> AllianceRows.in(tx).of(asking)).orElse(null);
    }

    Alliance one(String id) {
        if (store.read(tx -> AllianceRows.in(tx).due(cases.now())).contains(id)) {
            pass(id);
        }
        return store.read(tx -> AllianceRows.in(tx).one(id)).orElseThrow(Access::notFound);
    }

    /**
     * Does a deed of the procedure.
     *
     * @param seen the step from which the actor started
     * @param org the member to admit; else ""
     * @param words the part of who asks to join, the plan, the result
     */
    Alliance act(Actor actor, String id, long seen, String deed, String org, String words) {
        Access.mayChange(actor);
        var said = Input.optional("内容", "text", words, Input.TEXT);
        var who = who(actor);
        one(id);
        return office.outbox().record((tx, acts) -> {
            var rows = AllianceRows.in(tx);
            var before = rows.one(id).orElseThrow(Access::notFound);
            if (before.c().step() != seen) {
                throw Refusal.conflict("另有他人已办理，请查看后再办。", "Somebody else acted meanwhile; look and act again.");
            }
            check(before, actor, deed, org, said);
            var c = before.c();
            var item = FILED.get(deed);
            if (item != null) {
                var salt = salt();
                c = cases.rules(c)
                        .on(c, new Event.File(item, Words.digest(salt, said), who, cases.now()))
                        .next();
                if (item.equals("plan")) {
                    rows.plan(id, said, salt);
                } else {
                    rows.result(id, said, salt);
                }
            }
            var moved = cases.rules(c).on(c, new Event.Act(deed, who, cases.now()));
            switch (deed) {
                case "join" -> rows.member(id, new Alliance.Member(actor.orgId(), said, Alliance.State.ASKED));
                case "leave" -> rows.member(id, new Alliance.Member(actor.orgId(), "", Alliance.State.LEFT));
                case "admit" -> rows.member(id, admitted(before, org));
                default -> {}
            }
            rows.put(id, moved.next(), cases.rules(moved.next()).wakes(moved.next()), cases.now());
            acts.add(
                    actor,
                    "alliance.acted",
                    "alliance/" + id,
                    "",
                    "",
                    details(moved, before.c().stage(), org, said));
            return rows.one(id).orElseThrow(Access::notFound);
        });
    }

    private static String salt() {
        var bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static void check(Alliance a, Actor actor, String deed, String org, String said) {
        var me = actor.orgId();
        switch (deed) {
            case "join" -> {
                if (a.lead().equals(me) || a.has(me)) {
                    throw Refusal.conflict("本单位已在其中。", "Your organisation is in it already.");
                }
                if (said.isEmpty()) {
                    throw Refusal.invalid("请写明能承担什么。", "Say what you would do.");
                }
            }
            case "leave" -> {
                if (!a.has(me)) {
                    throw Refusal.conflict("本单位不在其中。", "Your organisation is not in it.");
                }
            }
            case "admit" -> admitted(a, org);
            case "start" -> {
                if (a.members().stream().noneMatch(m -> m.state() == Alliance.State.JOINED)) {
                    throw Refusal.conflict("还没有成员，不能开始。", "Nobody has joined yet; it cannot start.");
                }
                if (said.isEmpty()) {
                    throw Refusal.invalid("请写明分工方案。", "Write the plan with everybody’s part.");
                }
            }
            case "finish" -> {
                if (said.isEmpty()) {
                    throw Refusal.invalid("请写明交付了什么。", "Write what was delivered.");
                }
            }
            default -> {}
        }
    }

    private static Alliance.Member admitted(Alliance a, String org) {
        return a.members().stream()
                .filter(m -> m.org().equals(org) && m.state() == Alliance.State.ASKED)
                .findFirst()
                .map(m -> new Alliance.Member(m.org(), m.part(), Alliance.State.JOINED))
                .orElseThrow(() -> Refusal.conflict("该单位没有申请加入。", "That organisation has not asked to join."));
    }

    private void pass(String id) {
        office.outbox().record((tx, acts) -> {
            var rows = AllianceRows.in(tx);
            var before = rows.one(id).orElseThrow(Access::notFound);
            var moved = cases.rules(before.c()).on(before.c(), new Event.Pass(cases.now()));
            rows.put(id, moved.next(), cases.rules(moved.next()).wakes(moved.next()), cases.now());
            if (!moved.deeds().isEmpty()) {
                acts.add(
                        TIME,
                        "alliance.time",
                        "alliance/" + id,
                        "",
                        "",
                        details(moved, before.c().stage(), "", ""));
            }
            return moved;
        });
    }

    private static Map<String, Object> details(Moved moved, String from, String org, String words) {
        var c = moved.next();
        var details = new LinkedHashMap<String, Object>();
        details.put("procedure", c.procedure());
        details.put("version", c.version());
        details.put("step", c.step());
        details.put("from", from);
        details.put("to", c.stage());
        details.put(
                "deeds",
                moved.deeds().stream()
                        .map(d -> d.sort().name() + " " + d.subject())
                        .toList());
        if (!org.isEmpty()) {
            details.put("org", org);
        }
        if (!words.isEmpty()) {
            details.put("words", Words.keptElsewhere(words));
        }
        return details;
    }
}
