package zhiheng.gateway.inspect;

import org.jspecify.annotations.Nullable;
import zhiheng.gateway.FindingKind;

/** Says what begins at a position. It reads at most {@link Window#LOOK_BEHIND} back and a bounded number of characters ahead. */
interface Recogniser {
    record Hit(FindingKind kind, int end) {}

    /**
     * First position from {@code position} where a match may start, or {@link Window#size}. If input ran out: the first undecided
     * position.
     */
    default int next(Window window, int position) {
        return position;
    }

    @Nullable
    Hit at(Window window, int position);
}
