package zhiheng.gateway.permit;

/** What the permit says about one call. */
public sealed interface Decision {
    /** Seconds after which to try again where a gateway only lacks a share of a cap that others have not used up. */
    long SOON = 1;

    /** It may pass; {@code lease} is closed when it is over. The state tells how: held for review, or answered by the fallback. */
    record Pass(Permit permit, PermitState state, Lease lease) implements Decision {}

    /**
     * It may not.
     *
     * @param version of the permit, 0 when there is none
     * @param duty the duty behind the clause, empty when the permit names none
     * @param retryAfterSeconds when to try again, 0 when trying again is no use
     * @param detail what exactly was not permitted, e.g. the model's name; empty where the clause says it all
     */
    record Refuse(Clause clause, long version, String duty, long retryAfterSeconds, String detail)
            implements Decision {}
}
