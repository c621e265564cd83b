/** The tracking ledger: policy, measure, department and node, each node held to an indicator that somebody independent confirms. */
@NullMarked
package zhiheng.server.rooms.tracking;

import org.jspecify.annotations.NullMarked;
