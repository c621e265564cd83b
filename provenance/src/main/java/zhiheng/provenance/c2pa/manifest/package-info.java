/** A manifest: its claim, its assertions, what binds it to the file; and the checks of the specification over them. */
@NullMarked
package zhiheng.provenance.c2pa.manifest;

import org.jspecify.annotations.NullMarked;
