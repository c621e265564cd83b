package zhiheng.cluster;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** A broker in a process of its own, that can be killed as a machine dies: without a word. */
final class BrokerProcess implements AutoCloseable {
    private static final Duration UP_WITHIN = Duration.ofSeconds(60);

    private final Path data;
    private final int port = freePort();
    private final int securedPort = freePort();
    private final int controllerPort = freePort();
    private final @Nullable Path more;
    private Process process;

    /** @param secured what it asks of who comes by {@link #securedAddress}; null for no such way in */
    BrokerProcess(Path data, @Nullable Secured secured) throws IOException {
        this.data = data;
        more = secured == null ? null : secured.broker(port, securedPort, controllerPort);
        process = begin();
        awaitUp();
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    String securedAddress() {
        return "127.0.0.1:" + securedPort;
    }

    private Process begin() throws IOException {
        return Broker.byItself(
                        data, port, controllerPort, more, "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        data.resolveSibling("broker.log").toFile()))
                .start();
    }

    private void awaitUp() throws IOException {
        try (var admin = admin()) {
            admin.describeCluster().nodes().get(UP_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            process.destroyForcibly();
            throw new IOException("no broker, see " + data.resolveSibling("broker.log"), e);
        }
    }

    Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", address(), "default.api.timeout.ms", "60000"));
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void startAgain() throws IOException {
        process = begin();
        awaitUp();
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
