/** Support that nobody applies for: proposed on evidence at hand, decided by the department. */
@NullMarked
package zhiheng.server.rooms.grants;

import org.jspecify.annotations.NullMarked;
