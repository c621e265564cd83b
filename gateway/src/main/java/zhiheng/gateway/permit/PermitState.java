package zhiheng.gateway.permit;

/** How far an AI system may act. Declared from lax to strict; the order is what "the stricter of two" means. */
public enum PermitState {
    /** Within the caps. */
    OPEN,
    /** Within a tenth of the caps on calls and tokens. */
    THROTTLED,
    /** Only the fallback model answers. */
    DEGRADED,
    /** Every answer waits for a person. */
    REVIEW,
    /** Nothing passes. */
    STOPPED;

    public PermitState stricter(PermitState other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
