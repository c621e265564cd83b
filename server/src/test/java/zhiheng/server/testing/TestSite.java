package zhiheng.server.testing;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import zhiheng.office.Office;
import zhiheng.server.ground.identity.Identity;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;
import zhiheng.server.rooms.gateway.GatewayHost;

/** The server on a random port with a gateway and the sample model, over an empty {@code folder}, with the packs that ship. */
public final class TestSite implements AutoCloseable {
    public final Identity identity;
    public final Office office;
    public final String address;
    public final GatewayHost gateway;
    private final ZhihengServer server;

    public TestSite(Path folder) {
        var clock = Clock.offset(
                        Clock.systemUTC(), Duration.between(Instant.now(), Instant.parse("2026-11-24T09:00:00Z")))
                .withZone(ZoneOffset.UTC);
        var config =
                Config.of(folder, Path.of("../packs/library"), "127.0.0.1", 0).withGateway(0, Set.of(), true);
        server = ZhihengServer.start(config, clock);
        identity = server.identity();
        office = server.office();
        gateway = server.gateway().orElseThrow();
        address = server.address().toString();
    }

    @Override
    public void close() {
        server.close();
    }
}
