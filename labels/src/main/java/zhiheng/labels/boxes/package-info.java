/** Structures that films, sounds and still images share: boxes of ISO/IEC 14496-12 and chunks of RIFF. */
@NullMarked
package zhiheng.labels.boxes;

import org.jspecify.annotations.NullMarked;
