/** The five families of risk as ready monitors: what is measured, by which test, what harm it points to. */
@NullMarked
package zhiheng.watch.risk;

import org.jspecify.annotations.NullMarked;
