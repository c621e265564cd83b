/** The drill of forged labels: our own labelled pictures are changed, honestly and not, and whoever judges them is scored. */
@NullMarked
package zhiheng.drills.exercise.forgery;

import org.jspecify.annotations.NullMarked;
