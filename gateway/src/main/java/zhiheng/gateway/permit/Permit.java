package zhiheng.gateway.permit;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.BadValue;

/**
 * What one AI system may do now. The gateway holds one per system and nothing else decides about a call.
 *
 * @param version 1 for the first, one more with each change
 * @param expires after this moment the system is stopped; null for never
 * @param containment what a call may do once it has read text that somebody else wrote
 * @param barred what is shut out whatever the scope allows
 * @param duties the duty behind a {@link Clause}, by the clause's id, as a pack names it; shown with every refusal
 */
public record Permit(
        String system,
        long version,
        PermitState state,
        Caps caps,
        Scope scope,
        Terms terms,
        Containment containment,
        @Nullable Instant expires,
        Map<String, String> duties,
        Barred barred) {
    public Permit {
        if (!system.matches("[A-Za-z0-9._-]{1,100}")) {
            throw new BadValue(
                    "system", "系统编号为 1 至 100 个 A-Z a-z 0-9 . _ -", "a system's id is 1 to 100 of A-Z a-z 0-9 . _ -");
        }
        duties = Map.copyOf(duties);
    }

    /** One that contains nothing. */
    public Permit(
            String system,
            long version,
            PermitState state,
            Caps caps,
            Scope scope,
            Terms terms,
            @Nullable Instant expires,
            Map<String, String> duties) {
        this(system, version, state, caps, scope, terms, Containment.NONE, expires, duties, Barred.NONE);
    }

    /** One that shuts nothing out. */
    public Permit(
            String system,
            long version,
            PermitState state,
            Caps caps,
            Scope scope,
            Terms terms,
            Containment containment,
            @Nullable Instant expires,
            Map<String, String> duties) {
        this(system, version, state, caps, scope, terms, containment, expires, duties, Barred.NONE);
    }

    /** Open, without caps, keeping records for six months. */
    public static Permit open(String system, ZoneId zone) {
        return new Permit(system, 1, PermitState.OPEN, Caps.NONE, Scope.anywhere(zone), Terms.DEFAULT, null, Map.of());
    }

    public Permit with(PermitState state) {
        return new Permit(system, version, state, caps, scope, terms, containment, expires, duties, barred);
    }

    public Permit with(Containment containment) {
        return new Permit(system, version, state, caps, scope, terms, containment, expires, duties, barred);
    }

    public Permit with(Terms terms) {
        return new Permit(system, version, state, caps, scope, terms, containment, expires, duties, barred);
    }

    public Permit with(Barred barred) {
        return new Permit(system, version, state, caps, scope, terms, containment, expires, duties, barred);
    }

    /** The same under another number; a change names the one that it starts from. */
    public Permit numbered(long version) {
        return new Permit(system, version, state, caps, scope, terms, containment, expires, duties, barred);
    }

    /** What holds at {@code now}: an expired permit is a stopped one. */
    PermitState stateAt(Instant now) {
        return expires != null && !now.isBefore(expires) ? PermitState.STOPPED : state;
    }

    /** The caps that hold in this state. */
    public Caps capsInForce() {
        return state == PermitState.THROTTLED ? caps.throttled() : caps;
    }
}
