package zhiheng.gateway.inspect;

import org.jspecify.annotations.Nullable;

/** Says what begins at a position. It reads at most {@link Window#LOOK_BEHIND} back and a bounded number of characters ahead. */
interface Recogniser {
    record Hit(String kind, int end) {}

    /**
     * The first position from {@code position} on at which something may begin, {@link Window#size} when there is none: what saves to
     * ask at every one. When it starves, the position that it could not decide about.
     */
    default int next(Window window, int position) {
        return position;
    }

    @Nullable
    Hit at(Window window, int position);
}
