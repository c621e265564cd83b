package zhiheng.gateway.inspect;

import org.jspecify.annotations.Nullable;

/** Says what begins at a position. */
interface Recogniser {
    record Hit(String kind, int end) {}

    /** Reads at most {@link Window#LOOK_BEHIND} back and a bounded number of characters ahead. */
    @Nullable
    Hit at(Window window, int position);
}
