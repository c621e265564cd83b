package zhiheng.bench;

import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import zhiheng.bench.gateway.Answer;
import zhiheng.bench.gateway.Calls;
import zhiheng.bench.gateway.OpenLoop;
import zhiheng.bench.gateway.Served;

/**
 * Whether a record is ever lost: {@code gatewayKills [MINUTES] [RATE]}, by default ten minutes at 500 calls a second, every tenth
 * streamed, on the real server with SQLite, which is killed (SIGKILL) after a quarter, a half and three quarters of the time and
 * started again two seconds later. At the end the id of every call whose answer arrived whole must be in the database, once.
 */
public final class GatewayKillsBench {
    private static final int CONNECTIONS = 64;
    private static final int KILLS = 3;
    private static final Duration DOWN = Duration.ofSeconds(2);

    private GatewayKillsBench() {}

    public static void main(String[] args) throws Exception {
        double minutes = args.length > 0 ? Double.parseDouble(args[0]) : 10;
        double rate = args.length > 1 ? Double.parseDouble(args[1]) : 500;
        var time = Duration.ofMillis(Math.round(minutes * 60_000));
        Set<String> answered = ConcurrentHashMap.newKeySet();
        try (var served = Served.start()) {
            byte[] plain = Calls.request(false, served.key, "");
            byte[] streamed = Calls.request(true, served.key, "");
            OpenLoop.Result result;
            try (var load = new OpenLoop(
                    served.gatewayPort,
                    CONNECTIONS,
                    n -> n % 10 == 0 ? streamed : plain,
                    answer -> answered.add(id(answer)))) {
                var killer = Thread.ofPlatform().start(() -> kill(served, time, answered));
                result = load.run(rate, time, 0);
                killer.join();
            }
            served.stop();
            var recorded = recorded(served);
            var once = new HashSet<>(recorded);
            var lost = new HashSet<>(answered);
            lost.removeAll(once);
            System.out.printf(
                    "calls %,d, answered whole %,d (not 200: %,d), broken off %,d, refused connections %,d%n",
                    result.sent(), result.answered(), result.bad(), result.broken(), result.refused());
            System.out.printf(
                    "in the database %,d; of those answered lost %d; there twice %d; recorded though no answer arrived whole %,d%n",
                    recorded.size(),
                    lost.size(),
                    recorded.size() - once.size(),
                    once.size() - answered.size() + lost.size());
            if (answered.size() != result.answered()) {
                System.out.printf("ids answered %,d: some answers had no id, or one twice%n", answered.size());
            }
            lost.stream().limit(10).forEach(id -> System.out.println("lost: " + id));
        }
    }

    private static String id(Answer answer) {
        var id = answer.header("X-Zhiheng-Interaction");
        return id == null ? "none" : id;
    }

    private static void kill(Served served, Duration time, Set<String> answered) {
        try {
            for (int i = 1; i <= KILLS; i++) {
                Thread.sleep(time.dividedBy(KILLS + 1));
                served.kill();
                System.out.printf("killed, %,d answered until now%n", answered.size());
                Thread.sleep(DOWN);
                long begin = System.nanoTime();
                served.restart();
                System.out.printf("listens again after %.1f s%n", (System.nanoTime() - begin) / 1e9);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ArrayList<String> recorded(Served served) throws SQLException {
        var ids = new ArrayList<String>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + served.data.resolve("zhiheng.db"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT id FROM interaction")) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }
}
