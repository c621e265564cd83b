package zhiheng.server.house;

import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Set;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.http.Door;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.ground.page.Renderer;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.StaticFiles;
import zhiheng.server.ground.page.Visit;

/** The pages people read and fill in. */
final class WebPages {
    private WebPages() {}

    /** Puts the pages of all rooms on {@code router}, and the few that are nobody's. */
    static void mount(Router router, Door door, House house, List<Capability> rooms) {
        var site = new Site(
                house.office(),
                house.identity(),
                house.library(),
                house.ledger(),
                house.clock(),
                new Renderer(),
                Rooms.words(rooms),
                Rooms.nav(rooms),
                rooms.stream().flatMap(room -> room.asides().stream()).toList(),
                rooms.stream().flatMap(room -> room.owed().stream()).toList());
        var desk = new Desk(site, door);
        StaticFiles.mount(
                router, rooms.stream().flatMap(room -> room.assets().stream()).toList());
        desk.open(router, "/language/:language", WebPages::language);
        var pages = new Pages(router, site, desk);
        rooms.forEach(room -> room.pages(pages));
        desk.open(router, "/*", desk::notFound);
    }

    private static Reply language(Visit visit) {
        if (Set.of("zh", "en").contains(visit.in("language"))) {
            visit.speak(visit.in("language"));
        }
        return new Reply.Go(Visit.ours(visit.query("to")));
    }
}
