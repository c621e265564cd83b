/** Planted documents in a store that a model looks things up in: made, asked for, found, rolled back. */
@NullMarked
package zhiheng.drills.plant;

import org.jspecify.annotations.NullMarked;
