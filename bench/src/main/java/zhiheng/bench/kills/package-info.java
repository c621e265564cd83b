/** A real installation that is killed, filled up and rolled back while people write to it, and what is compared afterwards. */
@NullMarked
package zhiheng.bench.kills;

import org.jspecify.annotations.NullMarked;
