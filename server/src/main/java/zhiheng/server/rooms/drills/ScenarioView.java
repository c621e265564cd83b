package zhiheng.server.rooms.drills;

import java.util.List;
import java.util.Map;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;

/**
 * The page on which a scenario is written.
 *
 * @param rows how many rows each group shows
 * @param preview the plan's chapters; empty until it could be held
 * @param text the file; "" until then
 */
public record ScenarioView(
        Form form,
        Map<String, Integer> rows,
        List<DrillPaper.Chapter> preview,
        String text,
        Map<String, List<Choice>> options) {
    public int count(String group) {
        return rows.getOrDefault(group, 1);
    }

    /** The choices of a list, the one that stands in the field chosen. */
    public List<Choice> of(String list, String field) {
        var typed = form.value(field);
        return options.getOrDefault(list, List.of()).stream()
                .map(c -> new Choice(c.value(), c.label(), c.value().equals(typed)))
                .toList();
    }

    public boolean ticked(String field) {
        return !form.value(field).isEmpty();
    }
}
