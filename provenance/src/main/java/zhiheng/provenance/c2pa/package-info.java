/** C2PA 2.x: read, judge and sign the manifests that say where a file comes from. */
@NullMarked
package zhiheng.provenance.c2pa;

import org.jspecify.annotations.NullMarked;
