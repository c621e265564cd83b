package zhiheng.server.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A link that can be cut and healed: connections through it end at once, and no new ones come about; or fall silent, half open. */
public final class TcpProxy implements AutoCloseable {
    private final ServerSocket listening;
    private final int to;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;
    private volatile boolean silent;

    public TcpProxy(int to) throws IOException {
        this.to = to;
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** Ends everything. */
    public void cut() throws IOException {
        cut = true;
        for (var socket : open) {
            socket.close();
        }
    }

    /** Nothing comes through any more, and nobody is told. */
    public void silence() {
        silent = true;
    }

    /** New connections come through; those that were silent end. */
    public void heal() throws IOException {
        cut();
        silent = false;
        cut = false;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                var from = listening.accept();
                if (cut) {
                    from.close();
                    continue;
                }
                var onward = new Socket(InetAddress.getLoopbackAddress(), to);
                open.add(from);
                open.add(onward);
                Thread.ofVirtual().start(() -> pump(from, onward));
                Thread.ofVirtual().start(() -> pump(onward, from));
            } catch (IOException e) {
                // the test ends, or the database is away
            }
        }
    }

    private void pump(Socket from, Socket to) {
        var bytes = new byte[8192];
        try (from;
                to) {
            for (int n; (n = from.getInputStream().read(bytes)) >= 0; ) {
                while (silent && !cut) {
                    Thread.sleep(10);
                }
                to.getOutputStream().write(bytes, 0, n);
                to.getOutputStream().flush();
            }
        } catch (IOException | InterruptedException e) {
            // cut
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        cut();
    }
}
