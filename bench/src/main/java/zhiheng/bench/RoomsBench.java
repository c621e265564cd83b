package zhiheng.bench;

import java.net.CookieManager;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import zhiheng.office.people.Role;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;

/**
 * Incident rooms, live: many open rooms with several listeners each, and how long it takes from the moment at which somebody sends an
 * entry until each listener of the room has it. The entry is on the disk and in the ledger's outbox in between. Server and listeners
 * share the machine. Arguments: rooms, listeners each, seconds, writers.
 */
public final class RoomsBench {
    private static final String PASSWORD = "a long enough one";
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
    private static final Pattern SENT = Pattern.compile("\"words\":\"t=([0-9]+)\"");
    /** An address may hold only so many connections; a machine has many on its loopback. The first one is the writers'. */
    private static final int PER_ADDRESS = 100;

    private RoomsBench() {}

    public static void main(String[] args) throws Exception {
        int rooms = args.length > 0 ? Integer.parseInt(args[0]) : 1_000;
        int each = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        int seconds = args.length > 2 ? Integer.parseInt(args[2]) : 30;
        int writers = args.length > 3 ? Integer.parseInt(args[3]) : 4;
        var packs = Path.of(System.getProperty("zhiheng.home", "."), "packs");
        var folder = Files.createTempDirectory("rooms-bench");
        try (var server = ZhihengServer.start(Config.of(folder, packs.resolve("library"), "127.0.0.1", 0));
                var client = HttpClient.newHttpClient()) {
            var boss = server.identity()
                    .setUp(server.setupToken().orElseThrow(), "bench", "Bench", PASSWORD.toCharArray())
                    .actor();
            var token = server.identity()
                    .createToken(boss, "bench", Role.ADMINISTRATOR)
                    .secret();
            var system = server.office()
                    .registry()
                    .register(boss, boss.orgId(), "Bench", "", "", Map.of())
                    .id();
            var rest = new Rest(client, server.address(), token);
            var ids = opened(rest, system, rooms);
            var cookie = signedIn(server.address());
            try (var listeners = new Listeners(server.address(), cookie)) {
                for (var id : ids) {
                    for (int i = 0; i < each; i++) {
                        listeners.listen(id);
                    }
                }
                listeners.await(rooms * each);
                System.out.printf(Locale.ROOT, "%,d rooms, %,d listeners connected%n", rooms, rooms * each);
                write(rest, ids, 2, writers); // warming up
                listeners.forget();
                int sent = write(rest, ids, seconds, writers);
                long end = System.nanoTime() + 10_000_000_000L;
                while (listeners.got() < (long) sent * each && System.nanoTime() < end) {
                    Thread.sleep(20);
                }
                report(sent, seconds, each, listeners.millis());
            }
        }
    }

    private static void report(int sent, int seconds, int each, long[] millis) {
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "%,d entries (%.0f/s), %,d of %,d deliveries; sent to seen: p50 %d ms, p99 %d ms, most %d ms (wanted"
                        + " p99 < 1,000)%n",
                sent,
                sent / (double) seconds,
                millis.length,
                (long) sent * each,
                millis.length == 0 ? -1 : millis[millis.length / 2],
                millis.length == 0 ? -1 : millis[(int) (millis.length * 0.99)],
                millis.length == 0 ? -1 : millis[millis.length - 1]);
    }

    private record Rest(HttpClient client, URI address, String token) {
        String post(String path, String body) throws Exception {
            var answer = client.send(
                    HttpRequest.newBuilder(address.resolve(path))
                            .header("Authorization", "Bearer " + token)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
            }
            return answer.body();
        }
    }

    private static List<String> opened(Rest rest, String system, int rooms) throws Exception {
        var ids = java.util.Collections.synchronizedList(new ArrayList<String>());
        var left = new AtomicInteger(rooms);
        try (var threads = Executors.newFixedThreadPool(16)) {
            for (int i = 0; i < 16; i++) {
                threads.submit(() -> {
                    while (left.getAndDecrement() > 0) {
                        var made = rest.post(
                                "/api/v1/incidents",
                                "{\"system\":\"" + system + "\",\"title\":\"A room\",\"source\":\"rest\"}");
                        ids.add(made.replaceAll("(?s)^\\{\"id\":\"([0-9a-f-]+)\".*", "$1"));
                    }
                    return null;
                });
            }
        }
        return List.copyOf(ids);
    }

    private static int write(Rest rest, List<String> ids, int seconds, int writers) {
        var sent = new AtomicInteger();
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        try (var threads = Executors.newFixedThreadPool(writers)) {
            for (int w = 0; w < writers; w++) {
                var random = new Random(w);
                threads.submit(() -> {
                    while (System.nanoTime() < end) {
                        rest.post(
                                "/api/v1/incidents/" + ids.get(random.nextInt(ids.size())) + "/entries",
                                "{\"say\":\"fact\",\"words\":\"t=" + System.nanoTime() + "\"}");
                        sent.incrementAndGet();
                    }
                    return null;
                });
            }
        }
        return sent.get();
    }

    private static String signedIn(URI address) throws Exception {
        var cookies = new CookieManager();
        try (var browser = HttpClient.newBuilder().cookieHandler(cookies).build()) {
            var page = browser.send(
                            HttpRequest.newBuilder(address.resolve("/sign-in")).build(), BodyHandlers.ofString())
                    .body();
            var csrf = CSRF.matcher(page);
            if (!csrf.find()) {
                throw new IllegalStateException("no form to sign in with");
            }
            var form = "csrf=" + URLEncoder.encode(csrf.group(1), StandardCharsets.UTF_8) + "&login=bench&password="
                    + URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8) + "&to=%2F";
            browser.send(
                    HttpRequest.newBuilder(address.resolve("/sign-in"))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString(form))
                            .build(),
                    BodyHandlers.ofString());
        }
        return cookies.getCookieStore().getCookies().stream()
                .map(c -> c.getName() + "=" + c.getValue())
                .collect(Collectors.joining("; "));
    }

    /** Browsers, as far as a stream goes: one thread reads them all. */
    private static final class Listeners implements AutoCloseable {
        private final URI address;
        private final String cookie;
        private final Selector selector = Selector.open();
        private final List<SocketChannel> channels = new ArrayList<>();
        private final AtomicInteger ready = new AtomicInteger();
        private final AtomicLong got = new AtomicLong();
        private final List<Long> millis = java.util.Collections.synchronizedList(new ArrayList<>());
        private final Thread reader;
        private volatile boolean over;

        Listeners(URI address, String cookie) throws Exception {
            this.address = address;
            this.cookie = cookie;
            reader = Thread.ofPlatform().daemon().start(this::read);
        }

        void listen(String room) throws Exception {
            var channel = SocketChannel.open();
            channel.bind(new InetSocketAddress("127.0.0." + (2 + channels.size() / PER_ADDRESS), 0));
            channel.connect(new InetSocketAddress("127.0.0.1", address.getPort()));
            channel.write(ByteBuffer.wrap(("GET /incidents/stream?rooms=" + room + " HTTP/1.1\r\nHost: 127.0.0.1:"
                            + address.getPort() + "\r\nCookie: " + cookie + "\r\nUser-Agent: bench\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII)));
            channel.configureBlocking(false);
            channels.add(channel);
            channel.register(selector, SelectionKey.OP_READ, new StringBuilder());
            selector.wakeup();
            if (channels.size() % 200 == 0) {
                await(channels.size());
            }
        }

        void await(int count) throws Exception {
            long end = System.nanoTime() + 60_000_000_000L;
            while (ready.get() < count) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException(ready.get() + " of " + count + " listeners are connected");
                }
                Thread.sleep(5);
            }
        }

        private void read() {
            var buffer = ByteBuffer.allocate(1 << 16);
            try {
                while (!over) {
                    selector.select(100);
                    long now = System.nanoTime();
                    for (var key : selector.selectedKeys()) {
                        buffer.clear();
                        if (((SocketChannel) key.channel()).read(buffer) < 0) {
                            throw new IllegalStateException("a stream ended");
                        }
                        take(
                                (StringBuilder) key.attachment(),
                                StandardCharsets.UTF_8.decode(buffer.flip()).toString(),
                                now);
                    }
                    selector.selectedKeys().clear();
                }
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        private void take(StringBuilder text, String more, long now) {
            text.append(more);
            if (text.indexOf("retry:") >= 0) {
                ready.incrementAndGet();
                text.setLength(0);
                return;
            }
            var sent = SENT.matcher(text);
            int end = 0;
            while (sent.find()) {
                got.incrementAndGet();
                millis.add((now - Long.parseLong(sent.group(1))) / 1_000_000);
                end = sent.end();
            }
            text.delete(0, end);
        }

        void forget() throws Exception {
            Thread.sleep(1_000);
            got.set(0);
            millis.clear();
        }

        long got() {
            return got.get();
        }

        long[] millis() {
            synchronized (millis) {
                return millis.stream().mapToLong(Long::longValue).toArray();
            }
        }

        @Override
        public void close() throws Exception {
            over = true;
            reader.join();
            for (var channel : channels) {
                channel.close();
            }
            selector.close();
        }
    }
}
