/** The first page: what to do next, and what is coming. */
@NullMarked
package zhiheng.server.rooms.home;

import org.jspecify.annotations.NullMarked;
