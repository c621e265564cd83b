/** Drills and assessment: attacks on models and on the process, suites, the scenario runner and its score. */
@NullMarked
package zhiheng.drills;

import org.jspecify.annotations.NullMarked;
