/** Films: MP4, Matroska, AVI, FLV. */
@NullMarked
package zhiheng.labels.film;

import org.jspecify.annotations.NullMarked;
