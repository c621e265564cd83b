package zhiheng.gateway.inspect;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.FindingFamily;
import zhiheng.gateway.permit.Clause;
import zhiheng.gateway.permit.Terms.Action;

/**
 * Something found in a text.
 *
 * @param kind the id of what it is about, as permits name it, {@link zhiheng.gateway.FindingKind}
 * @param start and {@code end}: where in the original text, in chars, end exclusive; counted from the start of the whole stream
 * @param action what the permit says to do about the kind
 * @param detail what exactly is wrong, for who is refused; empty where the kind says it all
 */
public record Detection(String kind, int start, int end, Action action, String detail) {
    public Detection(String kind, int start, int end, Action action) {
        this(kind, start, end, action, "");
    }

    /** The strictest of those that do not let a text pass, the first of several; null when all let it. */
    public static @Nullable Detection blocking(List<Detection> found) {
        Detection worst = null;
        for (var detection : found) {
            if (detection.action.compareTo(Action.HOLD) >= 0
                    && (worst == null || detection.action.compareTo(worst.action) > 0)) {
                worst = detection;
            }
        }
        return worst;
    }

    /** The clause of the permit that it is refused by. */
    public Clause clause() {
        var family = FindingFamily.of(kind);
        return family == FindingFamily.TOOL
                ? Clause.TOOL
                : family == FindingFamily.CONTAIN ? Clause.CONTAINMENT : Clause.INSPECTION;
    }

    /** What the caller is told of it. */
    public String told() {
        return detail.isEmpty() ? kind : kind + ": " + detail;
    }
}
