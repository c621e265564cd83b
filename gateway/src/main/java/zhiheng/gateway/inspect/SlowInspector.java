package zhiheng.gateway.inspect;

import java.time.Duration;
import java.util.List;
import zhiheng.base.BadValue;

/** An inspector that takes its time: a model in process, a service elsewhere. */
public interface SlowInspector {
    /** @param kind below the inspector's name, e.g. {@code toxic}; it is found as {@code onnx.NAME.toxic} */
    record Mark(String kind, int start, int end) {}

    /** What happens to a text that it could not look at in time. */
    enum OnFailure {
        /** It passes; that it was not looked at is noted. */
        OPEN,
        /** It is refused. */
        CLOSED
    }

    /** Which texts it looks at, and whether they wait for it. */
    enum When {
        /** Calls and answers, which wait. */
        FIRST,
        /** Calls, which wait only where the permit does more than note what it finds. */
        ASIDE
    }

    /** @param budget for one text; then it is interrupted */
    record Registered(SlowInspector inspector, Duration budget, OnFailure onFailure, When when) {
        public Registered(SlowInspector inspector, Duration budget, OnFailure onFailure) {
            this(inspector, budget, onFailure, When.FIRST);
        }

        public Registered {
            if (budget.isNegative() || budget.isZero() || budget.compareTo(Duration.ofSeconds(30)) > 0) {
                throw new BadValue(
                        "budgetMillis", "时限应大于 0 且不超过 30 秒", "a budget is more than 0 and at most 30 seconds");
            }
        }
    }

    List<Mark> inspect(String text, Inspection.Direction direction) throws Exception;
}
