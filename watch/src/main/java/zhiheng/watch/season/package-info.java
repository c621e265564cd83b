/** A score of how unusual each point of a series with daily and weekly seasons is, in one pass. */
@NullMarked
package zhiheng.watch.season;

import org.jspecify.annotations.NullMarked;
