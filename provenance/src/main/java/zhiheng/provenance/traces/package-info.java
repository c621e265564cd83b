/** What in a picture hints that it was generated or worked over, without a model; at most a suspicion, and never a sign that it is real. */
@NullMarked
package zhiheng.provenance.traces;

import org.jspecify.annotations.NullMarked;
