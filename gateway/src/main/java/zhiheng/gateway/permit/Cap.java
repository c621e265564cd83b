package zhiheng.gateway.permit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;

/** The caps of a permit, in the order in which they are written and shown. */
public enum Cap {
    CALLS_PER_SECOND("callsPerSecond", Integer.MAX_VALUE, "每秒调用", "Calls per second"),
    CALLS_PER_DAY("callsPerDay", Cap.MOST, "每日调用", "Calls per day"),
    USERS_PER_DAY("usersPerDay", Usage.MOST_USERS, "每日用户", "Users per day"),
    TOKENS_PER_CALL("tokensPerCall", Cap.MOST, "每次 token", "Tokens per call"),
    TOKENS_PER_DAY("tokensPerDay", Cap.MOST, "每日 token", "Tokens per day"),
    CONCURRENT_CALLS("concurrentCalls", Integer.MAX_VALUE, "同时调用", "Calls at once");

    /** Those that several gateways share; tokens of a call are held by each alone. */
    public static final List<Cap> SHARED =
            List.of(CALLS_PER_SECOND, CALLS_PER_DAY, USERS_PER_DAY, TOKENS_PER_DAY, CONCURRENT_CALLS);

    private static final long MOST = 1_000_000_000_000_000L;

    private final String id;
    private final long most;
    private final Text text;

    Cap(String id, long most, String zh, String en) {
        this.id = id;
        this.most = most;
        text = new Text(zh, en);
    }

    /** The cap with this id, null when there is none. */
    public static @Nullable Cap of(String id) {
        for (var cap : values()) {
            if (cap.id.equals(id)) {
                return cap;
            }
        }
        return null;
    }

    /** As permits and forms name it. */
    public String id() {
        return id;
    }

    /** The highest figure that can be asked for. */
    public long most() {
        return most;
    }

    /** Whether it is counted through the day; the others are of now, so a share of them returns by itself. */
    public boolean isOfDay() {
        return this == CALLS_PER_DAY || this == USERS_PER_DAY || this == TOKENS_PER_DAY;
    }

    /** What a gateway asks for at least where it shares the cap with others. */
    long leastSlice() {
        return switch (this) {
            case TOKENS_PER_DAY -> 4_000;
            case CALLS_PER_DAY, USERS_PER_DAY -> 8;
            case CALLS_PER_SECOND, CONCURRENT_CALLS, TOKENS_PER_CALL -> 2;
        };
    }

    /** The name for people. */
    public Text text() {
        return text;
    }
}
