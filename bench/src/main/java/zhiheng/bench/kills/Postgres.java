package zhiheng.bench.kills;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A PostgreSQL of this run alone, with its files in a folder, forcing to the disk as it does by default. */
final class Postgres implements AutoCloseable {
    private static final String USER = "zhiheng";
    private static final int TRIES = 60;

    private final Path home;
    private final Path bin;
    private final int port;

    private Postgres(Path home, Path bin, int port) {
        this.home = home;
        this.bin = bin;
        this.port = port;
    }

    /** Where Debian puts it; empty where it is not installed. */
    static Optional<Path> installed() throws IOException {
        var base = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(base)) {
            return Optional.empty();
        }
        try (var versions = Files.list(base)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Path::compareTo);
        }
    }

    static Postgres make(Path home) throws IOException, InterruptedException {
        var bin = installed().orElseThrow(() -> new IOException("PostgreSQL is not installed"));
        Files.createDirectories(home);
        if (Shell.root()) {
            Shell.run("chown", "postgres", home.toString());
        }
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var made = new Postgres(home, bin, port);
        Shell.run(asUser(
                bin.resolve("initdb").toString(),
                "-D",
                made.data().toString(),
                "-U",
                USER,
                "-A",
                "trust",
                "-E",
                "UTF8"));
        made.start();
        Shell.run(bin.resolve("createdb").toString(), "-h", "127.0.0.1", "-p", "" + port, "-U", USER, "kills");
        return made;
    }

    /** All that it keeps. */
    Path data() {
        return home.resolve("data");
    }

    Map<String, String> environment() {
        return Map.of("ZHIHENG_DB_URL", "jdbc:postgresql://127.0.0.1:" + port + "/kills", "ZHIHENG_DB_USER", USER);
    }

    /** Starts it where it does not run; the remains of one just killed may keep it waiting. */
    void start() throws IOException, InterruptedException {
        var options = "-c listen_addresses=127.0.0.1 -c port=" + port + " -c unix_socket_directories=" + home
                + " -c max_wal_size=64MB";
        var command = asUser(
                bin.resolve("pg_ctl").toString(),
                "-D",
                data().toString(),
                "-w",
                "-l",
                home + "/log",
                "-o",
                options,
                "start");
        for (int i = 0; !runs(); i++) {
            if (i == TRIES) {
                Shell.run(command);
            } else if (Shell.status(command) != 0) {
                Thread.sleep(250);
            }
        }
    }

    boolean runs() throws IOException, InterruptedException {
        return Shell.status(List.of(bin.resolve("pg_isready").toString(), "-q", "-h", "127.0.0.1", "-p", "" + port))
                == 0;
    }

    /** SIGKILL, to the postmaster and to every process of a connection. */
    void kill() throws IOException, InterruptedException {
        var file = data().resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return; // it went down by itself, as with a full disk
        }
        long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
        var postmaster = ProcessHandle.of(pid)
                .filter(process -> process.info().command().stream().anyMatch(command -> command.endsWith("postgres")));
        if (postmaster.isPresent()) {
            var all = new ArrayList<>(postmaster.get().descendants().toList());
            all.addFirst(postmaster.get());
            all.forEach(ProcessHandle::destroyForcibly);
            for (var process : all) {
                while (process.isAlive()) {
                    Thread.sleep(10);
                }
            }
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        kill();
    }

    /** PostgreSQL does not run as root. */
    private static List<String> asUser(String... command) {
        var all = new ArrayList<String>();
        if (Shell.root()) {
            all.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        all.addAll(List.of(command));
        return all;
    }
}
