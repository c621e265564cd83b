/** Where each file format keeps a manifest store. */
@NullMarked
package zhiheng.provenance.c2pa.carrier;

import org.jspecify.annotations.NullMarked;
