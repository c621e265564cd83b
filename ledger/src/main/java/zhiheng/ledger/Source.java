package zhiheng.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import zhiheng.base.WebAddress;

/** Where a verifier reads a log's public files. */
sealed interface Source {
    /** Null when there is none; IOException when it is longer than {@code max} or cannot be read. */
    byte @Nullable [] read(String name, int max) throws IOException;

    /** The widths at which this tile has files, where files can be listed. */
    List<Integer> widths(Tile tile) throws IOException;

    record Dir(Path root) implements Source {
        @Override
        public byte @Nullable [] read(String name, int max) throws IOException {
            try (InputStream in = Files.newInputStream(root.resolve(name))) {
                return limited(name, in.readNBytes(max + 1), max);
            } catch (NoSuchFileException e) {
                return null;
            }
        }

        @Override
        public List<Integer> widths(Tile tile) throws IOException {
            var widths = new ArrayList<Integer>();
            Path partials = root.resolve(tile.path(Tile.WIDTH) + ".p");
            if (Files.isDirectory(partials)) {
                try (var files = Files.list(partials)) {
                    for (var file : files.toList()) {
                        String name = String.valueOf(file.getFileName());
                        if (name.matches("[1-9][0-9]{0,2}") && Integer.parseInt(name) < Tile.WIDTH) {
                            widths.add(Integer.parseInt(name));
                        }
                    }
                }
            }
            if (Files.exists(root.resolve(tile.path(Tile.WIDTH)))) {
                widths.add(Tile.WIDTH);
            }
            return widths;
        }
    }

    record Http(URI base, HttpClient client, @Nullable String bearer) implements Source {
        private static final Duration CONNECT = Duration.ofSeconds(10);
        private static final Duration WHOLE = Duration.ofSeconds(60);

        /** @param bearer a token for a log that is not public; it is never sent on to where a redirect points */
        static Http at(URI written, @Nullable String bearer) {
            var uri = WebAddress.of(written)
                    .orElseThrow(() -> new LedgerException(
                            "“" + written + "”不是 http(s) 地址。", "\"" + written + "\" is not an http or https address."));
            URI base = uri.toString().endsWith("/") ? uri : URI.create(uri + "/");
            return new Http(
                    base,
                    HttpClient.newBuilder()
                            .connectTimeout(CONNECT)
                            .followRedirects(bearer == null ? HttpClient.Redirect.NORMAL : HttpClient.Redirect.NEVER)
                            .build(),
                    bearer);
        }

        @Override
        public byte @Nullable [] read(String name, int max) throws IOException {
            URI uri = base.resolve(name);
            var request = HttpRequest.newBuilder(uri).timeout(WHOLE);
            if (bearer != null) {
                request.header("Authorization", "Bearer " + bearer);
            }
            var sent = client.sendAsync(request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), max));
            try {
                var response = sent.get(WHOLE.toSeconds(), TimeUnit.SECONDS);
                return switch (response.statusCode()) {
                    case 200 -> response.body();
                    case 404 -> null;
                    default -> throw new IOException(uri + " answered " + response.statusCode());
                };
            } catch (ExecutionException e) {
                throw new IOException(uri + ": " + e.getCause(), e);
            } catch (TimeoutException e) {
                sent.cancel(true);
                throw new IOException(uri + " took longer than " + WHOLE.toSeconds() + " s", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }

        @Override
        public List<Integer> widths(Tile tile) {
            return List.of();
        }
    }

    private static byte[] limited(String name, byte[] bytes, int max) throws IOException {
        if (bytes.length > max) {
            throw new IOException(name + " is longer than the " + max + " bytes it may have");
        }
        return bytes;
    }
}
