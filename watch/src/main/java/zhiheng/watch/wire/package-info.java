/** Observations and alerts as bytes, for a log between machines: versioned, strict, one form for one value. */
@NullMarked
package zhiheng.watch.wire;

import org.jspecify.annotations.NullMarked;
