package zhiheng.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import zhiheng.bench.gateway.Served;

/**
 * How long somebody elsewhere waits while one address floods the server: {@code flood [ROUNDS]}. The real server in a process of its
 * own; the flood comes from 127.0.0.2, the person from 127.0.0.3. First a flood of sign-ins with wrong passwords and ever new logins
 * by sixty at once; then one of connections, opened as fast as they go, with half a head each, at the office's port and at the
 * gateway's. The person opens the page of the sign-in, signs in and makes a model call, each time on a new connection. Exit 0 when no
 * median is more than half a second above that without a flood.
 */
public final class FloodBench {
    private static final int AT_ONCE = 60;
    private static final int OPEN_EACH = 20;
    private static final double WANTED_SECONDS = 0.5;
    private static final String PASSWORD = "only for the benchmark";

    private FloodBench() {}

    private interface Attack {
        void go(int port, AtomicLong count) throws IOException;
    }

    private record Waits(double page, double signIn, double call, double worst) {}

    private record Flood(String name, int port, Attack attack) {}

    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 25;
        boolean good = true;
        try (var served = Served.start()) {
            waits(served, rounds); // warm
            var calm = print("no flood", waits(served, rounds), 0);
            for (var flood : List.of(
                    new Flood("sign-ins", served.port, FloodBench::wrongSignIn),
                    new Flood("connections", served.port, FloodBench::halfHeads),
                    new Flood("calls' connections", served.gatewayPort, FloodBench::halfHeads))) {
                var count = new AtomicLong();
                var stop = new AtomicBoolean();
                var threads = flood(flood, count, stop);
                Thread.sleep(1_000);
                var during = print("flood of " + flood.name(), waits(served, rounds), count.get());
                stop.set(true);
                for (var thread : threads) {
                    thread.join();
                }
                good &= during.page() - calm.page() <= WANTED_SECONDS
                        && during.signIn() - calm.signIn() <= WANTED_SECONDS
                        && during.call() - calm.call() <= WANTED_SECONDS;
            }
        }
        System.out.println(good ? "met" : "not met: wanted at most " + WANTED_SECONDS + " s more");
        System.exit(good ? 0 : 1);
    }

    private static Waits print(String name, Waits waits, long attacks) {
        System.out.printf(
                "%-28s page %.3f s, sign-in %.3f s, call %.3f s (medians), longest of all %.3f s; attacks %,d%n",
                name, waits.page(), waits.signIn(), waits.call(), waits.worst(), attacks);
        return waits;
    }

    private static Waits waits(Served served, int rounds) throws IOException, InterruptedException {
        var pages = new double[rounds];
        var signIns = new double[rounds];
        var calls = new double[rounds];
        int port = served.port;
        for (int i = 0; i < rounds; i++) {
            pages[i] = took(port, "GET /sign-in HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "HTTP/1.1 200");
            signIns[i] = took(port, signIn("bench", PASSWORD), "HTTP/1.1 200");
            calls[i] = took(served.gatewayPort, call(served.key), "HTTP/1.1 200");
            Thread.sleep(100);
        }
        Arrays.sort(pages);
        Arrays.sort(signIns);
        Arrays.sort(calls);
        double longest = Math.max(calls[rounds - 1], Math.max(pages[rounds - 1], signIns[rounds - 1]));
        return new Waits(pages[rounds / 2], signIns[rounds / 2], calls[rounds / 2], longest);
    }

    private static double took(int port, String request, String wanted) throws IOException {
        long from = System.nanoTime();
        var answer = ask("127.0.0.3", port, request);
        if (!answer.startsWith(wanted)) {
            throw new IllegalStateException(answer.lines().findFirst().orElse("no answer"));
        }
        return (System.nanoTime() - from) / 1e9;
    }

    private static String signIn(String login, String password) {
        var body = "{\"login\":\"" + login + "\",\"password\":\"" + password + "\"}";
        return "POST /api/v1/session HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String call(String key) {
        var body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Good morning\"}]}";
        return "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer " + key
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static Socket connect(String from, int port) throws IOException {
        var socket = new Socket();
        socket.setSoTimeout(60_000);
        socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
        socket.connect(new InetSocketAddress("127.0.0.1", port), 60_000);
        return socket;
    }

    private static String ask(String from, int port, String request) throws IOException {
        try (var socket = connect(from, port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<Thread> flood(Flood flood, AtomicLong count, AtomicBoolean stop) {
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < AT_ONCE; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                while (!stop.get()) {
                    try {
                        flood.attack().go(flood.port(), count);
                    } catch (IOException e) {
                        count.incrementAndGet(); // thrown out, and here again
                    }
                }
            }));
        }
        return threads;
    }

    private static void wrongSignIn(int port, AtomicLong count) throws IOException {
        ask("127.0.0.2", port, signIn("nobody" + count.incrementAndGet(), "a wrong password"));
    }

    private static void halfHeads(int port, AtomicLong count) throws IOException {
        var open = new ArrayList<Socket>();
        try {
            for (int i = 0; i < OPEN_EACH; i++) {
                var socket = connect("127.0.0.2", port);
                open.add(socket);
                count.incrementAndGet();
                socket.getOutputStream().write("GET /sign-in HTTP/1.1\r\nHo".getBytes(StandardCharsets.US_ASCII));
            }
        } finally {
            for (var socket : open) {
                socket.close();
            }
        }
    }
}
