package zhiheng.drills.judge;

/**
 * A rate with what it rests on.
 *
 * @param observed as the judge read it, not corrected
 * @param estimate corrected for what the judge misses and invents
 * @param low of an interval of 95 per cent, everything that could not be read counted for the worse
 * @param judged prompts read one way or the other
 * @param worth how many independent prompts those are worth
 * @param unclear what could not be read
 * @param unanswered what did not come
 * @param sequential whether the interval holds at whatever moment the run was stopped
 */
public record Rate(
        double observed,
        double estimate,
        double low,
        double high,
        int events,
        int judged,
        double worth,
        int unclear,
        int unanswered,
        boolean sequential) {}
