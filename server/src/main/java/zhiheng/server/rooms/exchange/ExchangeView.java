package zhiheng.server.rooms.exchange;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;

/**
 * What was handed over, to us and by us.
 *
 * @param next the address of the next page; null on the last
 * @param caseId the case that something is handed over of; "" for none, and then there is no form for it
 * @param fields that can be given, and tasks that can be asked for
 * @param log the name of our own log, and its {@code key}, for whoever is to know us
 */
public record ExchangeView(
        List<Row> rows,
        @Nullable String next,
        String caseId,
        List<Choice> fields,
        List<Choice> tasks,
        List<Choice> marks,
        List<Choice> places,
        List<Known> peers,
        String log,
        String key,
        boolean administrator,
        boolean changes,
        Form form) {
    public record Row(
            String href,
            String what,
            String who,
            String tlp,
            State state,
            When time,
            @Nullable When due) {}

    /** Another Zhiheng that is known, and how much of its log was seen. */
    public record Known(String name, String log, long size, boolean witnessed) {}
}
