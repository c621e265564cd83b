package zhiheng.gateway.mcp;

import org.jspecify.annotations.Nullable;

/** Knows the servers of tools of a system. Looks in memory only. */
public interface McpServers {
    /** @return null where the system has no server of this name */
    @Nullable
    McpTarget of(String system, String server);

    McpServers NONE = (system, server) -> null;
}
