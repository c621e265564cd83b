/** The command line: what {@code ./zhiheng} does. */
@NullMarked
package zhiheng.server.cli;

import org.jspecify.annotations.NullMarked;
