package zhiheng.server.rooms.mcp;

import java.util.List;
import java.util.Set;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.page.WordBook;
import zhiheng.server.rooms.gateway.GatewayFeature;

/** Zhiheng as a server of tools for assistants. */
public final class McpFeature implements Capability {
    private final GatewayFeature gateway;
    private List<Endpoint> endpoints = List.of();

    public McpFeature(GatewayFeature gateway) {
        this.gateway = gateway;
    }

    @Override
    public Set<String> uses() {
        return Set.of("gateway", "dossier", "duties", "law", "registry");
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void open(House house) {
        var tools = new OfficeTools(house.office(), house.library(), gateway);
        endpoints = new OfficeMcpApi(tools, WordBook.of(List.of(McpFeature.class))).endpoints();
    }

    @Override
    public List<Endpoint> endpoints() {
        return endpoints;
    }
}
