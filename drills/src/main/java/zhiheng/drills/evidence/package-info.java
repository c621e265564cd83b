/** Results of a run and of other tools, the rule by which one meets a duty, and what others can read. */
@NullMarked
package zhiheng.drills.evidence;

import org.jspecify.annotations.NullMarked;
