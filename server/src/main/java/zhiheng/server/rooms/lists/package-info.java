/** Acts held against lists when they are entered, decisions recorded beforehand, and tolerance that rests on them. */
@NullMarked
package zhiheng.server.rooms.lists;

import org.jspecify.annotations.NullMarked;
