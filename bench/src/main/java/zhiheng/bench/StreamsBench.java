package zhiheng.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import zhiheng.bench.gateway.Calls;
import zhiheng.bench.gateway.Memory;
import zhiheng.bench.gateway.Served;

/**
 * How much memory an open stream takes: {@code streams [COUNT]}, by default 10,000, as far as the limit of file descriptors allows (the
 * port takes a quarter of them). The real server with everything on; each stream has had three events of its answer and waits for
 * more. First as many streams are opened and closed again, so that code, caches and the young part of the heap are as large as they get; then
 * live heap (after a full collection), memory outside of the heap and what is resident are read with none open and with all. The callers and
 * the model server run in processes of their own and are not counted.
 */
public final class StreamsBench {
    /** The gateway's port takes connections up to a quarter of the descriptors that its process may have. */
    private static final int FILES_A_STREAM = 4;

    private static final int AT_ONCE = 100;
    private static final String FLAGS = "-XX:+UseSerialGC -XX:NewSize=256m -XX:NativeMemoryTracking=summary";

    private StreamsBench() {}

    /** In megabytes; resident is without files. */
    private record Kept(double heap, double outside, double resident) {}

    public static void main(String[] args) throws Exception {
        int wanted = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        int count = Math.min(wanted, mostFiles() / FILES_A_STREAM - AT_ONCE);
        if (count < wanted) {
            System.out.printf(
                    "%,d files may be open (ulimit -n), so %,d streams instead of %,d%n", mostFiles(), count, wanted);
        }
        try (var served = Served.start(FLAGS)) {
            var request = Calls.request("open", true, served.key, "");
            open(served.gatewayPort, request, count).close();
            Thread.sleep(3_000);
            var before = kept(served.pid());
            try (var streams = open(served.gatewayPort, request, count)) {
                Thread.sleep(3_000);
                var with = kept(served.pid());
                System.out.printf("%n%,d streams open, %,d of them with words%n", count, streams.begun);
                System.out.println("| | none open, MB | all open, MB | kB a stream |\n|---|---:|---:|---:|");
                row("live heap", before.heap, with.heap, count);
                row("outside of the heap, buffers and threads", before.outside, with.outside, count);
                row("resident, without files", before.resident, with.resident, count);
            }
        }
    }

    private static void row(String what, double before, double with, int count) {
        System.out.printf("| %s | %.1f | %.1f | %.1f |%n", what, before, with, (with - before) * 1024 / count);
    }

    /** Streams of which each has had its first words. */
    private static final class Streams implements AutoCloseable {
        final List<SocketChannel> channels = new ArrayList<>();
        int begun;

        @Override
        public void close() throws IOException {
            for (var channel : channels) {
                channel.close();
            }
        }
    }

    private static Streams open(int port, byte[] request, int count) throws IOException {
        var streams = new Streams();
        var bytes = ByteBuffer.allocate(16 * 1024);
        try (var selector = Selector.open()) {
            while (streams.channels.size() < count) {
                int batch = Math.min(AT_ONCE, count - streams.channels.size());
                for (int i = 0; i < batch; i++) {
                    var channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
                    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                    channel.write(ByteBuffer.wrap(request));
                    channel.configureBlocking(false);
                    channel.register(selector, SelectionKey.OP_READ);
                    streams.channels.add(channel);
                }
                await(selector, bytes, batch, streams);
            }
        }
        return streams;
    }

    /** Until each has had an event; what is read ends with it, so that one read tells. */
    private static void await(Selector selector, ByteBuffer bytes, int batch, Streams streams) throws IOException {
        int left = batch;
        while (left > 0 && selector.select(30_000) > 0) {
            for (var keys = selector.selectedKeys().iterator(); keys.hasNext(); ) {
                var key = keys.next();
                keys.remove();
                bytes.clear();
                int n = ((SocketChannel) key.channel()).read(bytes);
                var text = new String(bytes.array(), 0, Math.max(0, n), StandardCharsets.UTF_8);
                if (n < 0 || text.contains("data: ")) {
                    streams.begun += n < 0 || !text.contains("chat.completion.chunk") ? 0 : 1;
                    key.cancel();
                    left--;
                }
            }
        }
    }

    private static int mostFiles() throws IOException {
        for (var line : Files.readAllLines(Path.of("/proc/self/limits"))) {
            if (line.startsWith("Max open files")) {
                return Integer.parseInt(line.strip().split("\\s+")[3].replace("unlimited", "1000000"));
            }
        }
        return 1_024;
    }

    private static Kept kept(long pid) throws IOException, InterruptedException {
        var memory = new Memory(pid);
        memory.liveHeap();
        return new Kept(
                memory.liveHeap(), memory.outside("Other", "Thread", "NIO", "Internal"), memory.status("RssAnon"));
    }
}
