package zhiheng.server.ground.page;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The few files beside the pages, read once from the class path. */
public final class StaticFiles {
    private StaticFiles() {}

    /** Serves the files of the ground and those of rooms. */
    public static void mount(Router router, List<Asset> assets) {
        serve(router, new Asset("zhiheng.css", "text/css; charset=utf-8", "/zhiheng/server/ground/page/zhiheng.css"));
        serve(router, new Asset("logo.svg", "image/svg+xml", "/zhiheng/server/ground/page/logo.svg"));
        serve(router, Asset.script(StaticFiles.class, "page.js"));
        // lines and bars with what belongs to them; maps, trees and the like stay out
        serve(router, Asset.library("echarts.min.js", WebJar.file("org.webjars", "echarts", "echarts.common.min.js")));
        serve(router, Asset.library("htmx.min.js", WebJar.file("org.webjars.npm", "htmx.org", "dist/htmx.min.js")));
        assets.forEach(asset -> serve(router, asset));
    }

    private static void serve(Router router, Asset asset) {
        var plain = read(asset.resource());
        var zipped = zipped(plain);
        var tag = Integer.toHexString(Arrays.hashCode(plain.getBytes()));
        var path = "/static/" + asset.name();
        router.get(path).handler(ctx -> send(ctx, asset, tag, plain, zipped));
        router.head(path).handler(ctx -> send(ctx, asset, tag, plain, zipped));
    }

    private static void send(RoutingContext ctx, Asset asset, String tag, Buffer plain, Buffer zipped) {
        var request = ctx.request();
        boolean zips = takesGzip(request.getHeader("Accept-Encoding")) && zipped.length() < plain.length();
        var ours = "\"" + tag + (zips ? "-gz\"" : "\"");
        var response = ctx.response()
                .putHeader("Cache-Control", "public, max-age=3600")
                .putHeader("Vary", "Accept-Encoding")
                .putHeader("ETag", ours);
        if (ours.equals(request.getHeader("If-None-Match"))) {
            response.setStatusCode(304).end();
            return;
        }
        var content = zips ? zipped : plain;
        response.putHeader("Content-Type", asset.type());
        if (zips) {
            response.putHeader("Content-Encoding", "gzip");
        }
        if (request.method() == HttpMethod.HEAD) {
            response.putHeader("Content-Length", String.valueOf(content.length()))
                    .end();
        } else {
            response.end(content);
        }
    }

    /** Whether a browser takes gzip, as it says in {@code Accept-Encoding}. */
    static boolean takesGzip(@Nullable String accepted) {
        return accepted != null
                && Arrays.stream(accepted.toLowerCase(Locale.ROOT).split(","))
                        .map(String::strip)
                        .anyMatch(coding -> coding.startsWith("gzip") && !coding.matches("gzip;\\s*q=0(\\.0*)?"));
    }

    /** Done once at the start: the files do not change while the server runs. */
    private static Buffer zipped(Buffer plain) {
        var out = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(out)) {
            zip.write(plain.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Buffer.buffer(out.toByteArray());
    }

    private static Buffer read(String resource) {
        try (var in = Objects.requireNonNull(StaticFiles.class.getResourceAsStream(resource), resource)) {
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
