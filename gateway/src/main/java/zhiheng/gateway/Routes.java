package zhiheng.gateway;

import org.jspecify.annotations.Nullable;
import zhiheng.gateway.upstream.Route;

/** Knows where a system's calls go. Called on the event loop: looks in memory only. */
public interface Routes {
    @Nullable
    Route of(String system);
}
