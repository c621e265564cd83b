package zhiheng.server.rooms.gateway;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Now;
import zhiheng.server.ground.page.When;

/**
 * Keys of applications, and where calls go.
 *
 * @param newKey just made; shown this once
 * @param route the model servers, each by id and address, the one that the form has first; empty while there is none
 * @param version of the route that the form stands on, 0 while there is none
 * @param now what somebody else saved meanwhile; null where nobody did
 */
public record GatewaySettingsView(
        GatewayHead head,
        List<Key> keys,
        String newKey,
        List<String> route,
        long version,
        Form form,
        @Nullable List<Now> now) {
    /** @param tenant for whom alone it calls; "" for any */
    public record Key(String id, String label, String tenant, When created, boolean revoked) {}
}
