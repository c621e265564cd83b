package zhiheng.office.policy;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;

/**
 * One step of carrying a policy out, held to an indicator that must move. What its owner reports is an activity; only a value that
 * somebody else confirms counts.
 *
 * @param policy the pack, {@code measure} the measure of it
 * @param owner the department that carries it out
 * @param baseline where the indicator stood, {@code target} where it is to be; lower may be better
 * @param report what the owner says, "" for nothing
 * @param reported the value that the owner reports, {@code confirmed} the one that another organisation confirmed; null for none
 * @param state whether it still stands, and whether the asker saw something else
 * @param version raised by each change
 */
public record Node(
        String id,
        String policy,
        String measure,
        String owner,
        String title,
        LocalDate due,
        String indicator,
        double baseline,
        double target,
        String report,
        @Nullable Double reported,
        @Nullable Double confirmed,
        State state,
        long version) {
    /** After its day less than half the way is no visible move. */
    private static final double HALF = 0.5;

    /**
     * What stands beside the figures.
     *
     * @param need the need whose timetable it belongs to, "" for none
     * @param evidence where what was done can be seen, "" for nowhere
     * @param excused why it need not be reached any more, "" while it must
     * @param disputed whether the asker says that what was reported is not so
     */
    public record State(String need, String evidence, String excused, boolean disputed) {
        public static final State NONE = new State("", "", "", false);

        public static State of(String need) {
            return new State(need, "", "", false);
        }
    }

    public Node {
        if (baseline == target) {
            throw Refusal.invalid(
                    "目标须与基线不同，否则无从判断变化。", "The target must differ from the baseline, or nothing can move.");
        }
        if (!Double.isFinite(baseline) || !Double.isFinite(target)) {
            throw Refusal.invalid("基线和目标须为数字。", "Baseline and target are numbers.");
        }
    }

    /** How it stands; only {@link #GREEN} counts as done. */
    public enum Light {
        PLANNED,
        /** Reported by its owner and confirmed by nobody. */
        GREY,
        GREEN,
        /** Confirmed: it moved the right way, short of the target. */
        AMBER,
        /** Past its day without a confirmed move, whatever was reported. */
        RED,
        /** Need not be reached any more, with a reason; it counts neither way. */
        EXCUSED
    }

    public Light light(LocalDate today) {
        if (!state.excused().isEmpty()) {
            return Light.EXCUSED;
        }
        var value = confirmed;
        if (value != null && reached(value)) {
            return Light.GREEN;
        }
        boolean moved = value != null && share(value) > 0;
        if (today.isAfter(due)) {
            return moved && share(java.util.Objects.requireNonNull(value)) >= HALF ? Light.AMBER : Light.RED;
        }
        return moved ? Light.AMBER : reported != null || !report.isEmpty() ? Light.GREY : Light.PLANNED;
    }

    private boolean reached(double value) {
        return share(value) >= 1;
    }

    /** The part of the way from baseline to target that {@code value} has gone; negative when it went back. */
    public double share(double value) {
        return (value - baseline) / (target - baseline);
    }
}
