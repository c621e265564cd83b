package zhiheng.server.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import zhiheng.base.testing.Needed;

/** A PostgreSQL of Debian's on a free loopback port, that tests may kill and start again. */
public final class Postgres implements AutoCloseable {
    public static final String USER = "zhiheng";
    private static Postgres shared;

    private final Path home;
    private final Path bin;
    private final int port;
    private int databases;

    public Postgres() {
        bin = binaries();
        try {
            home = Files.createTempDirectory("zhiheng-pg");
            try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = socket.getLocalPort();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (root()) {
            run(List.of("chown", "postgres", home.toString()));
        }
        var data = home.resolve("data").toString();
        run(asUser(bin.resolve("initdb").toString(), "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "-N"));
        start();
    }

    /** The address of a new, empty database on one server that all tests of a run share and none may kill. */
    public static synchronized String database() {
        if (shared == null) {
            shared = new Postgres();
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
        }
        return shared.newDatabase();
    }

    public void start() {
        var options = "-c listen_addresses=127.0.0.1 -c port=" + port + " -c unix_socket_directories=" + home
                + " -c fsync=off";
        control("-w", "-l", home + "/log", "-o", options, "start");
    }

    /** At once, as a crash would. */
    public void kill() {
        control("-m", "immediate", "stop");
    }

    /** The address of a new, empty database. */
    public String newDatabase() {
        var name = "t" + databases++;
        run(List.of(bin.resolve("createdb").toString(), "-h", "127.0.0.1", "-p", "" + port, "-U", USER, name));
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + name;
    }

    @Override
    public void close() {
        kill();
    }

    private void control(String... arguments) {
        var all = new ArrayList<>(List.of(bin.resolve("pg_ctl").toString(), "-D", home + "/data"));
        all.addAll(List.of(arguments));
        run(asUser(all.toArray(String[]::new)));
    }

    private static Path binaries() {
        var base = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(base)) {
            try (var versions = Files.list(base)) {
                var found = versions.map(v -> v.resolve("bin"))
                        .filter(b -> Files.isExecutable(b.resolve("initdb")))
                        .max(Path::compareTo);
                if (found.isPresent()) {
                    return found.get();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        Needed.that(false, "PostgreSQL is not installed");
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

    private static void run(List<String> command) {
        try {
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
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
