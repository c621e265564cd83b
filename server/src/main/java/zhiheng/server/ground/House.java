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
 * @param data the folder of all that is kept
 */
public record House(
        Path data,
        Db db,
        OfficeStore store,
        Ledger ledger,
        PackLibrary library,
        Office office,
        Identity identity,
        SecurityLog security,
        Vertx vertx,
        Clock clock) {}
