package zhiheng.server.rooms.stream;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.base.Text;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.Check;
import zhiheng.server.ground.House;
import zhiheng.server.ground.sql.Migration;
import zhiheng.server.rooms.gateway.GatewayFeature;
import zhiheng.server.rooms.telemetry.TelemetryFeature;
import zhiheng.server.rooms.watch.LiveWatch;
import zhiheng.server.rooms.watch.WatchFeature;

/**
 * Past one machine: what the gateway records goes to a log, where a stream engine watches it, and the alerts come back from there. Does nothing
 * unless brokers are named.
 */
public final class StreamFeature implements Capability {
    private final @Nullable StreamSettings settings;
    private final GatewayFeature gateway;
    private final WatchFeature watch;
    private final TelemetryFeature telemetry;
    private @Nullable Publisher publisher;
    private @Nullable AlertReader alerts;

    /** @param settings null where the watch in this process sees the calls */
    public StreamFeature(
            @Nullable StreamSettings settings, GatewayFeature gateway, WatchFeature watch, TelemetryFeature telemetry) {
        this.settings = settings;
        this.gateway = gateway;
        this.watch = watch;
        this.telemetry = telemetry;
    }

    @Override
    public Set<String> uses() {
        return Set.of("gateway", "watch", "telemetry", "calls");
    }

    @Override
    public List<Migration> schema() {
        return List.of(Migration.of(StreamFeature.class, "V1__alerts_read.sql"));
    }

    @Override
    public List<Class<?>> commands() {
        return List.of(StreamCommand.class);
    }

    @Override
    public void open(House house) {
        var log = settings;
        if (log == null) {
            return;
        }
        alerts = new AlertReader(log, new AlertsRead(house.db()), watch.live(), house.clock(), telemetry::alert);
        var host = gateway.host();
        if (host.isPresent()) {
            try {
                publisher = new Publisher(
                        log, host.get().journal(), house.data(), call -> LiveWatch.observed(call, gateway::inspectors));
            } catch (IOException e) {
                throw Refusal.unavailable(
                        "网关名无法写入日志目录：" + e.getMessage(),
                        "The gateway's name cannot be written beside its journal: " + e.getMessage(),
                        e);
            }
        }
    }

    @Override
    public List<Check> checks() {
        var out = publisher;
        var in = alerts;
        return in == null
                ? List.of()
                : List.of(new Check("stream", false, () -> {
                    var trouble = out == null ? Optional.<Text>empty() : out.trouble();
                    return trouble.isPresent() ? trouble : in.trouble();
                }));
    }

    @Override
    public void close() throws InterruptedException {
        if (publisher != null) {
            publisher.close();
        }
        if (alerts != null) {
            alerts.close();
        }
    }
}
