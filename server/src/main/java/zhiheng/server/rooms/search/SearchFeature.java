package zhiheng.server.rooms.search;

import java.util.List;
import java.util.function.Supplier;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.page.Found;
import zhiheng.server.ground.page.Pages;

/** Search from every page. */
public final class SearchFeature implements Capability {
    private final Supplier<List<Found.Source>> rooms;

    /** @param rooms in which things are found besides what this one knows; asked for once all are open */
    public SearchFeature(Supplier<List<Found.Source>> rooms) {
        this.rooms = rooms;
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void pages(Pages pages) {
        new SearchPages(pages.site(), pages.desk(), rooms).mount(pages.router());
    }
}
