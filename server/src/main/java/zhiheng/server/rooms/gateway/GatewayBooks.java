package zhiheng.server.rooms.gateway;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.permit.PermitFiles;
import zhiheng.gateway.permit.Permits;
import zhiheng.gateway.upstream.Destinations;
import zhiheng.office.Office;
import zhiheng.office.OfficeStore;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.rooms.traffic.ContentRows;
import zhiheng.server.rooms.traffic.InteractionRows;
import zhiheng.server.rooms.traffic.KeptContents;
import zhiheng.server.rooms.traffic.Vault;

/**
 * What the gateway goes by and what it keeps, without any traffic: open before {@link GatewayHost} listens, so that whatever
 * changes permits or reviews calls is whole when the first call comes.
 *
 * @param vault that seals what is kept of calls
 * @param contents what was said, where permits keep it
 */
public record GatewayBooks(
        Permits permits,
        KeyRing keys,
        RouteBook routes,
        InteractionRows interactions,
        KeptContents contents,
        Vault vault,
        Destinations destinations) {
    /**
     * Opens them.
     *
     * @param data where permits lie
     * @param shared where the key lies under which upstreams' keys and contents are sealed
     * @param privateUpstreams {@code host} or {@code host:port} of upstreams inside the own network
     * @param sample the built-in model, which answers where nothing else is set; null where there is none
     */
    public static GatewayBooks open(
            Path data,
            Path shared,
            Db db,
            OfficeStore store,
            Office office,
            InteractionRows interactions,
            Set<String> privateUpstreams,
            @Nullable URI sample,
            Clock clock) {
        var allowed = new HashSet<>(privateUpstreams);
        if (sample != null) {
            allowed.add(sample.getHost() + ":" + sample.getPort());
        }
        var destinations = new Destinations(allowed);
        var vault = Vault.open(shared.resolve("secret.key"));
        var routes = new RouteBook(store, office.outbox(), vault, destinations);
        if (sample != null) {
            routes.sample(sample);
        }
        return new GatewayBooks(
                new Permits(
                        new PermitFiles(data.resolve("permits")).withReserve(),
                        new LedgerRecorder(office.outbox()),
                        clock),
                new KeyRing(store, office.outbox(), clock),
                routes,
                interactions,
                new KeptContents(new ContentRows(db), vault, office.outbox()),
                vault,
                destinations);
    }
}
