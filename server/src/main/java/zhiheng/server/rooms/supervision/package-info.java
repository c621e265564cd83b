/** Supervision visits and surveys with what was found, and activity beside effect. */
@NullMarked
package zhiheng.server.rooms.supervision;

import org.jspecify.annotations.NullMarked;
