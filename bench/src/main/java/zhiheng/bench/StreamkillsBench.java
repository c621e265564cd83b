package zhiheng.bench;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import zhiheng.bench.gateway.Calls;
import zhiheng.bench.gateway.OneStream;
import zhiheng.bench.gateway.Served;

/**
 * Whether a record of a stream is ever lost: {@code streamkills [KILLS] [STREAMS]}, by default 100 times with 50 streams under way. The
 * real server with SQLite is killed (SIGKILL) at a random moment while streams of twenty events run, each on a connection of its own, and
 * started again. At the end each call whose client had a byte of the answer must have a record, once; each whose client had the
 * whole must have one that says so, with the digest of just these bytes.
 */
public final class StreamkillsBench {
    /** After every stream of a round has had its first words. */
    private static final int MOST_MILLIS = 1_500;

    private static final int MOST_WAITS = 2_000;

    private StreamkillsBench() {}

    private record Row(int status, String digest, long bytes, boolean estimated) {}

    public static void main(String[] args) throws Exception {
        int kills = args.length > 0 ? Integer.parseInt(args[0]) : 100;
        int streams = args.length > 1 ? Integer.parseInt(args[1]) : 50;
        var random = new Random(13);
        Set<String> begun = ConcurrentHashMap.newKeySet();
        Map<String, OneStream.Seen> seen = new ConcurrentHashMap<>();
        try (var served = Served.start()) {
            byte[] request = Calls.request("slow", true, served.key, "");
            for (int kill = 0; kill < kills; kill++) {
                round(served, request, streams, random.nextInt(MOST_MILLIS), begun, seen);
                served.restart();
                if ((kill + 1) % 10 == 0) {
                    System.out.printf("%d kills, %,d streams begun%n", kill + 1, begun.size());
                }
            }
            served.stop();
            report(kills, begun, seen, rows(served));
        }
    }

    private static void round(
            Served served, byte[] request, int streams, int millis, Set<String> begun, Map<String, OneStream.Seen> seen)
            throws InterruptedException {
        int before = begun.size();
        var clients = new ArrayList<Thread>();
        for (int i = 0; i < streams; i++) {
            clients.add(Thread.startVirtualThread(() -> {
                while (true) {
                    var one = OneStream.call(served.gatewayPort, request, begun::add);
                    if (one == null) {
                        return; // nobody listens any more
                    }
                    seen.put(one.id(), one);
                    if (!one.isWhole()) {
                        return;
                    }
                }
            }));
        }
        for (int i = 0; i < MOST_WAITS && begun.size() < before + streams; i++) {
            Thread.sleep(50);
        }
        Thread.sleep(millis);
        served.kill();
        for (var client : clients) {
            client.join();
        }
    }

    private static void report(
            int kills, Set<String> begun, Map<String, OneStream.Seen> seen, Map<String, List<Row>> rows) {
        long whole = seen.values().stream().filter(OneStream.Seen::isWhole).count();
        var lost = begun.stream().filter(id -> !rows.containsKey(id)).toList();
        long twice = rows.values().stream().filter(of -> of.size() > 1).count();
        var wrong = seen.values().stream()
                .filter(OneStream.Seen::isWhole)
                .filter(one -> rows.getOrDefault(one.id(), List.of()).stream()
                        .noneMatch(row -> row.digest.equals(one.digest())
                                && row.bytes == one.bytes()
                                && row.status == one.status()))
                .toList();
        long cut = seen.values().stream()
                .filter(one -> !one.isWhole() && one.bytes() > 0)
                .filter(one -> rows.getOrDefault(one.id(), List.of()).stream().anyMatch(row -> row.estimated))
                .count();
        System.out.printf(
                "%n%d kills; answers begun %,d, whole %,d, cut off %,d%n",
                kills, begun.size(), whole, begun.size() - whole);
        System.out.printf(
                "begun without a record %d; whole without the record of just these bytes %d; there twice %d; cut off"
                        + " and recorded as they stood %,d%n",
                lost.size(), wrong.size(), twice, cut);
        lost.stream().limit(10).forEach(id -> System.out.println("lost: " + id + " " + seen.get(id)));
        wrong.stream().limit(10).forEach(one -> System.out.println("wrong: " + one + " " + rows.get(one.id())));
    }

    private static Map<String, List<Row>> rows(Served served) throws SQLException {
        var rows = new HashMap<String, List<Row>>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + served.data.resolve("zhiheng.db"));
                var statement = connection.createStatement();
                var all = statement.executeQuery(
                        "SELECT id, status, out_digest, out_bytes, estimated FROM interaction")) {
            while (all.next()) {
                rows.computeIfAbsent(all.getString(1), id -> new ArrayList<>())
                        .add(new Row(all.getInt(2), all.getString(3), all.getLong(4), all.getInt(5) == 1));
            }
        }
        return rows;
    }
}
