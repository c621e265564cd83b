/** What is attacked: a classifier behind an ONNX file or a port, its shape, its columns with what may change in them, and an honest counter of calls. */
@NullMarked
package zhiheng.drills.target;

import org.jspecify.annotations.NullMarked;
