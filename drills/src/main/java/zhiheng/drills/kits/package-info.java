/** Three sample targets that are trained here in seconds and written as ONNX: traffic signs, vital signs, credit. */
@NullMarked
package zhiheng.drills.kits;

import org.jspecify.annotations.NullMarked;
