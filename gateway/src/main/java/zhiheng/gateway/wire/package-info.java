/** The OpenAI-compatible surface on the network. */
@NullMarked
package zhiheng.gateway.wire;

import org.jspecify.annotations.NullMarked;
