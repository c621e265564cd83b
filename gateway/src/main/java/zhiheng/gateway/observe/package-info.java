/** The gateway's calls as other systems read them. */
@NullMarked
package zhiheng.gateway.observe;

import org.jspecify.annotations.NullMarked;
