package zhiheng.bench.kills;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.office.people.Role;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;

/** A data folder, its database, and the processes on them. */
final class Installation implements AutoCloseable {
    private static final Map<String, Object> FACTS = Map.of(
            "infers", true,
            "interacts_with_people", true,
            "generates", List.of("text"),
            "eu_nexus", List.of("placed_on_eu_market"),
            "eu_exclusions", List.of(),
            "eu_roles", List.of("provider"));

    final Path data;
    final Disk disk;
    final @Nullable Postgres postgres;
    final Writer.Secrets secrets;
    private final Path work;
    private @Nullable ServerProcess server;
    private volatile @Nullable Target target;

    private Installation(Path work, Path data, Disk disk, @Nullable Postgres postgres, Writer.Secrets secrets) {
        this.work = work;
        this.data = data;
        this.disk = disk;
        this.postgres = postgres;
        this.secrets = secrets;
    }

    /** A new one with an administrator, a system, and what writers need. Nothing runs yet but PostgreSQL. */
    static Installation make(Path work, boolean postgresql) throws IOException, InterruptedException {
        if (postgresql && Shell.root()) {
            Shell.run("chmod", "755", work.toString()); // PostgreSQL runs as somebody else
        }
        var disk = Disk.make(work.resolve("disk"));
        var postgres = postgresql ? Postgres.make(disk.folder().resolve("postgresql")) : null;
        var data = disk.folder().resolve("data");
        var environment = postgres == null ? Map.<String, String>of() : postgres.environment();
        var library = Path.of(System.getProperty("zhiheng.home", ".")).resolve("packs/library");
        Writer.Secrets secrets;
        try (var server = ZhihengServer.start(
                Config.of(data, library, "127.0.0.1", 0, environment).withGateway(0, Set.of(), true))) {
            var boss = server.identity()
                    .setUp(server.setupToken().orElseThrow(), "bench", "Bench", "only for the benchmark".toCharArray())
                    .actor();
            var system = server.office()
                    .registry()
                    .register(boss, boss.orgId(), "calls", "", "", FACTS)
                    .id();
            var gateway = server.gateway().orElseThrow();
            gateway.permits()
                    .change(zhiheng.gateway.permit.Permit.open(system, java.time.ZoneOffset.UTC), boss.id(), "bench");
            var duty = server.office()
                    .dossiers()
                    .of(boss, system, server.office().today())
                    .duties()
                    .getFirst()
                    .duty()
                    .id();
            secrets = new Writer.Secrets(
                    server.identity()
                            .createToken(boss, "bench", Role.ADMINISTRATOR)
                            .secret(),
                    gateway.keys().create(boss, system, "bench").key(),
                    boss.orgId(),
                    Writer.json(FACTS),
                    duty);
        }
        ServerProcess.rehearse(data, work, environment);
        return new Installation(work, data, disk, postgres, secrets);
    }

    /** Where the server listens and may be written to; null while it does not. */
    @Nullable
    Target target() {
        return target;
    }

    /** Starts the server; nobody writes before {@link #open}. An exception with its words where it refuses. */
    void start() throws IOException, InterruptedException {
        if (postgres != null) {
            postgres.start();
        }
        server = another(data);
        server.target();
    }

    /** Lets writers in. */
    void open() throws IOException {
        target = running().target();
    }

    ServerProcess running() {
        return java.util.Objects.requireNonNull(server);
    }

    /** A server beside the first, or in its place to see whether it refuses. */
    ServerProcess another(Path folder) throws IOException, InterruptedException {
        return ServerProcess.start(folder, work, environment());
    }

    private Map<String, String> environment() {
        return postgres == null ? Map.of() : postgres.environment();
    }

    void killServer() throws InterruptedException {
        target = null;
        if (server != null) {
            server.kill();
        }
    }

    /** All processes, the server first or last. */
    void killAll(boolean serverFirst) throws IOException, InterruptedException {
        if (serverFirst || postgres == null) {
            killServer();
        }
        if (postgres != null) {
            postgres.kill();
            killServer();
        }
    }

    /** In order. */
    void stop() throws InterruptedException {
        target = null;
        running().stop();
    }

    /** To read what it keeps. */
    Db read() {
        var environment = environment();
        return environment.isEmpty()
                ? Db.readOnly(data.resolve("zhiheng.db"))
                : Db.readOnly(
                        Objects.requireNonNull(environment.get("ZHIHENG_DB_URL")),
                        Objects.requireNonNull(environment.get("ZHIHENG_DB_USER")),
                        "");
    }

    /** The files of a store. Only while nothing runs on it. */
    List<Path> files(Fault older) {
        return switch (older) {
            case OLDER_LEDGER -> List.of(data.resolve("ledger"));
            case OLDER_PERMITS -> List.of(data.resolve("permits"));
            case OLDER_DATABASE ->
                postgres != null
                        ? List.of(postgres.data())
                        : List.of(
                                data.resolve("zhiheng.db"),
                                data.resolve("zhiheng.db-wal"),
                                data.resolve("zhiheng.db-shm"));
            case SERVER, DATABASE, BOTH, FULL, TWO -> throw new IllegalArgumentException(older.name());
        };
    }

    /** Copies them as they are. */
    void keep(List<Path> files, Path where) throws IOException, InterruptedException {
        Shell.run("rm", "-rf", where.toString());
        Files.createDirectories(where);
        if (postgres != null && Shell.root()) {
            Shell.run("chmod", "755", where.toString());
        }
        for (var file : files) {
            if (Files.exists(file)) {
                Shell.run(
                        "cp",
                        "-a",
                        file.toString(),
                        where.resolve(file.getFileName()).toString());
            }
        }
    }

    void putBack(List<Path> files, Path where) throws IOException, InterruptedException {
        for (var file : files) {
            Shell.run("rm", "-rf", file.toString());
            var kept = where.resolve(file.getFileName());
            if (Files.exists(kept)) {
                Shell.run("cp", "-a", kept.toString(), file.toString());
            }
        }
    }

    Path folder(String name) {
        return work.resolve(name);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        killAll(true);
        disk.close();
    }
}
