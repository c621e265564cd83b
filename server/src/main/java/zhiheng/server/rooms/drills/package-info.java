/** Drills: planned, held at a table or over sandboxed traffic, scored from the record, summed up. */
@NullMarked
package zhiheng.server.rooms.drills;

import org.jspecify.annotations.NullMarked;
