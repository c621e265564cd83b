package zhiheng.server.ground.page;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The few files beside the pages, read once from the class path. */
public final class StaticFiles {
    private StaticFiles() {}

    public static void mount(Router router) {
        serve(router, "zhiheng.css", "text/css; charset=utf-8", "/zhiheng/server/ground/page/zhiheng.css");
        serve(router, "labels.js", "text/javascript; charset=utf-8", "/zhiheng/server/rooms/labels/labels.js");
        serve(router, "watch.js", "text/javascript; charset=utf-8", "/zhiheng/server/rooms/alerts/watch.js");
        serve(router, "live.js", "text/javascript; charset=utf-8", "/zhiheng/server/rooms/live/live.js");
        serve(router, "echarts.min.js", "text/javascript; charset=utf-8", WebJar.file("org.webjars", "echarts", "echarts.min.js"));
        serve(router, "logo.svg", "image/svg+xml", "/zhiheng/server/ground/page/logo.svg");
        serve(router, "htmx.min.js", "text/javascript; charset=utf-8", WebJar.file("org.webjars.npm", "htmx.org", "dist/htmx.min.js"));
    }

    private static void serve(Router router, String name, String type, String resource) {
        var content = read(resource);
        var tag = "\"" + Integer.toHexString(java.util.Arrays.hashCode(content.getBytes())) + "\"";
        router.get("/static/" + name).handler(ctx -> {
            ctx.response().putHeader("Cache-Control", "public, max-age=3600").putHeader("ETag", tag);
            if (tag.equals(ctx.request().getHeader("If-None-Match"))) {
                ctx.response().setStatusCode(304).end();
            } else {
                ctx.response().putHeader("Content-Type", type).end(content);
            }
        });
    }

    private static Buffer read(String resource) {
        try (var in = Objects.requireNonNull(StaticFiles.class.getResourceAsStream(resource), resource)) {
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
