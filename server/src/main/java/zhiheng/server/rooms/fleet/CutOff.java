package zhiheng.server.rooms.fleet;

import java.time.Duration;
import java.util.Locale;
import zhiheng.base.Refusal;
import zhiheng.gateway.permit.PermitState;

/**
 * What a gateway does that no longer hears the office: after {@code after} no system is freer than {@code state}, after {@code stop} none
 * passes a call. The office sets it and signs it; a gateway that never heard it goes by {@link #DEFAULT}.
 */
public record CutOff(Duration after, PermitState state, Duration stop) {
    private static final Duration LEAST = Duration.ofSeconds(10);
    private static final Duration MOST = Duration.ofDays(30);
    static final CutOff DEFAULT = new CutOff(Duration.ofMinutes(5), PermitState.THROTTLED, Duration.ofHours(24));

    public CutOff {
        if (after.compareTo(LEAST) < 0 || stop.compareTo(MOST) > 0 || stop.compareTo(after) < 0) {
            throw Refusal.invalid(
                    "失联后收紧的时间为 10 秒以上，停止的时间不早于它且不超过 30 天。",
                    "The time to the stricter state is 10 seconds or more, the time to the stop no less and at most 30"
                            + " days.");
        }
        if (state == PermitState.OPEN) {
            throw Refusal.invalid(
                    "失联后的状态须比 open 严格。", "The state of a gateway that is cut off must be stricter than open.");
        }
    }

    /** From what the office's table or message holds. */
    static CutOff of(long afterSeconds, String state, long stopSeconds) {
        return new CutOff(
                Duration.ofSeconds(afterSeconds),
                PermitState.valueOf(state.toUpperCase(Locale.ROOT)),
                Duration.ofSeconds(stopSeconds));
    }

    String stateId() {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /** The state that no system is freer than, so long after the office was heard last. */
    PermitState floor(Duration silent) {
        return silent.compareTo(stop) >= 0
                ? PermitState.STOPPED
                : silent.compareTo(after) >= 0 ? state : PermitState.OPEN;
    }
}
