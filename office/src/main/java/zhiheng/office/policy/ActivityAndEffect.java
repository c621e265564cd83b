package zhiheng.office.policy;

/**
 * How much was done about a department's work beside what came of it. Acts are an expense; what counts is a node whose indicator moved
 * as somebody independent confirmed, and a need that its asker calls solved.
 *
 * @param acts visits, surveys, meetings and forms in the time looked at
 * @param minutes what these cost, {@code idleMinutes} of those that led to no need and no task
 * @param nodesDue nodes past their day, {@code nodesReached} of them confirmed at their target
 * @param asked askers who said anything of an answer, {@code solved} of them that it is solved
 */
public record ActivityAndEffect(
        long acts, long minutes, long idleMinutes, long nodesDue, long nodesReached, long asked, long solved) {
    /** From so many acts on a department counts as busy. A threshold of this system, shown beside every verdict. */
    public static final int BUSY = 5;

    public enum Verdict {
        /** Something moved. */
        EFFECT,
        /** Much was done, what could be measured was, and nothing moved. */
        BUSY_WITHOUT_EFFECT,
        /** Little was done and nothing moved. */
        QUIET,
        /** No node is past its day and no asker has said anything: no effect can be seen, nor its absence. */
        NOT_MEASURED
    }

    /** Computed, never declared: a node reached, or at least half of the askers saying solved, is an effect. */
    public Verdict verdict() {
        if (nodesDue == 0 && asked == 0) {
            return Verdict.NOT_MEASURED;
        }
        if (nodesReached > 0 || asked > 0 && 2 * solved >= asked) {
            return Verdict.EFFECT;
        }
        return acts >= BUSY ? Verdict.BUSY_WITHOUT_EFFECT : Verdict.QUIET;
    }
}
