/** Documents: PDF, Office and other zip archives, HTML, SVG, Markdown. */
@NullMarked
package zhiheng.labels.document;

import org.jspecify.annotations.NullMarked;
