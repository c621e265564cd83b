/** Did a measure change anything: a table of figures judged at the shell and on a page. */
@NullMarked
package zhiheng.server.rooms.effect;

import org.jspecify.annotations.NullMarked;
