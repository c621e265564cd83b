package zhiheng.bench.gateway;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One streamed call on a connection of its own, read by a client that notes how far it came: it may be cut off anywhere. */
public final class OneStream {
    /** What the client has seen: the call's id, how many bytes of the body, its digest where it came to its end. */
    public record Seen(
            String id, int status, long bytes, @Nullable String digest) {
        public boolean isWhole() {
            return digest != null;
        }
    }

    private OneStream() {}

    /**
     * @param begun is told the id with the first byte of the body
     * @return null where not even a head came
     */
    public static @Nullable Seen call(int port, byte[] request, Consumer<String> begun) {
        String id = "";
        int status = 0;
        long bytes = 0;
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request);
            var in = new BufferedInputStream(socket.getInputStream());
            status = Integer.parseInt(line(in).split(" ")[1]);
            for (var header = line(in); !header.isEmpty(); header = line(in)) {
                if (header.regionMatches(true, 0, "x-zhiheng-interaction: ", 0, 23)) {
                    id = header.substring(23).strip();
                }
            }
            var digest = sha256();
            while (true) {
                int size = Integer.parseInt(line(in), 16);
                for (int left = size; left > 0; ) {
                    var piece = in.readNBytes(1);
                    if (piece.length == 0) {
                        return new Seen(id, status, bytes, null);
                    }
                    if (bytes++ == 0) {
                        begun.accept(id);
                    }
                    digest.update(piece);
                    left--;
                }
                line(in);
                if (size == 0) {
                    return new Seen(id, status, bytes, HexFormat.of().formatHex(digest.digest()));
                }
            }
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException cut) {
            return id.isEmpty() ? null : new Seen(id, status, bytes, null);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String line(InputStream in) throws IOException {
        var out = new ByteArrayOutputStream();
        int b;
        while ((b = in.read()) != '\n') {
            if (b < 0) {
                throw new IOException("cut off");
            }
            if (b != '\r') {
                out.write(b);
            }
        }
        return out.toString(StandardCharsets.US_ASCII);
    }
}
