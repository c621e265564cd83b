package zhiheng.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import zhiheng.bench.gateway.Calls;
import zhiheng.bench.gateway.OpenLoop;
import zhiheng.bench.gateway.Served;

/**
 * How soon a stop order holds: {@code gatewayStop [ROUNDS]}. The real server answers on 64 connections that never rest; the permit is
 * stopped over REST, later opened again. Times count from the moment the order was sent.
 */
public final class GatewayStopBench {
    private static final int CONNECTIONS = 64;
    /** More than it can: every connection has its next call waiting. */
    private static final int RATE = 20_000;

    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration HELD = Duration.ofSeconds(2);

    private GatewayStopBench() {}

    private record Seen(boolean passed, long sent, long done) {}

    private record Order(String state, long sent, long answered) {}

    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        var seen = new ConcurrentLinkedQueue<Seen>();
        var orders = new ConcurrentLinkedQueue<Order>();
        var time = WARM_UP.plus(HELD.multipliedBy(2L * rounds));
        try (var served = Served.start()) {
            var request = Calls.request(false, served.key, "");
            try (var load = new OpenLoop(
                    served.gatewayPort,
                    CONNECTIONS,
                    n -> request,
                    answer -> seen.add(new Seen(answer.status() == 200, answer.sent(), answer.done())))) {
                var governor = Thread.ofPlatform().start(() -> govern(served, rounds, orders));
                load.run(RATE, time, 0);
                governor.join();
            }
        }
        print(seen, orders);
    }

    private static void govern(Served served, int rounds, ConcurrentLinkedQueue<Order> orders) {
        try (var client = HttpClient.newHttpClient()) {
            Thread.sleep(WARM_UP);
            for (int i = 0; i < rounds; i++) {
                for (var state : new String[] {"stopped", "open"}) {
                    var order = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + served.port + "/api/v1/systems/"
                                    + served.system + "/permit/state"))
                            .header("Content-Type", "application/json")
                            .header("Authorization", "Bearer " + served.token)
                            .POST(BodyPublishers.ofString("{\"state\":\"" + state + "\",\"reason\":\"bench\"}"))
                            .build();
                    long sent = System.nanoTime();
                    var answer = client.send(order, BodyHandlers.ofString());
                    if (answer.statusCode() != 200) {
                        throw new IOException(answer.body());
                    }
                    orders.add(new Order(state, sent, System.nanoTime()));
                    Thread.sleep(HELD);
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void print(Iterable<Seen> seen, Iterable<Order> orders) {
        System.out.println(
                "| order | confirmed after, ms | first call refused | last call passed (answer's last byte) |"
                        + " last call passed (sent) | calls/s before |\n|---|---|---|---|---|---|");
        for (var order : orders) {
            if (!order.state.equals("stopped")) {
                continue;
            }
            long end = order.sent + HELD.toNanos();
            long refused = Long.MAX_VALUE;
            long passed = order.sent;
            long passedSent = order.sent;
            int before = 0;
            for (var one : seen) {
                before += one.done > order.sent - 1_000_000_000L && one.done <= order.sent ? 1 : 0;
                if (one.done > order.sent && one.done < end) {
                    if (one.passed) {
                        passed = Math.max(passed, one.done);
                        passedSent = Math.max(passedSent, one.sent);
                    } else {
                        refused = Math.min(refused, one.done);
                    }
                }
            }
            System.out.printf(
                    "| stop | %.1f | %.1f | %.1f | %.1f | %,d |%n",
                    millis(order.answered - order.sent),
                    millis(refused - order.sent),
                    millis(passed - order.sent),
                    millis(passedSent - order.sent),
                    before);
        }
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }
}
