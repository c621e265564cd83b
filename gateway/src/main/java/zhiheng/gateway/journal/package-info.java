/** One interaction per call, written in batches beside the path of the traffic. */
@NullMarked
package zhiheng.gateway.journal;

import org.jspecify.annotations.NullMarked;
