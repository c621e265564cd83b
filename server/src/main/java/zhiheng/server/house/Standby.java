package zhiheng.server.house;

import io.vertx.core.Vertx;
import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.server.ground.ServerFile;

/** What a server has open while another one leads: its copy of the log, a relay at its gateway's port, and an office made ready. */
final class Standby {
    private final Vertx vertx;
    private final Config config;
    private final ServerFile file;
    private final Supplier<@Nullable URI> gateway;
    private volatile @Nullable Following following;
    private @Nullable Relay relay;

    /** @param gateway of the server that leads; null for none */
    Standby(Vertx vertx, Config config, ServerFile file, Supplier<@Nullable URI> gateway) {
        this.vertx = vertx;
        this.config = config;
        this.file = file;
        this.gateway = gateway;
    }

    /**
     * Follows from now on.
     *
     * @param port the gateway's; 0 for any free one, {@link Config#NO_GATEWAY} for none
     * @return the port that the relay has
     * @throws Refusal where the port is taken; the log is followed all the same
     */
    int follow(int port) {
        following = new Following(config, file);
        Rehearsal.later(config, () -> following != null);
        if (port != Config.NO_GATEWAY) {
            relay = new Relay(vertx, config, port, gateway);
            return relay.port();
        }
        return port;
    }

    /** Lets go of what it has open, before this server leads. */
    void end() {
        var followed = following;
        following = null;
        if (followed != null) {
            followed.close();
        }
        if (relay != null) {
            relay.close();
            relay = null;
        }
    }

    /** How many entries its ledger has; 0 while it follows nobody. */
    long entries() {
        var followed = following;
        return followed == null ? 0 : followed.entries();
    }
}
