/** What an AI system may do now, held in memory, changed by one call that leaves an entry. */
@NullMarked
package zhiheng.gateway.permit;

import org.jspecify.annotations.NullMarked;
