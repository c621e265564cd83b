package zhiheng.server.ground.page;

import io.vertx.core.http.HttpServerResponse;
import java.util.function.Consumer;
import zhiheng.server.ground.http.SentFile;

/** What goes back to the browser. */
public sealed interface Reply {
    /** A page. */
    record Html(int status, String body) implements Reply {}

    /** Onward to another page of ours, after a form. */
    record Go(String to) implements Reply {}

    /** A file to keep; {@code name} is what the browser calls it. */
    record Download(String contentType, String name, byte[] content) implements Reply {}

    /** A picture or sound, shown where a page points at it. */
    record Shown(String contentType, byte[] content) implements Reply {}

    /** A stream of server-sent events, begun on the event loop; whoever begins it ends it. */
    record Events(Consumer<HttpServerResponse> begin) implements Reply {}

    /** A file too large for memory; deleted once it is sent. */
    record SentDownload(SentFile file) implements Reply {}
}
