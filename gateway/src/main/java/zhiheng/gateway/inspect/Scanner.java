package zhiheng.gateway.inspect;

import java.util.List;

/** Looks for one family of things in a {@link Window} that grows. Not safe for two threads. */
interface Scanner {
    /** Looks as far as what has arrived allows. */
    void advance(Window window, List<Found> found);

    /** Nothing that is still to be found begins before this position. */
    int live();
}
