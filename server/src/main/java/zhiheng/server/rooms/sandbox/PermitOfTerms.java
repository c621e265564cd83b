package zhiheng.server.rooms.sandbox;

import org.jspecify.annotations.Nullable;
import zhiheng.gateway.permit.Cap;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitState;
import zhiheng.gateway.permit.Scope;
import zhiheng.gateway.permit.Terms;
import zhiheng.office.sandbox.SandboxTerms;

/** The rule by which terms become a permit. What terms do not speak of (labels, inspectors, containment) stays as it was. */
final class PermitOfTerms {
    private PermitOfTerms() {}

    /**
     * The permit of one step.
     *
     * @param now the permit in force; null where there is none
     * @param reopen whether the sandbox itself had stopped the system, so that it may open it again; what an alert or a person made
     *     stricter stays so
     */
    static Permit of(SandboxTerms terms, SandboxTerms.Step step, @Nullable Permit now, String system, boolean reopen) {
        var base = now == null ? Permit.open(system, terms.zone()) : now;
        var caps = base.caps().with(Cap.USERS_PER_DAY, step.users()).with(Cap.CALLS_PER_DAY, step.callsPerDay());
        var old = base.scope();
        var scope = new Scope(
                terms.opens(),
                terms.closes(),
                terms.zone(),
                terms.regions(),
                Math.max(old.youngest(), terms.youngest()),
                terms.models(),
                terms.tools(),
                old.toolSchemas(),
                terms.purposes(),
                old.origins(),
                old.asks());
        return new Permit(
                system,
                base.version(),
                reopen ? PermitState.OPEN : base.state(),
                caps,
                scope,
                keeping(base.terms(), terms.keepContentDays()),
                base.containment(),
                terms.until().plusDays(1).atStartOfDay(terms.zone()).toInstant(),
                base.duties());
    }

    private static Terms keeping(Terms t, int days) {
        return new Terms(
                t.explicitLabel(),
                t.implicitLabel(),
                t.producer(),
                t.inspectors(),
                t.actions(),
                days,
                t.keepRecordDays(),
                t.whenStoreIsDown(),
                t.onAlert());
    }
}
