/** Means of bounded values: intervals that hold at all times at once, tests of one mean and of two, with a few numbers of state. */
@NullMarked
package zhiheng.watch.mean;

import org.jspecify.annotations.NullMarked;
