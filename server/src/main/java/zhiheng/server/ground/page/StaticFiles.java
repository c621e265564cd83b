package zhiheng.server.ground.page;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** The few files beside the pages, read once from the class path. */
public final class StaticFiles {
    private StaticFiles() {}

    /** Serves the files of the ground and those of rooms. */
    public static void mount(Router router, List<Asset> assets) {
        serve(router, new Asset("zhiheng.css", "text/css; charset=utf-8", "/zhiheng/server/ground/page/zhiheng.css"));
        serve(router, new Asset("logo.svg", "image/svg+xml", "/zhiheng/server/ground/page/logo.svg"));
        serve(router, Asset.script(StaticFiles.class, "page.js"));
        serve(router, Asset.library("echarts.min.js", WebJar.file("org.webjars", "echarts", "echarts.min.js")));
        serve(router, Asset.library("htmx.min.js", WebJar.file("org.webjars.npm", "htmx.org", "dist/htmx.min.js")));
        assets.forEach(asset -> serve(router, asset));
    }

    private static void serve(Router router, Asset asset) {
        var content = read(asset.resource());
        var tag = "\"" + Integer.toHexString(java.util.Arrays.hashCode(content.getBytes())) + "\"";
        router.get("/static/" + asset.name()).handler(ctx -> {
            ctx.response().putHeader("Cache-Control", "public, max-age=3600").putHeader("ETag", tag);
            if (tag.equals(ctx.request().getHeader("If-None-Match"))) {
                ctx.response().setStatusCode(304).end();
            } else {
                ctx.response().putHeader("Content-Type", asset.type()).end(content);
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
