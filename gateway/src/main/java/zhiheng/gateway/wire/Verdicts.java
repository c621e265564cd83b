package zhiheng.gateway.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.inspect.Detection;
import zhiheng.gateway.permit.Clause;
import zhiheng.gateway.permit.Terms.Action;

/** Which of several detections decides. */
final class Verdicts {
    private Verdicts() {}

    /** The clause that it is refused by. */
    static Clause clause(Detection blocking) {
        return blocking.kind().startsWith("tool.") ? Clause.TOOL : Clause.INSPECTION;
    }

    /** What the caller is told. */
    static String detail(Detection blocking) {
        return blocking.detail().isEmpty() ? blocking.kind() : blocking.kind() + ": " + blocking.detail();
    }

    /** The strictest that does not let the text pass, null when all may. */
    static @Nullable Detection blocking(List<Detection> found) {
        Detection worst = null;
        for (var detection : found) {
            if (detection.action().compareTo(Action.HOLD) >= 0
                    && (worst == null || detection.action().compareTo(worst.action()) > 0)) {
                worst = detection;
            }
        }
        return worst;
    }
}
