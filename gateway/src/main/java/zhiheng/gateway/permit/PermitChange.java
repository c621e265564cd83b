package zhiheng.gateway.permit;

import java.util.Map;

/**
 * A change that was begun: what was, what is to be, who wants it and why. It is on disk until it is done or taken back, so that a
 * crash between its steps leaves no doubt.
 *
 * @param id stands in the ledger's entry too, so that one change is never written twice
 * @param before numbered 0 for a system that had no permit
 * @param evidence goes into the ledger beside the reason, as JSON
 */
public record PermitChange(
        String id, Permit before, Permit after, String actor, String reason, Map<String, ?> evidence) {
    public String system() {
        return after.system();
    }

    /** Whether the system may do less than before: such a change holds at once, and is carried through whatever fails. */
    boolean tightens() {
        return before.version() > 0 && after.state().compareTo(before.state()) > 0;
    }

    /** What holds until it is done: never more than what was, never more than what is to be. */
    Permit meanwhile() {
        var stricter = before.with(before.state().stricter(after.state()));
        return tightens() && stricter.numbered(after.version()).equals(after) ? after : stricter;
    }
}
