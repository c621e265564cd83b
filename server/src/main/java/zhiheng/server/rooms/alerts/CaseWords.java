package zhiheng.server.rooms.alerts;

import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Words;
import zhiheng.server.rooms.contain.ContainmentRows;

/** Alerts in the reader's words. */
final class CaseWords {
    private CaseWords() {}

    static State state(Words words, Progress progress) {
        var tone = switch (progress) {
            case OPEN -> "late";
            case ACKNOWLEDGED -> "doing";
            case CLOSED -> "met";
        };
        return new State(tone, words.t("progress." + progress));
    }

    /** What an alert did to the permit, or would have done. */
    static String contained(Words words, ContainmentRows.@Nullable Row row) {
        if (row == null) {
            return "";
        }
        return row.restoredAt() != null
                ? words.t("contain.undone", words.t("permit." + row.holds()))
                : words.t("contain." + row.outcome(), words.t("permit." + row.asked()));
    }
}
