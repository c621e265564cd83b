/** Many metrics at once: how evidence is added up and how a false-alarm budget is shared out. */
@NullMarked
package zhiheng.watch.many;

import org.jspecify.annotations.NullMarked;
