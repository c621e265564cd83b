/** The words of GB 45438-2025: the label with its elements, how real ones depart from the standard, and the formats known. */
@NullMarked
package zhiheng.labels.label;

import org.jspecify.annotations.NullMarked;
