package zhiheng.server.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import zhiheng.gateway.permit.PermitFiles;
import zhiheng.server.ground.sql.LeaderLease;

/** Permits of an earlier time are no beginning: others changed them since. What was not written then is kept aside, and told. */
final class LeftPermits {
    private static final System.Logger LOG = System.getLogger(LeftPermits.class.getName());

    private LeftPermits() {}

    /** Before the office opens: the permits that this server knew are read from the ledger anew, where another one led since. */
    static void forget(Path data, LeaderLease lease) {
        var permits = data.resolve("permits");
        if (!lease.followsAnother() || !Files.isDirectory(permits)) {
            return;
        }
        try {
            if (new PermitFiles(permits).open().isEmpty()) {
                delete(permits);
                return;
            }
            var aside = permits.resolveSibling("permits.before-" + lease.epoch());
            Files.move(permits, aside);
            LOG.log(
                    System.Logger.Level.WARNING,
                    "changes of permits that were never written are not made, since another server led: see {0}",
                    aside.getFileName());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
    }
}
