package zhiheng.server.rooms.alerts;

import gg.jte.Content;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Column;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;

/**
 * The list of alerts.
 *
 * @param count of the alerts that the filter lets through
 * @param systemName the system that the list is kept to; empty for all
 * @param watched what is watched of that system; empty where none is chosen
 * @param told how it stands with those who are told of alerts; empty for visitors whom it does not concern
 * @param next the address of the next page; null on the last
 */
public record AlertsView(
        String system,
        String systemName,
        List<Choice> states,
        long count,
        List<Column> columns,
        String sort,
        List<Row> rows,
        @Nullable String next,
        List<Watching> watched,
        List<Told> told) {
    /** How it stands with one of them, and what there is to say of it. */
    public record Told(State state, List<? extends Content> said) {}

    /** An alert; its grade as tone, shape and word, and what it did to the permit. */
    public record Row(
            String href,
            When time,
            String title,
            String tone,
            String shape,
            String grade,
            String system,
            String systemHref,
            State state,
            String owner,
            int repeats,
            String contained) {}

    /**
     * One monitor of a system.
     *
     * @param since null where no datum has come, and {@code newest} likewise
     */
    public record Watching(
            String title,
            String meaning,
            @Nullable When since,
            @Nullable When newest,
            String observations) {}
}
