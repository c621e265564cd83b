package zhiheng.server.rooms.calls;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.gateway.Interaction;
import zhiheng.office.registry.Registry;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.page.Found;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.rooms.gateway.GatewayFeature;
import zhiheng.server.rooms.gateway.GatewayRoom;

/** Calls to search, read and export. */
public final class CallsFeature implements Capability {
    private final GatewayFeature gateway;
    private @Nullable Clock clock;
    private @Nullable Registry registry;

    public CallsFeature(GatewayFeature gateway) {
        this.gateway = gateway;
    }

    @Override
    public Set<String> uses() {
        return Set.of("gateway", "traffic");
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void open(House house) {
        clock = house.clock();
        registry = house.office().registry();
    }

    @Override
    public List<Endpoint> endpoints() {
        return new CallsApi(gateway.access(), Objects.requireNonNull(clock)).endpoints();
    }

    /** A call by its id, which clients and their logs have. */
    @Override
    public List<Found.Source> finds() {
        return List.of((visit, text, most) -> {
            var hits = gateway.books().stream()
                    .flatMap(books -> books.interactions().byId(text).stream())
                    .flatMap(call -> seen(visit, call).stream())
                    .toList();
            return new Found(visit.words.t("search.calls"), hits, "");
        });
    }

    /** Nothing where its system is not the visitor's to see. */
    private Optional<Found.Hit> seen(Visit visit, Interaction call) {
        try {
            var system = Objects.requireNonNull(registry).system(visit.actor(), call.system());
            var href = GatewayRoom.href(call.system()) + "/calls/" + call.id();
            return Optional.of(new Found.Hit(call.id(), system.name(), href));
        } catch (Refusal e) {
            return Optional.empty();
        }
    }

    @Override
    public void pages(Pages pages) {
        new CallPages(gateway.room(pages)).mount(pages.router());
    }
}
