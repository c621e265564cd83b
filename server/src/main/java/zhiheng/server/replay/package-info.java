/** A stream kept in a file, watched as if it came now. */
@NullMarked
package zhiheng.server.replay;

import org.jspecify.annotations.NullMarked;
