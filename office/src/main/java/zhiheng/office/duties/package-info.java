/** Where the duties of a system stand, and the evidence for it. Uses the registry. */
@NullMarked
package zhiheng.office.duties;

import org.jspecify.annotations.NullMarked;
