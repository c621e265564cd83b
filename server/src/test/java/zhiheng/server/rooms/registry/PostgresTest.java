package zhiheng.server.rooms.registry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.house.Rooms;

/** The same suite on a PostgreSQL of Debian's, started for it on a free loopback port. */
class PostgresTest extends OfficeOnStore {
    private static Path home;
    private static Path bin;
    private static int port;
    private static int databases;

    @BeforeAll
    static void startPostgres() throws Exception {
        bin = binaries();
        home = Files.createTempDirectory("zhiheng-pg");
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        if (root()) {
            run(List.of("chown", "postgres", home.toString()));
        }
        var data = home.resolve("data").toString();
        run(asUser(bin.resolve("initdb").toString(), "-D", data, "-U", "zhiheng", "-A", "trust", "-E", "UTF8", "-N"));
        var options = "-c listen_addresses=127.0.0.1 -c port=" + port + " -c unix_socket_directories=" + home
                + " -c fsync=off";
        run(asUser(bin.resolve("pg_ctl").toString(), "-D", data, "-w", "-l", home + "/log", "-o", options, "start"));
    }

    @AfterAll
    static void stopPostgres() throws Exception {
        if (home != null) {
            run(asUser(bin.resolve("pg_ctl").toString(), "-D", home + "/data", "-m", "immediate", "stop"));
        }
    }

    @Override
    public Db open() throws Exception {
        var name = "t" + databases++;
        run(List.of(bin.resolve("createdb").toString(), "-h", "127.0.0.1", "-p", "" + port, "-U", "zhiheng", name));
        return Db.postgres("jdbc:postgresql://127.0.0.1:" + port + "/" + name, "zhiheng", "", Rooms.schema());
    }

    private static Path binaries() throws IOException {
        var base = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(base)) {
            try (var versions = Files.list(base)) {
                var found = versions.map(v -> v.resolve("bin"))
                        .filter(b -> Files.isExecutable(b.resolve("initdb")))
                        .max(Path::compareTo);
                if (found.isPresent()) {
                    return found.get();
                }
            }
        }
        var message = "PostgreSQL is not installed; install Debian's package postgresql to run these tests";
        if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(message);
        }
        Assumptions.abort(message);
        throw new AssertionError();
    }

    private static boolean root() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** PostgreSQL does not run as root. */
    private static List<String> asUser(String... command) {
        var all = new ArrayList<String>();
        if (root()) {
            all.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        all.addAll(List.of(command));
        return all;
    }

    private static void run(List<String> command) throws Exception {
        var output = Files.createTempFile("zhiheng-pg", ".out");
        var process = new ProcessBuilder(command)
                .directory(Path.of("/tmp").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException(command + ": " + Files.readString(output));
        }
        Files.delete(output);
    }
}
