@NullMarked
package zhiheng.provenance.traces;

import org.jspecify.annotations.NullMarked;
