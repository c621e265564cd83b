package zhiheng.gateway.upstream;

import java.util.List;

/**
 * Where the calls of one system go.
 *
 * @param upstreams tried in an order drawn by weight, then those of weight 0 as they stand; ids are unique
 * @param attempts how many of them one call may try
 * @param fallbackModel the model that answers while the permit is degraded; empty when there is none, and degraded calls are refused
 */
public record Route(String system, List<Upstream> upstreams, int attempts, String fallbackModel) {
    public Route {
        upstreams = List.copyOf(upstreams);
        if (upstreams.isEmpty() || attempts < 1 || attempts > 10) {
            throw new IllegalArgumentException("a route has at least one upstream and 1 to 10 attempts");
        }
    }
}
