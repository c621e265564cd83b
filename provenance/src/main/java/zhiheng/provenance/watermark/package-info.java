/** A mark of 64 bits in what a picture or a sound itself holds, found again by who has the key after metadata, format or parts were lost. */
@NullMarked
package zhiheng.provenance.watermark;

import org.jspecify.annotations.NullMarked;
