/** A small model server, so that everything can be tried without a network. It says plainly what it is. */
@NullMarked
package zhiheng.server.sample;

import org.jspecify.annotations.NullMarked;
