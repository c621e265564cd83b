package zhiheng.server.web.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Search among the calls of one system. */
public record CallsView(
        GatewayHead head,
        List<GatewayView.Call> calls,
        @Nullable String next,
        Form form) {}
