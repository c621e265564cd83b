/** Whether a distribution has moved, by how much, and which parts of it. */
@NullMarked
package zhiheng.watch.drift;

import org.jspecify.annotations.NullMarked;
