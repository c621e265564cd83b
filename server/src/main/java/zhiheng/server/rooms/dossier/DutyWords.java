package zhiheng.server.rooms.dossier;

import zhiheng.office.registry.DutyState;
import zhiheng.packs.Nature;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Words;

/** States of duties as lights. A prohibition is kept or breached; every other duty is met or has a gap. */
public final class DutyWords {
    private DutyWords() {}

    /** An overdue duty that nobody assessed may have been done all the same: the word says so. */
    public static State state(Words words, Nature nature, DutyState state, DutyState standing) {
        var light = state(words, nature, state);
        return state == DutyState.OVERDUE && standing == DutyState.NOT_ASSESSED
                ? new State(light.tone(), words.t("state.OVERDUE.unassessed"))
                : light;
    }

    static State state(Words words, Nature nature, DutyState state) {
        var tone = switch (state) {
            case NOT_ASSESSED -> "open";
            case PLANNED -> "told";
            case IN_PROGRESS -> "doing";
            case MET -> "met";
            case GAP -> "gap";
            case OVERDUE -> "late";
            case EXEMPTED -> "exempt";
            case NOT_APPLICABLE -> "not";
        };
        var prohibition = "state." + state + ".prohibition";
        return new State(
                tone, words.t(nature == Nature.PROHIBITION && words.has(prohibition) ? prohibition : "state." + state));
    }
}
