/** Pictures and sounds made on the spot, what happens to them on their way, and how often their mark is found after it. */
@NullMarked
package zhiheng.bench.marks;

import org.jspecify.annotations.NullMarked;
