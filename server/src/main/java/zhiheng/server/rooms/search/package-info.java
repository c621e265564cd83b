/** One field that finds systems, law, organisations, people and ledger entries. */
@NullMarked
package zhiheng.server.rooms.search;

import org.jspecify.annotations.NullMarked;
