package zhiheng.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A PostgreSQL of Debian's on a free loopback port, as it comes: it forces every commit to the disk. */
final class OwnPostgres implements AutoCloseable {
    static final String USER = "zhiheng";

    private final Path home;
    private final Path bin;
    private final String url;

    private OwnPostgres(Path bin) throws IOException, InterruptedException {
        this.bin = bin;
        home = Files.createTempDirectory("bench-pg");
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        if (root()) {
            run(List.of("chown", "postgres", home.toString()));
        }
        run(asUser("initdb", "-D", home + "/data", "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C"));
        var options = "-c listen_addresses=127.0.0.1 -c port=" + port + " -c unix_socket_directories=" + home
                + " -c shared_buffers=1GB -c max_wal_size=4GB";
        run(asUser("pg_ctl", "-D", home + "/data", "-w", "-l", home + "/log", "-o", options, "start"));
        run(asUser("createdb", "-h", "127.0.0.1", "-p", "" + port, "-U", USER, "bench"));
        url = "jdbc:postgresql://127.0.0.1:" + port + "/bench";
    }

    /** Empty where none is installed. */
    static Optional<OwnPostgres> start() throws IOException, InterruptedException {
        var base = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(base)) {
            return Optional.empty();
        }
        try (var versions = Files.list(base)) {
            var bin = versions.map(v -> v.resolve("bin"))
                    .filter(b -> Files.isExecutable(b.resolve("initdb")))
                    .max(Path::compareTo);
            return bin.isEmpty() ? Optional.empty() : Optional.of(new OwnPostgres(bin.get()));
        }
    }

    String url() {
        return url;
    }

    /** Seconds of CPU of all its processes so far. */
    double cpu() throws IOException {
        long postmaster = Long.parseLong(Files.readAllLines(home.resolve("data/postmaster.pid"))
                .getFirst()
                .strip());
        double all = Run.cpu(postmaster);
        for (var child : ProcessHandle.of(postmaster).orElseThrow().children().toList()) {
            try {
                all += Run.cpu(child.pid());
            } catch (IOException e) {
                // it has just ended, and counts for its parent
            }
        }
        return all;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        run(asUser("pg_ctl", "-D", home + "/data", "-m", "immediate", "stop"));
        run(List.of("rm", "-r", home.toString()));
    }

    private static boolean root() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** PostgreSQL does not run as root. */
    private List<String> asUser(String program, String... arguments) {
        var all = new ArrayList<String>(root() ? List.of("runuser", "-u", "postgres", "--") : List.of());
        all.add(bin.resolve(program).toString());
        all.addAll(List.of(arguments));
        return all;
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        var said = Files.createTempFile("bench-pg", ".out");
        var process = new ProcessBuilder(command)
                .directory(Path.of("/tmp").toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(
                    command.stream().collect(Collectors.joining(" ")) + ": " + Files.readString(said));
        }
        Files.delete(said);
    }
}
