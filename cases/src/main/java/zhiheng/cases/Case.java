package zhiheng.cases;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where one case stands. Immutable; everything that happened before is in the events that led here, which give it again.
 *
 * @param version of the procedure that it started under and keeps
 * @param subject the AI system that it is about
 * @param seats the organisation in each role that only one may hold in this case
 * @param step how many events it has taken, and so its version for whoever changes it
 * @param last the latest moment recorded; an event stamped earlier, by a clock set back, counts as of this one
 * @param votes by item and person
 * @param pending what one person has done and a second must do
 * @param excluded persons who take no further part
 * @param trail the stages entered, oldest first
 */
public record Case(
        String id,
        String procedure,
        String version,
        String subject,
        Map<String, String> seats,
        String stage,
        boolean ended,
        long step,
        Instant opened,
        Instant last,
        Map<String, Filed> items,
        Map<String, Map<String, Boolean>> votes,
        Map<String, Figure> figures,
        List<RunningClock> clocks,
        @Nullable Proposal pending,
        Set<String> excluded,
        List<Visit> trail) {
    public record Filed(String digest, String by, Instant at) {}

    public record Figure(double lower, double upper, long sample, Instant at) {}

    public record Proposal(String event, String by, Instant at) {}

    public record Visit(String stage, String event, Instant at) {}

    /**
     * A deadline that was started.
     *
     * @param ends the last moment in time; null while it counts working days of a year whose calendar is not published
     * @param unpublished that year, else 0
     * @param reminders how many of its reminders are done
     * @param settled when it was met or lapsed
     */
    public record RunningClock(
            String deadline,
            Instant from,
            @Nullable Instant ends,
            int unpublished,
            State state,
            int reminders,
            boolean escalated,
            @Nullable Instant settled) {
        public enum State {
            RUNNING,
            LATE,
            MET,
            MET_LATE,
            /** Its silence event happened. */
            SILENT,
            /** Its stage was left. */
            LAPSED
        }

        public boolean owed() {
            return state == State.RUNNING || state == State.LATE;
        }
    }
}
