/**
 * What a format is here: the contract that each reader and writer keeps, how a format is found, and what several formats share in
 * finding a label (its JSON, XMP, places behind the end).
 */
@NullMarked
package zhiheng.labels.format;

import org.jspecify.annotations.NullMarked;
