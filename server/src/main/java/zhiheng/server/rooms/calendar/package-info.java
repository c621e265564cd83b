/** Last days as a feed that calendar programs subscribe to. */
@NullMarked
package zhiheng.server.rooms.calendar;

import org.jspecify.annotations.NullMarked;
