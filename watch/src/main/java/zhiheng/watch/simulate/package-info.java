/** Streams whose truth is known, and what a detector does on them: run length, delay, misses, coverage, each with its interval. */
@NullMarked
package zhiheng.watch.simulate;

import org.jspecify.annotations.NullMarked;
