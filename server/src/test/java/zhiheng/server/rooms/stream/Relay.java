package zhiheng.server.rooms.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The way to a broker, which can fall silent: connections are taken and held, and not a byte goes through. */
final class Relay implements AutoCloseable {
    private final ServerSocket listener;
    private final int target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final Object gate = new Object();
    private boolean silent;

    Relay(int target) throws IOException {
        this.target = target;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    void silence(boolean silent) {
        synchronized (gate) {
            this.silent = silent;
            gate.notifyAll();
        }
    }

    private void accept() {
        try {
            while (true) {
                var from = listener.accept();
                sockets.add(from);
                var to = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(to);
                Thread.ofVirtual().start(() -> pump(from, to));
                Thread.ofVirtual().start(() -> pump(to, from));
            }
        } catch (IOException closed) {
            // ends with the listener
        }
    }

    private void pump(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            var bytes = new byte[1 << 16];
            int read;
            while ((read = in.read(bytes)) >= 0) {
                synchronized (gate) {
                    while (silent) {
                        gate.wait();
                    }
                }
                out.write(bytes, 0, read);
            }
        } catch (IOException closed) {
            // by either side
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        silence(false);
        for (var socket : sockets) {
            socket.close();
        }
    }
}
