/** The codes of the specification and what each of them breaks. */
@NullMarked
package zhiheng.provenance.c2pa.status;

import org.jspecify.annotations.NullMarked;
