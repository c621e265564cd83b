package zhiheng.server.rooms.placement;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;

/** What the pages on compute show. */
public final class PlacementViews {
    private PlacementViews() {}

    /** All plans, and the form for one more. @param next the page after, null where there is none */
    public record Index(List<Row> rows, @Nullable String next, boolean mayChange, Form form) {}

    public record Row(String href, String title, When time) {}

    /**
     * A plan.
     *
     * @param placed how many of {@code jobs}
     * @param promise what is proved, in a sentence
     * @param more the next jobs, null where these are all
     */
    public record One(
            String id,
            String title,
            When time,
            String span,
            int placed,
            int jobs,
            String money,
            String carbon,
            String energy,
            State state,
            String promise,
            List<Beside> beside,
            Drawing drawing,
            List<SiteRow> sites,
            List<JobRow> rows,
            @Nullable String more,
            List<LeftOut> leftOut,
            int running,
            boolean mayDelete,
            Form form) {}

    /** A way of placing the same jobs, its cost, and what the plan saves beside it. */
    public record Beside(
            String name, String carbon, String money, String savedCarbon, String savedMoney, int leftOut) {}

    public record SiteRow(
            int number, String name, int jobs, String use, String mean, String carbon, String money, String price) {}

    public record JobRow(
            String id, String href, String site, When start, When end, String cards, String carbon, String money) {}

    /** A job without a place and the constraint that forbids it. */
    public record LeftOut(String id, String why, String detail) {}

    /** The drawings: a map of the sites, and for each a lane of hours. */
    public record Drawing(List<Bubble> bubbles, List<Line> grid, List<Lane> lanes, List<Tick> ticks, int height) {}

    /** A site on the map; {@code tone} 0 (green) to 3. */
    public record Bubble(int number, double x, double y, double r, int tone, String label, boolean named) {}

    /** A line of the map's grid: upright where {@code y} is 0. */
    public record Line(double x, double y, String label) {}

    /**
     * A site's hours: how much carbon its power carries, as shapes by tone, and how many of its accelerators work.
     *
     * @param heats paths for tones 0 to 3, empty where no hour has it
     * @param load the path of what works
     */
    public record Lane(int number, String name, int y, List<String> heats, String load) {}

    public record Tick(double x, String label) {}

    /** Why a job is where it is. */
    public record WhyOne(
            String plan,
            String planTitle,
            String job,
            String site,
            When start,
            When end,
            String hours,
            String needs,
            String carbon,
            String money,
            List<String> said,
            List<Other> others,
            List<Not> not) {}

    /** Another place, and what it would cost more. */
    public record Other(String site, When start, String carbon, String money, String later) {}

    /** A site that will not do. */
    public record Not(String site, String why) {}
}
