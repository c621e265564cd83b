/** Zhiheng as a server of tools (MCP): an assistant reads what the person whose token it has may read, and changes nothing. */
@NullMarked
package zhiheng.server.rooms.mcp;

import org.jspecify.annotations.NullMarked;
