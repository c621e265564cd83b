/** Who acts, for which organisation, and what that lets them see and change. Uses nothing of the office. */
@NullMarked
package zhiheng.office.people;

import org.jspecify.annotations.NullMarked;
