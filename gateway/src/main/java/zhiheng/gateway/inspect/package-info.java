/** Looking at what goes in and what comes out, across chunk boundaries. */
@NullMarked
package zhiheng.gateway.inspect;

import org.jspecify.annotations.NullMarked;
