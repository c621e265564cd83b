package zhiheng.server.rooms.toolservers;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.mcp.McpServers;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.ground.sql.Migration;
import zhiheng.server.rooms.gateway.GatewayFeature;

/** Servers of tools behind the gateway. */
public final class ToolServersFeature implements Capability {
    private final GatewayFeature gateway;
    private @Nullable ToolServerBook book;

    public ToolServersFeature(GatewayFeature gateway) {
        this.gateway = gateway;
    }

    @Override
    public Set<String> uses() {
        return Set.of("gateway", "traffic");
    }

    @Override
    public List<Migration> schema() {
        return List.of(
                Migration.of(ToolServersFeature.class, "V1__tool_servers.sql"),
                Migration.of(ToolServersFeature.class, "V2__version.sql"));
    }

    @Override
    public void open(House house) {
        gateway.books()
                .ifPresent(books -> book = new ToolServerBook(
                        house.store(),
                        house.office().outbox(),
                        books.vault(),
                        books.destinations(),
                        ProgramFile.read(house.shared().resolve("mcp"), System::getenv)));
    }

    /** What the gateway goes by; nothing where there is no gateway. */
    public McpServers servers() {
        var open = book;
        return open == null ? McpServers.NONE : open;
    }

    /** Empty where there is no gateway. */
    public Optional<ToolServerBook> book() {
        return Optional.ofNullable(book);
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void pages(Pages pages) {
        new ToolServersPages(gateway.room(pages), () -> Objects.requireNonNull(book, "no gateway"))
                .mount(pages.router());
    }

    @Override
    public List<Endpoint> endpoints() {
        return new ToolServersApi(gateway.access(), () -> Optional.ofNullable(book)).endpoints();
    }
}
