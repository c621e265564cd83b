package zhiheng.gateway.permit;

import zhiheng.base.BadValue;

/**
 * The most of each that may be used. 0 stands for no cap; days are those of the permit's zone.
 *
 * @param tokensPerCall asked for by the call ({@code max_tokens} and its kin), the only figure known before the answer
 * @param tokensPerDay counted from the upstream's own usage figures; the call that passes the cap is answered, the next is not
 */
public record Caps(
        int callsPerSecond,
        long callsPerDay,
        long usersPerDay,
        long tokensPerCall,
        long tokensPerDay,
        int concurrentCalls) {
    public static final Caps NONE = new Caps(0, 0, 0, 0, 0, 0);

    public Caps {
        if (callsPerSecond < 0
                || callsPerDay < 0
                || usersPerDay < 0
                || tokensPerCall < 0
                || tokensPerDay < 0
                || concurrentCalls < 0) {
            throw new BadValue("caps", "上限为 0（不限）或更大", "a cap is 0 (none) or more");
        }
        if (usersPerDay > Usage.MOST_USERS) {
            throw new BadValue(
                    "usersPerDay",
                    "用户逐一计数，最多 " + Usage.MOST_USERS,
                    "users per day are counted one by one up to " + Usage.MOST_USERS);
        }
    }

    /** The figure of one cap. */
    public long of(Cap cap) {
        return switch (cap) {
            case CALLS_PER_SECOND -> callsPerSecond;
            case CALLS_PER_DAY -> callsPerDay;
            case USERS_PER_DAY -> usersPerDay;
            case TOKENS_PER_CALL -> tokensPerCall;
            case TOKENS_PER_DAY -> tokensPerDay;
            case CONCURRENT_CALLS -> concurrentCalls;
        };
    }

    /**
     * The same with another figure for one cap.
     *
     * @throws ArithmeticException when a cap of whole calls is beyond an {@code int}
     * @throws IllegalArgumentException when it is below 0 or cannot be counted
     */
    public Caps with(Cap cap, long most) {
        return new Caps(
                cap == Cap.CALLS_PER_SECOND ? Math.toIntExact(most) : callsPerSecond,
                cap == Cap.CALLS_PER_DAY ? most : callsPerDay,
                cap == Cap.USERS_PER_DAY ? most : usersPerDay,
                cap == Cap.TOKENS_PER_CALL ? most : tokensPerCall,
                cap == Cap.TOKENS_PER_DAY ? most : tokensPerDay,
                cap == Cap.CONCURRENT_CALLS ? Math.toIntExact(most) : concurrentCalls);
    }

    /** A tenth of each rate that is capped, at least one; what is not capped stays so, but for the calls in a second. */
    Caps throttled() {
        return new Caps(
                callsPerSecond == 0 ? 1 : tenth(callsPerSecond),
                tenth(callsPerDay),
                usersPerDay,
                tokensPerCall,
                tenth(tokensPerDay),
                concurrentCalls == 0 ? 0 : tenth(concurrentCalls));
    }

    private static int tenth(int cap) {
        return cap == 0 ? 0 : Math.max(1, cap / 10);
    }

    private static long tenth(long cap) {
        return cap == 0 ? 0 : Math.max(1, cap / 10);
    }
}
