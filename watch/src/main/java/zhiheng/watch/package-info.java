/** Observations in, alarms with a guarantee out: sequential tests whose states are plain values. */
@NullMarked
package zhiheng.watch;

import org.jspecify.annotations.NullMarked;
