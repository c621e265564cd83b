/** Proposals to change a rule, out of needs that several share: a draft is replayed over registry or enterprises before it is decided. */
@NullMarked
package zhiheng.server.rooms.proposals;

import org.jspecify.annotations.NullMarked;
