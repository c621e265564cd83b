/** Bytes of files: read at any offset without loading the file, changed by edits, unpacked within limits. Knows nothing of labels. */
@NullMarked
package zhiheng.labels.bytes;

import org.jspecify.annotations.NullMarked;
