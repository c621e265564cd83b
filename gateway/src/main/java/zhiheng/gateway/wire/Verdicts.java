package zhiheng.gateway.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.inspect.Detection;
import zhiheng.gateway.permit.Terms.Action;

/** Which of several detections decides. */
final class Verdicts {
    private Verdicts() {}

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
