/** Poisoned training data: triggers, flipped labels, detectors with their false alarms, where it came from, and the way back. */
@NullMarked
package zhiheng.drills.poison;

import org.jspecify.annotations.NullMarked;
