/** Whether a measure changed anything, estimated so that what happens anyway is not claimed as its effect. Pure: numbers in, a verdict out. */
@NullMarked
package zhiheng.office.effect;

import org.jspecify.annotations.NullMarked;
