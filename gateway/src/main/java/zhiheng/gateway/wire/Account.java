package zhiheng.gateway.wire;

import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.inspect.Detection;

/** What is learnt about a call on its way, until it is over and becomes an {@link Interaction}. */
final class Account {
    final String id;
    final String system;
    final Surface surface;
    private final Instant time;
    private final long startNanos = System.nanoTime();
    private final Digest in = new Digest();
    private final Digest out = new Digest();
    private final Map<String, Integer> detections = new TreeMap<>();
    private long firstByteNanos;
    private String model = "";
    private @Nullable Long userHash;
    private boolean stream;
    String upstream = "";
    int attempts;
    long permitVersion;
    String clause = "";
    long tokensIn;
    long tokensOut;
    boolean labelled;
    boolean held;

    Account(String system, Surface surface, Clock clock) {
        this.system = system;
        this.surface = surface;
        time = clock.instant();
        id = Ids.next(time.toEpochMilli());
    }

    void received(Buffer body) {
        in.add(body);
    }

    void read(Incoming call, @Nullable Long user) {
        model = call.ask().model();
        stream = call.stream();
        userHash = user;
    }

    void sent(Buffer piece) {
        if (firstByteNanos == 0) {
            firstByteNanos = System.nanoTime();
        }
        out.add(piece);
    }

    void found(String way, List<Detection> found) {
        for (var detection : found) {
            detections.merge(way + ":" + detection.kind(), 1, Integer::sum);
        }
    }

    Interaction close(int status) {
        long end = System.nanoTime();
        return new Interaction(
                id,
                system,
                time,
                surface.path,
                model,
                upstream,
                attempts,
                stream,
                permitVersion,
                status,
                clause,
                userHash,
                in.hex(),
                (int) in.bytes(),
                out.hex(),
                out.bytes(),
                tokensIn,
                tokensOut,
                ((firstByteNanos == 0 ? end : firstByteNanos) - startNanos) / 1000,
                (end - startNanos) / 1000,
                labelled,
                detections,
                held);
    }
}
