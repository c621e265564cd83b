package zhiheng.server.rooms.account;

import java.util.List;
import java.util.Set;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.rooms.sso.Sso;
import zhiheng.server.rooms.sso.SsoFeature;

/** The own account of whoever is signed in. */
public final class AccountFeature implements Capability {
    private final SsoFeature sso;
    private List<Endpoint> endpoints = List.of();

    public AccountFeature(SsoFeature sso) {
        this.sso = sso;
    }

    @Override
    public Set<String> uses() {
        return Set.of("sso");
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void open(House house) {
        endpoints = new AccountApi(house.identity()).endpoints();
    }

    @Override
    public List<Endpoint> endpoints() {
        return endpoints;
    }

    @Override
    public void pages(Pages pages) {
        new AccountPages(pages.site(), pages.desk()).mount(pages.router());
        new FactorPages(pages.site(), pages.desk()).mount(pages.router());
        new PasswordPages(pages.site(), pages.desk(), sso.sso().map(Sso::label).orElse("")).mount(pages.router());
    }
}
