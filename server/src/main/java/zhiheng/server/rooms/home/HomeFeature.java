package zhiheng.server.rooms.home;

import java.util.List;
import java.util.Set;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.page.Nav;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.rooms.alerts.AlertsFeature;
import zhiheng.server.rooms.review.ReviewFeature;
import zhiheng.server.rooms.trend.TrendFeature;

/** The first page. */
public final class HomeFeature implements Capability {
    private final ReviewFeature review;
    private final AlertsFeature alerts;
    private final TrendFeature trend;

    public HomeFeature(ReviewFeature review, AlertsFeature alerts, TrendFeature trend) {
        this.trend = trend;
        this.review = review;
        this.alerts = alerts;
    }

    @Override
    public Set<String> uses() {
        return Set.of("alerts", "duties", "review", "trend");
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void pages(Pages pages) {
        new HomePages(pages.site(), pages.desk(), review.desk(), alerts.cases(), trend).mount(pages.router());
    }

    @Override
    public List<Nav> nav() {
        return List.of(Nav.at("home", "/").in(Nav.Group.HOME));
    }
}
