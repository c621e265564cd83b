/** What the server makes of alarms: grades by the packs. */
@NullMarked
package zhiheng.server.watch;

import org.jspecify.annotations.NullMarked;
