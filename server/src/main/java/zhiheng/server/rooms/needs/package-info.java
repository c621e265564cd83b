/** What people and enterprises need: told without an account, dispatched with clocks, answered, and solved when the asker says so. */
@NullMarked
package zhiheng.server.rooms.needs;

import org.jspecify.annotations.NullMarked;
