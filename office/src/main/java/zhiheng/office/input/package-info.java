/** What people type, and its limits. Uses nothing of the office. */
@NullMarked
package zhiheng.office.input;

import org.jspecify.annotations.NullMarked;
