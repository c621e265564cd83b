/** Objectives, such as 99.9 % of answers labelled, watched by how fast the share of failures that they allow is used up. */
@NullMarked
package zhiheng.watch.burn;

import org.jspecify.annotations.NullMarked;
