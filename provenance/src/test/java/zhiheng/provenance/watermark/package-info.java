@NullMarked
package zhiheng.provenance.watermark;

import org.jspecify.annotations.NullMarked;
