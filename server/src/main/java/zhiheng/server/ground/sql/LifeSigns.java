package zhiheng.server.ground.sql;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/** Whether anything listens where a server said that it does. */
final class LifeSigns {
    private static final int PATIENCE_MILLIS = 200;

    private LifeSigns() {}

    /**
     * Whether the machine at this address answers that nobody listens there, as it does at once when a process has ended. No answer is
     * no sign: the machine may be gone, or the way to it.
     */
    static boolean refused(String address) {
        if (address.isEmpty()) {
            return false;
        }
        var uri = URI.create(address);
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), PATIENCE_MILLIS);
            return false;
        } catch (ConnectException e) {
            return true;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }
}
