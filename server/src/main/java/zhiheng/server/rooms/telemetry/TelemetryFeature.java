package zhiheng.server.rooms.telemetry;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.Interaction;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;

/** Traces, metrics and logs of calls to a collector, where one is named. */
public final class TelemetryFeature implements Capability {
    private final @Nullable URI collector;
    private final Map<String, String> headers;
    private @Nullable Telemetry telemetry;

    /**
     * @param collector null sends nothing
     * @param headers what goes with it, such as an authorization
     */
    public TelemetryFeature(@Nullable URI collector, Map<String, String> headers) {
        this.collector = collector;
        this.headers = headers;
    }

    @Override
    public void open(House house) {
        if (collector != null) {
            telemetry = new Telemetry(collector, headers);
        }
    }

    /** Calls that are in the database now. */
    public void calls(List<Interaction> calls) {
        if (telemetry != null) {
            telemetry.calls(calls);
        }
    }

    /** As {@link #calls}, of a gateway that runs by itself. */
    public void calls(List<Interaction> calls, Handed handed) {
        if (telemetry != null) {
            telemetry.calls(calls, handed);
        }
    }

    /** An alert that is in the database now. */
    public void alert(AlertWay way) {
        if (telemetry != null) {
            telemetry.alert(way);
        }
    }

    @Override
    public void close() throws InterruptedException {
        if (telemetry != null) {
            telemetry.close();
        }
    }
}
