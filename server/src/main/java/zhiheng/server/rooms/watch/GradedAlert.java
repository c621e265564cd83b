package zhiheng.server.rooms.watch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.watch.Alert;

/**
 * An alert of a monitor as it is kept: what was found, how grave it is, and by which clause. {@link AlertCodec} alone knows
 * how it lies in the database and how it is answered.
 *
 * @param family of risks that the monitor watches for
 * @param grade null where no pack grades it
 * @param repeats how often it was raised again while it lasted
 * @param title of the monitor
 * @param reason for the grade; null where there is none
 * @param raised what the monitor found, with its statistics
 */
public record GradedAlert(
        String id,
        String family,
        @Nullable Light grade,
        int repeats,
        Text title,
        @Nullable Reason reason,
        Alert raised) {
    /**
     * The clause that decided the grade.
     *
     * @param text what it says
     * @param confidence how sure the pack is of the text
     * @param atLeast true while an unanswered question could still make it graver
     */
    public record Reason(String pack, String rule, String article, Text text, String confidence, boolean atLeast) {
        /** What the packs said; null where no clause decided. */
        static @Nullable Reason of(@Nullable Grade grade) {
            var clause = grade == null ? null : grade.decidedBy();
            return grade == null || clause == null
                    ? null
                    : new Reason(
                            clause.pack(),
                            clause.rule(),
                            clause.article(),
                            clause.text(),
                            clause.confidence(),
                            grade.atLeast());
        }
    }

    public String system() {
        return raised.key().system();
    }

    public String monitor() {
        return raised.monitor();
    }

    /** The name of the stream it is about. */
    public String metric() {
        return raised.key().metric();
    }

    /** When it was found. */
    public Instant time() {
        return Instant.ofEpochMilli(raised.alarm().time());
    }

    public Statistics statistics() {
        return Statistics.of(raised);
    }

    /** The grade's {@link Light#id}, {@link Light#NONE} where there is no grade. */
    public String gradeId() {
        return Light.id(grade);
    }
}
