package zhiheng.server.rooms.calls;

import gg.jte.Content;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Column;
import zhiheng.server.ground.page.Form;
import zhiheng.server.rooms.gateway.GatewayHead;

/**
 * Search among the calls of one system.
 *
 * @param time the head of the times, by which the calls are ordered
 * @param older and {@code newer}: addresses of the pages beside this one
 * @param searchedTo where the search stopped before the page was full; null when it is full or all was searched
 * @param traced what a search by an answer found, as a sentence; empty for a search by properties
 * @param form what is searched for, by the names of the fields
 */
public record CallsView(
        GatewayHead head,
        Column time,
        boolean oldestFirst,
        List<CallLine> calls,
        @Nullable String older,
        @Nullable String newer,
        @Nullable Content searchedTo,
        String traced,
        List<Choice> outcomes,
        List<Choice> clauses,
        List<Choice> kinds,
        List<Choice> surfaces,
        List<String> models,
        Form form) {}
