package zhiheng.gateway.wire;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;
import zhiheng.gateway.permit.Decision;
import zhiheng.gateway.permit.PermitState;
import zhiheng.gateway.upstream.Forwarder;
import zhiheng.gateway.upstream.Route;
import zhiheng.gateway.upstream.Upstream;

/** A call as it goes on to a model: as it came where nothing in it had to change, byte for byte. */
final class Outgoing {
    private static final String STREAM_OPTIONS = "stream_options";
    private static final byte[] ASK_USAGE =
            "\"stream_options\":{\"include_usage\":true},".getBytes(StandardCharsets.UTF_8);

    private final Incoming call;
    private final @Nullable Buffer original;
    private final Decision.Pass pass;
    private final @Nullable String fallback;
    private final boolean asksUsage;

    /** @param original the body as received, null when a mask changed it */
    Outgoing(Incoming call, @Nullable Buffer original, Decision.Pass pass, Route route) {
        this.call = call;
        this.original = original;
        this.pass = pass;
        asksUsage = mustAskUsage(call);
        fallback = pass.state() == PermitState.DEGRADED ? route.fallbackModel() : null;
    }

    /** @param traceparent for the model server, empty without a trace */
    Forwarder.Call to(String traceparent, Map<String, String> headers) {
        var target = call.target();
        boolean plain = !target.asksModel();
        return new Forwarder.Call(
                path(target),
                target.method(),
                plain
                        ? target.isStored() ? "" : target.id()
                        : fallback != null ? fallback : call.ask().model(),
                plain ? "" : call.form() != null ? call.form().contentType() : "application/json",
                headers,
                traceparent,
                (upstream, attempt) -> plain ? Buffer.buffer() : body(upstream));
    }

    /** A model that is asked about has a name of its own at each upstream. */
    private static String path(Target target) {
        return target.surface() == Surface.MODELS && !target.id().isEmpty()
                ? "/models/" + Upstream.MODEL
                : target.path();
    }

    /** What an upstream is asked for. */
    String model(Upstream upstream) {
        var asked = fallback != null ? fallback : call.ask().model();
        return upstream.models().getOrDefault(asked, asked);
    }

    private Buffer body(Upstream upstream) {
        var there = model(upstream);
        boolean inline = mustBeInline(there);
        boolean counts = asksUsage && upstream.asksUsage();
        if (original != null && there.equals(call.ask().model()) && !inline) {
            if (!counts) {
                return original;
            }
            if (!call.body().has(STREAM_OPTIONS)) {
                return spliced(original);
            }
        }
        var body = call.body().deepCopy();
        body.put("model", there);
        if (counts) {
            var options =
                    body.path(STREAM_OPTIONS) instanceof ObjectNode given ? given : body.putObject(STREAM_OPTIONS);
            options.put("include_usage", true);
        }
        if (inline) {
            body.put("response_format", "b64_json");
        }
        var form = call.form();
        return form != null ? form.write(body) : Buffer.buffer(WireJson.MAPPER.writeValueAsBytes(body));
    }

    /**
     * Whether a stream does not ask for the count of its tokens, so that the gateway does: the caps count them, and most clients do not
     * ask. The event that brings it is taken out again.
     */
    static boolean mustAskUsage(Incoming call) {
        return call.stream()
                && (call.surface() == Surface.CHAT || call.surface() == Surface.COMPLETIONS)
                && !call.body().path(STREAM_OPTIONS).path("include_usage").asBoolean(false);
    }

    /** The same bytes but for one member at the start. */
    private static Buffer spliced(Buffer object) {
        int brace = 0;
        while (object.getByte(brace) != '{') {
            brace++;
        }
        return Buffer.buffer(object.length() + ASK_USAGE.length)
                .appendBuffer(object, 0, brace + 1)
                .appendBytes(ASK_USAGE)
                .appendBuffer(object, brace + 1, object.length() - brace - 1);
    }

    /** An image behind an address cannot be labelled on its way; models that answer inline always refuse to be asked for it. */
    private boolean mustBeInline(String model) {
        return call.surface().isPictures()
                && !new TextLabel(pass.permit().terms(), "").isEmpty()
                && !call.body().path("response_format").asString("").equals("b64_json")
                && !model.startsWith("gpt-image");
    }
}
