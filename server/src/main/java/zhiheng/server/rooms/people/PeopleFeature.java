package zhiheng.server.rooms.people;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import zhiheng.office.people.Role;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.page.Nav;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.rooms.sso.SsoFeature;

/** People and organisations. */
public final class PeopleFeature implements Capability {
    private final SsoFeature sso;
    private List<Endpoint> endpoints = List.of();

    public PeopleFeature(SsoFeature sso) {
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
        endpoints = Stream.concat(
                        new SessionApi(house.identity()).endpoints().stream(),
                        new PeopleApi(house.office(), house.identity()).endpoints().stream())
                .toList();
    }

    @Override
    public List<Endpoint> endpoints() {
        return endpoints;
    }

    @Override
    public void pages(Pages pages) {
        new EntryPages(pages.site(), pages.desk(), sso.sso()).mount(pages.router());
        new ColleaguesPages(pages.site(), pages.desk()).mount(pages.router());
        new AdminPages(pages.site(), pages.desk()).mount(pages.router());
        new OrgPages(pages.site(), pages.desk()).mount(pages.router());
        new PersonPages(pages.site(), pages.desk(), sso.sso()).mount(pages.router());
    }

    @Override
    public List<Nav> nav() {
        return List.of(
                Nav.to("admin").in(Nav.Group.PEOPLE).onlyFor(Set.of(Role.ADMINISTRATOR)),
                Nav.to("people").in(Nav.Group.PEOPLE).onlyFor(Set.of(Role.OFFICER)));
    }
}
