package zhiheng.server.ground.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/** One address of the API. {@code path} is Vert.x's, such as {@code /api/v1/systems/:id}. */
public record Endpoint(HttpMethod method, String path, Access access, Body body, Handler handler) {
    /** Who may call. */
    public enum Access {
        ANYBODY,
        KNOWN
    }

    /** What the request may carry. */
    public enum Body {
        NONE(0),
        JSON(JsonIn.MAX_BYTES),
        /** JSON, or nothing at all where every member may be left out. */
        JSON_IF_ANY(JsonIn.MAX_BYTES),
        FILE(zhiheng.office.duties.EvidenceFiles.MAX_BYTES),
        /** Goes to the disk as it comes, see {@link Call#file}. */
        STREAM(zhiheng.server.ground.http.SentFile.MAX_BYTES);

        public final long mostBytes;

        Body(long mostBytes) {
            this.mostBytes = mostBytes;
        }
    }

    /** Answers; runs on a virtual thread and may block. */
    @FunctionalInterface
    public interface Handler {
        Reply handle(Call call) throws Exception;

        /**
         * For an address open to {@link Access#ANYBODY} that knows its callers in a way of its own: throws before a byte of the body is
         * taken. May block.
         */
        default void admit(HttpServerRequest request) {}
    }

    public static Endpoint get(String path, Handler handler) {
        return new Endpoint(HttpMethod.GET, path, Access.KNOWN, Body.NONE, handler);
    }

    public static Endpoint open(HttpMethod method, String path, Body body, Handler handler) {
        return new Endpoint(method, path, Access.ANYBODY, body, handler);
    }

    public static Endpoint json(HttpMethod method, String path, Handler handler) {
        return new Endpoint(method, path, Access.KNOWN, Body.JSON, handler);
    }

    /** A deed that needs no body. */
    public static Endpoint post(String path, Handler handler) {
        return new Endpoint(HttpMethod.POST, path, Access.KNOWN, Body.NONE, handler);
    }

    public static Endpoint jsonIfAny(HttpMethod method, String path, Handler handler) {
        return new Endpoint(method, path, Access.KNOWN, Body.JSON_IF_ANY, handler);
    }

    public static Endpoint file(HttpMethod method, String path, Handler handler) {
        return new Endpoint(method, path, Access.KNOWN, Body.FILE, handler);
    }

    public static Endpoint stream(HttpMethod method, String path, Handler handler) {
        return new Endpoint(method, path, Access.KNOWN, Body.STREAM, handler);
    }

    public static Endpoint delete(String path, Handler handler) {
        return new Endpoint(HttpMethod.DELETE, path, Access.KNOWN, Body.NONE, handler);
    }
}
