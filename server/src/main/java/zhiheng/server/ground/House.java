package zhiheng.server.ground;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import zhiheng.ledger.Ledger;
import zhiheng.office.Office;
import zhiheng.office.OfficeStore;
import zhiheng.packs.PackLibrary;
import zhiheng.server.ground.audit.SecurityLog;
import zhiheng.server.ground.identity.Identity;
import zhiheng.server.ground.sql.Db;

/**
 * What every room stands on, made once at start.
 *
 * @param data the folder of what this server keeps
 * @param shared the folder of what all servers of an installation see; the same for a server on its own
 * @param journal under which number the database knows how far this server's journal was brought in
 */
public record House(
        Path data,
        Path shared,
        int journal,
        Db db,
        OfficeStore store,
        Ledger ledger,
        PackLibrary library,
        Office office,
        Identity identity,
        SecurityLog security,
        Vertx vertx,
        Clock clock) {}
