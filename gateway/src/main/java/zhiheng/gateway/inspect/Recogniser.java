package zhiheng.gateway.inspect;

import org.jspecify.annotations.Nullable;
import zhiheng.gateway.FindingKind;

/** Says what begins at a position. It reads at most {@link Window#LOOK_BEHIND} back and a bounded number of characters ahead. */
interface Recogniser {
    /** @param start where it begins: where the recogniser was asked, or further on when that was at a word which says what follows */
    record Hit(FindingKind kind, int start, int end) {
        /** It begins where the recogniser was asked. */
        Hit(FindingKind kind, int end) {
            this(kind, -1, end);
        }
    }

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
