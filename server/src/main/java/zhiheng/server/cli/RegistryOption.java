package zhiheng.server.cli;

import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import zhiheng.office.registry.AiSystem;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.rooms.registry.JdbcOfficeStore;
import zhiheng.server.rooms.upkeep.Whereabouts;

/** The registry of a data folder, or of the PostgreSQL database that the environment names. It is read as it is, beside a running server too. */
final class RegistryOption {
    @Option(
            names = {"--registry", "--data"},
            paramLabel = "DATA",
            description = "all systems of a server's data folder; its server may run")
    @Nullable
    Path data;

    /** Every system in use, where a registry was named; none otherwise. */
    void each(Consumer<AiSystem> each) {
        if (data == null) {
            return;
        }
        read(db -> {
            new JdbcOfficeStore(db).eachSystem(each);
            return db;
        });
    }

    <T> T read(Function<Db, T> reading) {
        var where = new Whereabouts();
        where.data = data == null ? where.data : data;
        try (var db = where.read()) {
            return reading.apply(db);
        }
    }
}
