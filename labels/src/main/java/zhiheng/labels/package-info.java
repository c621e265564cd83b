/**
 * Content labels of AI-generated files under GB 45438-2025: write, merge, read and judge them in the formats people use,
 * without touching the media itself. There is no way to remove a label: a write merges, and hands back what was there.
 */
@NullMarked
package zhiheng.labels;

import org.jspecify.annotations.NullMarked;
