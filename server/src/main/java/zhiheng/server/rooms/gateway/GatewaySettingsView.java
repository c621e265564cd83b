package zhiheng.server.rooms.gateway;

import java.util.List;
import zhiheng.server.ground.page.Form;

/**
 * Keys of applications, and where calls go.
 *
 * @param newKey just made; shown this once
 * @param route the model server's address, empty while there is none
 */
public record GatewaySettingsView(GatewayHead head, List<Key> keys, String newKey, String route, Form form) {
    public record Key(String id, String label, String created, boolean revoked) {}
}
