/** What a picture looks like, in 256 bits: found again after its metadata, its format or its size were lost. */
@NullMarked
package zhiheng.provenance.fingerprint;

import org.jspecify.annotations.NullMarked;
