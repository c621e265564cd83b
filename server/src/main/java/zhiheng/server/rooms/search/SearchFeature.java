package zhiheng.server.rooms.search;

import zhiheng.server.ground.Capability;
import zhiheng.server.ground.page.Pages;

/** Search from every page. */
public final class SearchFeature implements Capability {
    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void pages(Pages pages) {
        new SearchPages(pages.site(), pages.desk()).mount(pages.router());
    }
}
