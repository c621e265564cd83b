package zhiheng.server.rooms.proposals;

import java.time.Instant;

/**
 * A proposal to change a rule.
 *
 * @param over whose rules they are
 * @param pack the pack that changes; {@code rules} the draft of its rules
 * @param report what the replay of this draft found, as JSON; "" while it was not replayed since it was last written
 * @param proposer the person who made it, {@code decider} who decided; "" for nobody yet
 * @param version raised by each change
 */
record Proposal(
        String id,
        String title,
        String grounds,
        Over over,
        String pack,
        String rules,
        String report,
        State state,
        String proposer,
        String decider,
        String decision,
        Instant opened,
        long version) {
    /** Over whom a draft is replayed: the systems of the registry, or what enterprises answered about themselves. */
    enum Over {
        LAW,
        POLICIES
    }

    enum State {
        OPEN,
        ADOPTED,
        DROPPED
    }

    Proposal drafted(String text) {
        return new Proposal(
                id, title, grounds, over, pack, text, "", state, proposer, decider, decision, opened, version + 1);
    }

    Proposal replayed(String found) {
        return new Proposal(
                id, title, grounds, over, pack, rules, found, state, proposer, decider, decision, opened, version + 1);
    }

    Proposal decided(State how, String by, String words) {
        return new Proposal(
                id, title, grounds, over, pack, rules, report, how, proposer, by, words, opened, version + 1);
    }
}
