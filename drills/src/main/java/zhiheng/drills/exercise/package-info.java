/** Exercises: scenarios, who may do what in a drill, its time line, its score, and what to mend. */
@NullMarked
package zhiheng.drills.exercise;

import org.jspecify.annotations.NullMarked;
