package zhiheng.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * REST by one connection that stays, one request after another: a tenth of the CPU of a client of the JDK, which would otherwise be a
 * good part of what is measured where client and server share their cores. Made anew after it broke.
 */
final class PlainClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final String LENGTH = "content-length:";

    /** What came back. */
    record Answer(int status, String body) {}

    private final URI server;
    private final String authorization;
    private Socket socket = new Socket();
    private InputStream in = InputStream.nullInputStream();

    PlainClient(URI server, String authorization) {
        this.server = server;
        this.authorization = authorization;
    }

    /** @throws IOException where no whole answer came; whether it was done is not known then */
    Answer send(String method, String path, String body) throws IOException {
        try {
            if (!socket.isConnected()) {
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(PATIENCE_MILLIS);
                socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), PATIENCE_MILLIS);
                in = new BufferedInputStream(socket.getInputStream());
            }
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            var head = method + " " + path + " HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\nAuthorization: "
                    + authorization + "\r\nContent-Type: application/json\r\nContent-Length: " + bytes.length
                    + "\r\n\r\n";
            var headBytes = head.getBytes(StandardCharsets.US_ASCII);
            var all = new byte[headBytes.length + bytes.length];
            System.arraycopy(headBytes, 0, all, 0, headBytes.length);
            System.arraycopy(bytes, 0, all, headBytes.length, bytes.length);
            socket.getOutputStream().write(all);
            return answer();
        } catch (IOException e) {
            close();
            socket = new Socket();
            throw e;
        }
    }

    private Answer answer() throws IOException {
        int status = Integer.parseInt(line().split(" ")[1]);
        int length = -1;
        for (var line = line(); !line.isEmpty(); line = line()) {
            if (line.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                length = Integer.parseInt(line.substring(LENGTH.length()).strip());
            }
        }
        if (length < 0) {
            throw new IOException("an answer without a length, which this client does not read");
        }
        return new Answer(status, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the connection ended within an answer");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
