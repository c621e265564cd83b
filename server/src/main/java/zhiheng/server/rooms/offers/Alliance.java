package zhiheng.server.rooms.offers;

import java.util.List;
import zhiheng.cases.Case;

/**
 * Several organisations on one asking.
 *
 * @param lead the organisation whose asking it is
 * @param plan and {@code result}: what the lead put on file; "" before
 */
record Alliance(
        String id, String asking, String title, String lead, String plan, String result, Case c, List<Member> members) {
    /** @param part what it would do, in its words */
    record Member(String org, String part, State state) {}

    enum State {
        ASKED,
        JOINED,
        LEFT
    }

    boolean has(String org) {
        return members.stream().anyMatch(m -> m.org().equals(org) && m.state() == State.JOINED);
    }
}
