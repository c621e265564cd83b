/**
 * Words in pictures: where they stand (a detector), what they are (a recogniser), so that a hint that people see is read whatever its
 * wording and font, and so that its absence is a measured verdict. The models are PP-OCR (Apache-2.0), fetched by
 * {@code scripts/install-ocr-models}; without them nothing here claims anything.
 */
@NullMarked
package zhiheng.provenance.sight;

import org.jspecify.annotations.NullMarked;
