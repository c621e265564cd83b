/** Where a file comes from: C2PA manifests, watermarks, fingerprints, traces of synthesis. */
@NullMarked
package zhiheng.provenance;

import org.jspecify.annotations.NullMarked;
