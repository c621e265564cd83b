package zhiheng.gateway.mcp;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import zhiheng.base.BadValue;
import zhiheng.gateway.upstream.Upstream;

/** Where a server of tools is. */
public sealed interface McpTarget {
    Duration SHORTEST_LIMIT = Duration.ofMillis(100);
    Duration LONGEST_LIMIT = Duration.ofMinutes(10);

    /** How long one call may take, whatever its client thinks. */
    Duration limit();

    /** A server elsewhere, spoken to by Streamable HTTP; {@code upstream.base()} is its endpoint. */
    record Http(Upstream upstream, Duration limit) implements McpTarget {
        public Http {
            check(limit);
        }
    }

    /**
     * A program on this machine, spoken to over its standard input and output; one process a session. Named by the operator in a file,
     * never by whoever calls or administers a system.
     *
     * @param command the program and its arguments; no shell reads them
     * @param environment all that it sees of the environment, besides the search path
     */
    record Program(List<String> command, Map<String, String> environment, Path folder, Duration limit)
            implements McpTarget {
        public Program {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
            check(limit);
            if (command.isEmpty() || command.getFirst().isBlank()) {
                throw new BadValue("command", "不能为空", "names a program");
            }
        }
    }

    private static void check(Duration limit) {
        if (limit.compareTo(SHORTEST_LIMIT) < 0 || limit.compareTo(LONGEST_LIMIT) > 0) {
            throw new BadValue("limitMillis", "应为 100 到 600000", "is from 100 to 600000");
        }
    }
}
