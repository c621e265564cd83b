/** Attacks that see nothing but answers: of scores, of labels alone, on tables under constraints, decals and weather; and certified bounds. */
@NullMarked
package zhiheng.drills.attack;

import org.jspecify.annotations.NullMarked;
