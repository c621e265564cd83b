/** The servers of tools (MCP) that a system may use through the gateway: those elsewhere, and programs that the operator names. */
@NullMarked
package zhiheng.server.rooms.toolservers;

import org.jspecify.annotations.NullMarked;
