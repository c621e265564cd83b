/** The duties of all systems: find, export, change many at once. */
@NullMarked
package zhiheng.server.rooms.duties;

import org.jspecify.annotations.NullMarked;
