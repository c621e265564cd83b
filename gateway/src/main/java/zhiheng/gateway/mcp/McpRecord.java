package zhiheng.gateway.mcp;

import io.vertx.core.MultiMap;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.Ask;
import zhiheng.gateway.Content;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.Served;
import zhiheng.gateway.inspect.Detection;
import zhiheng.gateway.inspect.FoundAside;
import zhiheng.gateway.permit.Decision;
import zhiheng.gateway.permit.Users;
import zhiheng.gateway.wire.CallIds;
import zhiheng.gateway.wire.Parts;

/** What is learnt about one call of a tool, until its answer is there and it becomes an {@link Interaction}. */
final class McpRecord {
    final String id;
    final Instant time;
    final Ask ask;
    private final Parts parts;
    private final McpDoor.Place place;
    private final byte[] call;
    private final String trace;
    private final long startNanos = System.nanoTime();
    private final Map<String, Integer> detections = new TreeMap<>();
    private boolean asked;
    private boolean keeps;
    private @Nullable CompletableFuture<List<Detection>> aside;
    String clause = "";
    long permitVersion;
    boolean held;
    /** Who decided about it; "" while nobody had to. */
    String decidedBy = "";

    /** @param name the tool's, or the method's where no tool is called */
    McpRecord(Parts parts, McpDoor.Place place, String name, byte[] call, MultiMap headers) {
        this.parts = parts;
        this.place = place;
        this.call = call;
        time = parts.clock().instant();
        id = CallIds.next(time.toEpochMilli());
        var user = headers.get("X-Zhiheng-User");
        var age = headers.get("X-Zhiheng-Age");
        var traceparent = headers.get("traceparent");
        trace = traceparent != null && traceparent.matches("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")
                ? traceparent
                : "";
        ask = new Ask(
                        "",
                        user == null || user.isBlank() ? null : Users.hash(place.system(), user),
                        headers.get("X-Zhiheng-Region"),
                        age != null && age.matches("[0-9]{1,3}") ? Integer.parseInt(age) : -1,
                        headers.get("X-Zhiheng-Purpose"),
                        0,
                        List.of(place.server() + ":" + name),
                        headers.get(Ask.TENANT))
                .forTheRecord();
    }

    byte[] call() {
        return call;
    }

    void passed(Decision.Pass pass) {
        permitVersion = pass.permit().version();
        keeps = pass.permit().terms().keepContentDays() > 0;
    }

    void asked() {
        asked = true;
    }

    void found(String way, List<Detection> found) {
        for (var detection : found) {
            detections.merge(way + ":" + detection.kind(), 1, Integer::sum);
        }
    }

    /** What somebody finds in the tool's answer who does not hold it up. */
    void noteAside(@Nullable CompletableFuture<List<Detection>> found) {
        aside = found;
    }

    /** @param answer what the client is sent */
    void close(int status, byte[] answer) {
        long micros = (System.nanoTime() - startNanos) / 1000;
        var interaction = new Interaction(
                id,
                place.system(),
                time,
                Interaction.MCP + place.server(),
                ask,
                asked ? place.server() : "",
                asked ? 1 : 0,
                false,
                permitVersion,
                status,
                clause,
                sha256(call),
                call.length,
                sha256(answer),
                answer.length,
                0,
                0,
                micros,
                micros,
                false,
                detections,
                held,
                trace,
                false,
                Served.UNSAID);
        var content = keeps ? Content.of(call, "application/json", answer) : null;
        var sealed = content == null ? null : parts.seal().seal(id, content.toBytes());
        FoundAside.record(parts.records(), interaction, sealed, aside);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
