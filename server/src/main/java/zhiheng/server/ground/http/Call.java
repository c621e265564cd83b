package zhiheng.server.ground.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import zhiheng.base.JsonReader;
import zhiheng.office.people.Actor;

/** A request, its body read and its sender known. */
public record Call(RoutingContext context, Caller caller, Endpoint.Body takes) {
    private static final int MAX_PARAMETER = 500;

    public Actor actor() {
        return caller.actor();
    }

    public HttpServerRequest request() {
        return context.request();
    }

    public String path(String name) {
        return context.pathParam(name);
    }

    @Nullable
    public String query(String name) {
        var values = context.queryParam(name);
        if (values.isEmpty() || values.getFirst().isEmpty()) {
            return null;
        }
        if (values.getFirst().length() > MAX_PARAMETER) {
            throw Problem.badRequest(
                    "参数“" + name + "”最多" + MAX_PARAMETER + "个字符。",
                    "The parameter '" + name + "' has " + MAX_PARAMETER + " characters at most.");
        }
        return values.getFirst();
    }

    @Nullable
    public LocalDate date(String name) {
        var text = query(name);
        return text == null ? null : JsonIn.date(name, text);
    }

    public int limit() {
        var text = query("limit");
        if (text == null) {
            return 50;
        }
        if (!text.matches("[1-9][0-9]{0,2}") || Integer.parseInt(text) > 200) {
            throw Problem.badRequest("“limit”须为1至200。", "'limit' must be from 1 to 200.");
        }
        return Integer.parseInt(text);
    }

    /** The body, an object that may hold {@code keys} and no others. There is no other way to a body of JSON. */
    public JsonIn json(String... keys) {
        return json(JsonReader.Limits.BODY, keys);
    }

    /** As {@link #json(String...)}, within limits of its own. */
    public JsonIn json(JsonReader.Limits limits, String... keys) {
        if (takes == Endpoint.Body.NONE || takes == Endpoint.Body.STREAM) {
            throw new IllegalStateException("the endpoint takes no JSON");
        }
        var sent = sent();
        if (takes == Endpoint.Body.JSON_IF_ANY && sent.length == 0) {
            return JsonIn.object(new byte[] {'{', '}'}, limits, keys);
        }
        if (!isJson()) {
            throw Problem.mediaType();
        }
        if (sent.length > JsonIn.MAX_BYTES) {
            throw Problem.tooLarge(JsonIn.MAX_BYTES);
        }
        return JsonIn.object(sent, limits, keys);
    }

    public boolean isJson() {
        var type = request().getHeader("Content-Type");
        return type != null && type.split(";")[0].strip().equalsIgnoreCase("application/json");
    }

    /** The body of an endpoint that takes a file. */
    public byte[] content() {
        if (takes != Endpoint.Body.FILE) {
            throw new IllegalStateException("the endpoint takes no file");
        }
        return sent();
    }

    private byte[] sent() {
        var buffer = context.body() == null ? null : context.body().buffer();
        return buffer == null ? new byte[0] : buffer.getBytes();
    }

    /** The body of an endpoint that takes a stream. Deleted once the call has been answered. */
    public SentFile file() {
        return java.util.Objects.requireNonNull(context.<SentFile>get(Spool.FILE), "a stream");
    }

    /** The version that the caller saw: If-Match, or the member {@code version}. */
    public long version(JsonIn json) {
        var match = request().getHeader("If-Match");
        if (match == null) {
            var version = json.numberOrNull("version");
            if (version == null) {
                throw Problem.versionRequired();
            }
            return version;
        }
        var text = match.strip().replaceAll("^\"|\"$", "");
        if (!text.matches("[0-9]{1,18}")) {
            throw Problem.badRequest("If-Match须为版本号，例如 \"3\"。", "If-Match must be a version such as \"3\".");
        }
        return Long.parseLong(text);
    }
}
