/** One enterprise, one policy: a profile asked once, and the guide worked out of it. */
@NullMarked
package zhiheng.server.rooms.guide;

import org.jspecify.annotations.NullMarked;
