/** Images: JPEG, PNG, GIF, WebP, TIFF, HEIF. */
@NullMarked
package zhiheng.labels.image;

import org.jspecify.annotations.NullMarked;
