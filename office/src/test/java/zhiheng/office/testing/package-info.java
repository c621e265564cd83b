/** An office in memory, for tests. */
@NullMarked
package zhiheng.office.testing;

import org.jspecify.annotations.NullMarked;
