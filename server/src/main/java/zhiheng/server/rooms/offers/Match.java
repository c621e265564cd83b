package zhiheng.server.rooms.offers;

import java.time.LocalDate;
import java.util.List;
import zhiheng.office.offers.Round;

/**
 * What a round said to one asking, and what people made of it.
 *
 * @param offer "" where it got none
 * @param eligible of how many offers it could have had a place
 * @param words why it was refused; "" for no words
 * @param until the last day on which the proposal can be accepted
 */
record Match(
        String id,
        String round,
        String asking,
        String offer,
        String askerOrg,
        String ownerOrg,
        int score,
        int eligible,
        List<Round.Line> lines,
        State state,
        Says asker,
        Says owner,
        String words,
        LocalDate until,
        long version) {
    enum State {
        /** The round had no place for it. */
        NONE,
        PROPOSED,
        /** Both sides said yes: the place is counted. */
        AGREED,
        REFUSED,
        LAPSED,
        /** It was agreed on and its place is free again. */
        ENDED
    }

    enum Says {
        NOTHING,
        YES,
        NO
    }

    /** As it stands on a day: who answers too late finds it lapsed. */
    State on(LocalDate today) {
        return state == State.PROPOSED && today.isAfter(until) ? State.LAPSED : state;
    }
}
