package zhiheng.server.rooms.cases;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Column;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;

/**
 * The list of cases.
 *
 * @param system that the list is kept to; "" for all, and then no case is opened here
 * @param procedures to open a case under; empty for who may not
 * @param next the address of the next page; null on the last
 */
public record CasesView(
        String system,
        String systemName,
        List<Choice> kinds,
        List<Choice> states,
        long count,
        List<Column> columns,
        String sort,
        List<Row> rows,
        @Nullable String next,
        List<Choice> systems,
        List<Choice> procedures,
        Form form) {
    public record Row(
            String href,
            String procedure,
            String system,
            String systemHref,
            String stage,
            State state,
            When opened,
            When last) {}
}
