package zhiheng.server.rooms.adoption;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;

/**
 * Records of use at work and the latest published counts.
 *
 * @param own what all records of the reader's organisation come to; empty without any
 * @param published null before the first edition
 * @param next the address of the next page; null on the last
 */
public record AdoptionView(
        List<Row> rows,
        @Nullable String next,
        List<Figure> own,
        @Nullable Published published,
        boolean publishes,
        boolean records,
        Fields fields,
        Form form) {
    public record Row(String href, String system, String task, String org, String starts, State state) {}

    public record Figure(String name, String value) {}

    /** An edition as everybody may see it. */
    public record Published(
            When when, String reporting, String rate, List<String> columns, List<Table> tables, String unsaid) {}

    public record Table(String title, List<Line> lines) {}

    /** @param cells numbers as text; what is hidden as a mark */
    public record Line(String group, List<String> cells) {}

    /** What can be chosen in the form of a record. */
    public record Fields(List<Choice> systems, List<Choice> risks, List<Choice> where, List<Choice> protections) {}
}
