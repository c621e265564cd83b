package zhiheng.server.rooms.lists;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * An act that was entered.
 *
 * @param edition of the list's pack, against which it was held
 * @param day on which it was or will be decided or done
 * @param verdict as the check had it, with the gravest answer behind a dash where an entry fits
 * @param entries that fitted
 * @param prior what was decided beforehand, "" for nothing
 * @param words why it ended as it did, "" while it has not
 * @param decider who ended it, "" while nobody has
 * @param version raised by each change
 */
record ListAct(
        String id,
        String org,
        String list,
        String edition,
        String title,
        LocalDate day,
        Map<String, Object> facts,
        String verdict,
        List<String> entries,
        String prior,
        State state,
        String words,
        String person,
        String decider,
        long version,
        Instant time) {
    /** How it stands. Only from {@link #ENTERED} does it go on. */
    enum State {
        ENTERED,
        DONE,
        DROPPED,
        GRANTED,
        PARTLY,
        REFUSED
    }

    ListAct ended(State now, String why, String by) {
        return new ListAct(
                id,
                org,
                list,
                edition,
                title,
                day,
                facts,
                verdict,
                entries,
                prior,
                now,
                why,
                person,
                by,
                version + 1,
                time);
    }

    /**
     * What was decided or deliberated before.
     *
     * @param about the act, "" for a decision that any act may rest on
     */
    record Prior(
            String id,
            String org,
            String about,
            Outcome outcome,
            String title,
            String words,
            String person,
            Instant time) {}

    /** Of a decision, and of a deliberation, which gives a view and does not decide. */
    enum Outcome {
        APPROVED,
        AGREE,
        AMEND,
        NOT_SUBMIT
    }
}
