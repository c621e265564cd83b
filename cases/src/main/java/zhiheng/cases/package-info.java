/**
 * Cases that move by a procedure: sandbox participation, incidents, drills. A {@link zhiheng.cases.Procedure} is read from a
 * pack's {@code procedures.yaml}, {@link zhiheng.cases.Cases} moves a {@link zhiheng.cases.Case} by an
 * {@link zhiheng.cases.Event}. No storage, and time is what the event says.
 */
@NullMarked
package zhiheng.cases;

import org.jspecify.annotations.NullMarked;
