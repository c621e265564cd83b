package zhiheng.gateway.permit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.Ask;

/** The clauses that need no counting. */
final class Rules {
    private Rules() {}

    static Decision.@Nullable Refuse refusal(Permit permit, PermitState state, Ask ask, Instant now) {
        return refusal(permit, state, ask, now, true);
    }

    /** @param model whether a model is asked; a tool that is called by itself has none, and uses no tokens */
    static Decision.@Nullable Refuse refusal(Permit permit, PermitState state, Ask ask, Instant now, boolean model) {
        if (state == PermitState.STOPPED) {
            return refuse(permit, permit.state() == PermitState.STOPPED ? Clause.STOPPED : Clause.EXPIRED, "", 0);
        }
        var scope = permit.scope();
        if (!scope.isOpenAt(now.atZone(scope.zone()).toLocalTime())) {
            return refuse(permit, Clause.HOURS, scope.opens() + "–" + scope.closes() + " " + scope.zone(), 0);
        }
        if (!scope.regions().isEmpty()
                && (ask.region() == null || !scope.regions().contains(ask.region()))) {
            return refuse(permit, Clause.REGION, named(ask.region()), 0);
        }
        var barred = permit.barred();
        if (!barred.regions().isEmpty()
                && (ask.region() == null || barred.regions().contains(ask.region()))) {
            return refuse(permit, Clause.REGION, named(ask.region()), 0);
        }
        if (!barred.tenants().isEmpty()
                && (ask.tenant() == null || barred.tenants().contains(ask.tenant()))) {
            return refuse(permit, Clause.TENANT, named(ask.tenant()), 0);
        }
        if (scope.youngest() > 0 && ask.age() < scope.youngest()) {
            return refuse(permit, Clause.AGE, ask.age() < 0 ? "" : "< " + scope.youngest(), 0);
        }
        if (!scope.purposes().isEmpty()
                && (ask.purpose() == null || !scope.purposes().contains(ask.purpose()))) {
            return refuse(permit, Clause.PURPOSE, named(ask.purpose()), 0);
        }
        if (model
                && !ask.isOfNoModel()
                && !scope.models().isEmpty()
                && !scope.models().contains(ask.model())) {
            return refuse(permit, Clause.MODEL, ask.model(), 0);
        }
        if (model && barred.models().contains(ask.model())) {
            return refuse(permit, Clause.MODEL, ask.model(), 0);
        }
        for (var tool : ask.tools()) {
            if (barred.shutsTool(tool)) {
                return refuse(permit, Clause.TOOL, tool, 0);
            }
            if (model ? !scope.tools().isEmpty() && !scope.tools().contains(tool) : !scope.allowsTool(tool)) {
                return refuse(permit, Clause.TOOL, tool, 0);
            }
        }
        long most = permit.caps().tokensPerCall();
        if (model && most > 0 && !ask.isOfNoModel() && (ask.maxTokens() == 0 || ask.maxTokens() > most)) {
            return refuse(permit, Clause.TOKENS_PER_CALL, "max_tokens ≤ " + most, 0);
        }
        return null;
    }

    private static String named(@Nullable String value) {
        return value == null ? "" : value;
    }

    static Decision.Refuse refuse(Permit permit, Clause clause, String detail, long retryAfterSeconds) {
        return new Decision.Refuse(
                clause, permit.version(), permit.duties().getOrDefault(clause.id(), ""), retryAfterSeconds, detail);
    }
}
