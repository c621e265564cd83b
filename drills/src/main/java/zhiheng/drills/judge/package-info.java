/** What answers say, how well a judge reads them, and rates corrected for it with an interval. */
@NullMarked
package zhiheng.drills.judge;

import org.jspecify.annotations.NullMarked;
