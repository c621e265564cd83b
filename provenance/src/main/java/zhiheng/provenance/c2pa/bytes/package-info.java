/** Files as bytes at positions, and files that are laid out of pieces before they are written. */
@NullMarked
package zhiheng.provenance.c2pa.bytes;

import org.jspecify.annotations.NullMarked;
