package zhiheng.server.rooms.upkeep;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;
import zhiheng.server.ground.sql.Db;

/** Where an installation lies: its folder, and the database inside it or the one that the environment names. */
public final class Whereabouts {
    @Option(names = "--data", paramLabel = "DIR", description = "where everything is kept (default: ./data)")
    public Path data = Path.of("data");

    Map<String, String> environment = System.getenv();

    /** The JDBC address of PostgreSQL, or "". */
    String url() {
        return environment.getOrDefault("ZHIHENG_DB_URL", "");
    }

    Path file() {
        return data.resolve("zhiheng.db");
    }

    /** Reads the database as it is, beside a running server too. */
    public Db read() {
        return url().isEmpty()
                ? Db.readOnly(file())
                : Db.readOnly(
                        url(),
                        environment.getOrDefault("ZHIHENG_DB_USER", ""),
                        environment.getOrDefault("ZHIHENG_DB_PASSWORD", ""));
    }
}
