/** When the packs change: one notice to every system whose duties become others, confirmed by its provider. */
@NullMarked
package zhiheng.server.rooms.amendments;

import org.jspecify.annotations.NullMarked;
