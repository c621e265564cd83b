package zhiheng.server.rooms.policies;

import java.util.List;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Cited;
import zhiheng.server.ground.page.State;

/**
 * Measures that were looked for.
 *
 * @param byMeaning whether a sentence model helps
 * @param facets the questions by which one narrows
 */
public record PoliciesView(
        String text,
        String on,
        List<Choice> kinds,
        List<Choice> policies,
        List<Facet> facets,
        boolean byMeaning,
        int all,
        List<Row> rows,
        List<Row> near,
        String wrong) {
    public record Facet(String id, String question, List<Choice> options) {}

    /** @param until the last day; "" where none is set */
    public record Row(
            String href,
            String title,
            State kind,
            String text,
            Cited cited,
            String policy,
            String issuer,
            String acts,
            String from,
            String until) {}
}
