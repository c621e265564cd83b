package zhiheng.server.rooms.home;

import gg.jte.Content;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Tier;
import zhiheng.server.ground.page.When;
import zhiheng.server.rooms.duties.WorkRow;
import zhiheng.server.rooms.trend.Trend;

/**
 * The first page of one person.
 *
 * @param mine whether only the reader's own work is shown
 * @param first the one thing to do next, null when nothing has a day
 * @param trend how overdue and gaps went, drawn from its second day on
 * @param ahead what days already in the law will bring, the nearest first
 * @param orgs for those who look after many organisations; empty for a provider
 */
public record HomeView(
        String greeting,
        boolean mine,
        @Nullable WorkRow first,
        List<Figure> figures,
        Trend trend,
        List<Lane> lanes,
        List<Waiting> waiting,
        List<Ahead> ahead,
        List<OrgRow> orgs,
        List<Question> questions,
        List<Change> changes) {
    /** A number that leads to what it counts. */
    public record Figure(String number, String word, String href, String tone) {}

    /** Things to do by one day. */
    public record Lane(String title, String total, List<WorkRow> rows, String more) {}

    /** What waits for somebody, and how long still. */
    public record Waiting(String what, String href, String system, Content left) {}

    public record Ahead(String day, String left, Tier tier, long systems, String href) {}

    /**
     * One organisation.
     *
     * @param now the gravest tier in force, null where there is none; {@code coming} the gravest that a day will bring
     * @param lapse when the first of its calls that wait for review lapses; null where none waits
     */
    public record OrgRow(
            String name,
            String href,
            long systems,
            @Nullable Held now,
            @Nullable Held coming,
            long overdue,
            long gaps,
            long unassessed,
            long alerts,
            long reviews,
            @Nullable Content lapse,
            String next,
            String left) {}

    /** A tier and how many systems are in it. */
    public record Held(Tier tier, long systems) {}

    /**
     * A system with open questions.
     *
     * @param most the question that helps to decide most rules, with their number; empty where none decides any today
     */
    public record Question(String system, String href, int questions, String most) {}

    public record Change(When time, String act, String system, String href) {}
}
