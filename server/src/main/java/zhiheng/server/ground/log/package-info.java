/**
 * What the program says to the one who runs it: one line a thing on standard error, plain or JSON, with the id of the request
 * that it belongs to and without secrets. Nothing here is loaded until something is said.
 */
@NullMarked
package zhiheng.server.ground.log;

import org.jspecify.annotations.NullMarked;
