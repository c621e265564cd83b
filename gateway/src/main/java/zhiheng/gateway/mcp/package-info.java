/**
 * The gateway between clients and servers of the Model Context Protocol: each call of a tool under the permit of the system that makes it.
 * The protocol is spoken here, not taken over: of what a server says only what is known and inspected passes.
 */
@NullMarked
package zhiheng.gateway.mcp;

import org.jspecify.annotations.NullMarked;
