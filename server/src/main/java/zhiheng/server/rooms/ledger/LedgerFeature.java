package zhiheng.server.rooms.ledger;

import java.util.List;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.page.Nav;
import zhiheng.server.ground.page.Pages;

/** The ledger for readers and verifiers. */
public final class LedgerFeature implements Capability {
    private List<Endpoint> endpoints = List.of();

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void open(House house) {
        endpoints = new LedgerApi(house.office(), house.ledger()).endpoints();
    }

    @Override
    public List<Endpoint> endpoints() {
        return endpoints;
    }

    @Override
    public void pages(Pages pages) {
        new LedgerPages(pages.site(), pages.desk()).mount(pages.router());
    }

    @Override
    public List<Nav> nav() {
        return List.of(Nav.to("ledger"));
    }

    @Override
    public List<Class<?>> commands() {
        return List.of(LedgerCommand.class);
    }
}
