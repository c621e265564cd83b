package zhiheng.server.rooms.sandbox;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.cases.Case;
import zhiheng.cases.Event;
import zhiheng.cases.Procedure;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitState;
import zhiheng.gateway.permit.Permits;
import zhiheng.gateway.permit.Region;
import zhiheng.office.Office;
import zhiheng.office.acts.Transactions;
import zhiheng.office.duties.Sha256;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Role;
import zhiheng.office.registry.DutyState;
import zhiheng.office.sandbox.SandboxTerms;
import zhiheng.office.sandbox.Waivers;
import zhiheng.server.rooms.cases.CaseDesk;
import zhiheng.watch.pace.Advice;

/**
 * What a case of a sandbox brings about. The case decides, by its procedure and its people; this carries out: the permit follows the
 * stage, duties are waived and owed again, harm is looked at and measured into the case. Carrying out twice changes nothing, so a
 * crash between two steps is mended by doing it again.
 */
final class Sandboxes {
    private static final String EXEMPTIONS_ENDED = "exemptions-ended";
    /** Who the ledger says it was when the room carried out what two persons had decided. */
    private static final Actor ITSELF = new Actor("zhiheng", "", Role.ADMINISTRATOR);

    private final Transactions store;
    private final Office office;
    private final CaseDesk cases;
    private final @Nullable Permits permits;
    private final @Nullable Harm harm;
    private final Clock clock;

    Sandboxes(
            Transactions store,
            Office office,
            CaseDesk cases,
            @Nullable Permits permits,
            @Nullable Harm harm,
            Clock clock) {
        this.store = store;
        this.office = office;
        this.cases = cases;
        this.permits = permits;
        this.harm = harm;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    Transactions store() {
        return store;
    }

    Office office() {
        return office;
    }

    CaseDesk cases() {
        return cases;
    }

    /** A case of a sandbox that the actor may see. */
    Participation of(Actor actor, String id) {
        var row = cases.one(actor, id);
        return participation(row.c());
    }

    Participation participation(Case c) {
        var procedure = cases.procedure(c);
        if (procedure.kind() != Procedure.Kind.SANDBOX) {
            throw Refusal.invalid("这不是沙盒案件。", "That case is not a participation in a sandbox.");
        }
        var known = Objects.requireNonNull(cases.known(c.id()));
        return Participation.of(known.c(), procedure, known.steps());
    }

    /** Puts terms on file. They bind nobody before two persons decide the admission. */
    Case file(Actor actor, String id, long seen, SandboxTerms terms) {
        var p = of(actor, id);
        if (p.procedure().items().stream()
                .noneMatch(i -> i.id().equals(Participation.TERMS) && i.sort() == Procedure.Item.Sort.DOCUMENT)) {
            throw Refusal.invalid("本程序没有材料“terms”，无法收入准入条件。", "The procedure has no document 'terms' to take them in.");
        }
        for (var step : terms.steps()) {
            if (p.procedure().stages().stream().noneMatch(s -> s.id().equals(step.stage()))) {
                throw Refusal.invalid(
                        "本程序没有阶段“" + step.stage() + "”；可用：" + stages(p) + "。",
                        "The procedure has no stage '" + step.stage() + "'; it has " + stages(p) + ".");
            }
        }
        paced(p, terms);
        for (var region : terms.regions()) {
            var problem = Region.problem(region);
            if (problem != null) {
                throw new Refusal(Refusal.Kind.MALFORMED, problem).at("regions");
            }
        }
        if (!terms.until().isAfter(today(p))) {
            throw Refusal.invalid("期限须晚于今天。", "The last day must lie after today.");
        }
        Waivers.check(
                terms,
                office.dossiers().of(actor, p.c().subject(), office.days()).duties(),
                today(p));
        return cases.act(
                actor,
                id,
                seen,
                TermsJson.write(terms),
                by -> new Event.File(Participation.TERMS, by.digest(), by.who(), by.at()));
    }

    private static void paced(Participation p, SandboxTerms terms) {
        try {
            new Participation(p.c(), p.procedure(), terms, terms, List.of(), p.stop()).pace();
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid(
                    "分级次序与程序给出的危害率界限不符：越大的级，界限不得越宽。",
                    "The order of steps does not fit the bounds that the procedure gives: a larger stage has no greater"
                            + " bound. " + e.getMessage());
        }
    }

    private static String stages(Participation p) {
        return String.join(
                ", ", p.procedure().stages().stream().map(Procedure.Stage::id).toList());
    }

    /** The permit that terms would lead to in one of their steps. */
    Permit proposal(Participation p, SandboxTerms terms, SandboxTerms.Step step) {
        var system = p.c().subject();
        return PermitOfTerms.of(terms, step, permits == null ? null : permits.of(system), system, true);
    }

    Optional<SandboxRows.Applied> applied(String id) {
        return store.read(tx -> SandboxRows.in(tx).applied(id));
    }

    /** Those that something was last carried out for at that moment or later. */
    List<String> since(Instant time) {
        return store.read(tx -> SandboxRows.in(tx).since(time));
    }

    /** Whether it is a participation in a sandbox that has come to its end. */
    boolean ended(String id) {
        var known = cases.known(id);
        return known != null && known.c().ended() && cases.procedure(known.c()).kind() == Procedure.Kind.SANDBOX;
    }

    /** Those that are not closed, or have something left to be taken away. */
    List<String> live() {
        var all = new ArrayList<>(cases.open(Procedure.Kind.SANDBOX));
        store.read(tx -> SandboxRows.in(tx).live()).stream()
                .filter(id -> !all.contains(id))
                .forEach(all::add);
        return all;
    }

    /** Brings permit and waivers to where the case stands. */
    synchronized void carryOut(String id) {
        var known = cases.known(id);
        if (known == null || cases.procedure(known.c()).kind() != Procedure.Kind.SANDBOX) {
            return;
        }
        var p = Participation.of(known.c(), cases.procedure(known.c()), known.steps());
        var terms = p.terms();
        var before = applied(id).orElse(null);
        if (terms == null || permits == null || (before != null && before.stop() == p.stop())) {
            return;
        }
        var step = p.step();
        boolean ours = before != null && before.stopped();
        var permit = step.map(s -> served(p, terms, s, ours)).orElseGet(() -> stopped(p));
        boolean over = step.isEmpty() && !p.mayServeAgain();
        var waived = before == null ? waive(p, terms) : before.waived();
        if (over) {
            owe(p, waived);
            waived = List.of();
        }
        if (over) {
            exempted(p, terms);
        }
        var now = new SandboxRows.Applied(
                p.stop(), p.c().stage(), permit == null ? 0 : permit.version(), step.isEmpty(), waived);
        store.write(tx -> {
            SandboxRows.in(tx).apply(id, now, clock.instant());
            return now;
        });
    }

    /** Puts on file that exemptions have ended, where the procedure has it as a step that the server may take. */
    private void exempted(Participation p, SandboxTerms terms) {
        boolean ours = p.procedure().items().stream()
                .filter(i -> i.id().equals(EXEMPTIONS_ENDED) && !p.c().items().containsKey(i.id()))
                .anyMatch(
                        i -> i.by().stream().anyMatch(r -> p.procedure().role(r).heldBy() == Procedure.Holder.SYSTEM));
        if (ours && !p.c().ended()) {
            var digest = Sha256.of(String.join(
                    "\n",
                    terms.waivers().stream().map(SandboxTerms.Waiver::duty).toList()));
            cases.byItself(p.c().id(), by -> new Event.File(EXEMPTIONS_ENDED, digest, by.who(), by.at()));
        }
    }

    private Permit served(Participation p, SandboxTerms terms, SandboxTerms.Step step, boolean ours) {
        var all = Objects.requireNonNull(permits);
        var system = p.c().subject();
        var permit = all.of(system);
        var wanted = PermitOfTerms.of(terms, step, permit, system, ours || permit == null);
        return permit != null && wanted.equals(permit)
                ? permit
                : all.change(
                        wanted,
                        by(p),
                        "沙盒阶段：" + p.procedure().stage(step.stage()).name().zh() + " / Sandbox stage: "
                                + p.procedure().stage(step.stage()).name().en(),
                        evidence(p));
    }

    private @Nullable Permit stopped(Participation p) {
        var all = Objects.requireNonNull(permits);
        var permit = all.of(p.c().subject());
        if (permit == null || permit.state() == PermitState.STOPPED) {
            return permit;
        }
        return all.change(
                permit.with(PermitState.STOPPED),
                by(p),
                "沙盒阶段没有服务：" + p.procedure().stage(p.c().stage()).name().zh() + " / No service in the sandbox's stage: "
                        + p.procedure().stage(p.c().stage()).name().en(),
                evidence(p));
    }

    private static String by(Participation p) {
        return p.deciders().isEmpty() ? ITSELF.id() : p.deciders().getLast();
    }

    private static Map<String, Object> evidence(Participation p) {
        var c = p.c();
        var details = new LinkedHashMap<String, Object>();
        details.put("case", c.id());
        details.put("procedure", c.procedure());
        details.put("stage", c.stage());
        details.put("stop", p.stop());
        details.put("decidedBy", p.deciders());
        var filed = c.items().get(Participation.TERMS);
        if (filed != null) {
            details.put("terms", filed.digest());
        }
        return details;
    }

    /** Today where the sandbox is run. */
    LocalDate today(Participation p) {
        return LocalDate.ofInstant(now(), p.procedure().zone());
    }

    private List<String> waive(Participation p, SandboxTerms terms) {
        var done = new ArrayList<String>();
        for (var waiver : terms.waivers()) {
            if (!waiver.until().isBefore(today(p))) {
                mark(p, waiver.duty(), DutyState.EXEMPTED, waiver);
                done.add(waiver.duty());
            }
        }
        return done;
    }

    private void owe(Participation p, List<String> duties) {
        duties.forEach(duty -> mark(p, duty, DutyState.NOT_ASSESSED, null));
    }

    /** A duty that somebody has said something else about meanwhile keeps that; one that the system no longer has is passed over. */
    private void mark(Participation p, String duty, DutyState state, SandboxTerms.@Nullable Waiver waiver) {
        var system = p.c().subject();
        var found = office.dossiers().of(ITSELF, system, office.days()).duties().stream()
                .filter(d -> d.duty().id().equals(duty))
                .findFirst();
        if (found.isEmpty()
                || !found.get().duty().waivable()
                || (waiver == null && found.get().standing() != DutyState.EXEMPTED)) {
            return;
        }
        office.duties()
                .set(
                        ITSELF,
                        system,
                        duty,
                        state,
                        found.get().owner(),
                        waiver == null ? null : waiver.until(),
                        waiver == null ? "" : "沙盒案件 / sandbox case " + p.c().id(),
                        found.get().version());
    }

    /** Looks at the harm of the present stage, measures it into the case, and falls back where the procedure lets the server do so. */
    synchronized Optional<Advice> look(String id) {
        var known = cases.known(id);
        var h = harm;
        if (known == null || known.c().ended() || h == null) {
            return Optional.empty();
        }
        var p = Participation.of(known.c(), cases.procedure(known.c()), known.steps());
        var pace = p.pace();
        int stage = p.paced();
        if (pace.isEmpty() || stage < 0) {
            return Optional.empty();
        }
        var now = clock.instant();
        h.draw(p, now);
        var findings = h.findings(p, now);
        var advice = pace.get().advise(stage, p.visit(), findings);
        var bounds = advice.harm();
        var look = new Look(
                now,
                p.c().stage(),
                p.visit(),
                findings.calls(),
                findings.judged(),
                findings.harmful(),
                bounds.low(),
                bounds.estimate(),
                bounds.high(),
                pace.get().stages().get(stage).bound());
        boolean fresh = store.write(tx -> {
            var rows = SandboxRows.in(tx);
            var last = rows.looks(id).stream().findFirst().orElse(null);
            boolean same = last != null
                    && new Look(
                                    now,
                                    last.stage(),
                                    last.visit(),
                                    last.calls(),
                                    last.judged(),
                                    last.harmful(),
                                    last.low(),
                                    last.estimate(),
                                    last.high(),
                                    last.bound())
                            .equals(look);
            if (!same) {
                rows.look(id, look);
            }
            return !same;
        });
        if (fresh && p.measurable()) {
            cases.byItself(
                    id,
                    by -> new Event.Measure(
                            Participation.HARM, bounds.low(), bounds.high(), findings.judged(), by.who(), by.at()));
        }
        if (advice instanceof Advice.FallBack) {
            p.fallBack()
                    .filter(move -> cases.procedures()
                            .cases(p.procedure())
                            .missing(
                                    Objects.requireNonNull(cases.known(id)).c(),
                                    move.event(),
                                    zhiheng.cases.Who.SYSTEM,
                                    now)
                            .isEmpty())
                    .ifPresent(move -> cases.byItself(id, by -> new Event.Act(move.event(), by.who(), by.at())));
        }
        return Optional.of(advice);
    }
}
