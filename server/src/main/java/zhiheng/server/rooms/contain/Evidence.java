package zhiheng.server.rooms.contain;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.gateway.permit.PermitState;
import zhiheng.office.acts.Json;
import zhiheng.server.ground.http.JsonOut;
import zhiheng.server.rooms.watch.AlertCodec;
import zhiheng.server.rooms.watch.Grade;
import zhiheng.server.rooms.watch.GradedAlert;
import zhiheng.server.rooms.watch.Light;
import zhiheng.server.rooms.watch.Statistics;

/**
 * Why a permit is made stricter: the alert, the rule that asks for it and the figures. It lies in the column {@code body} of table
 * {@code containment}, goes with the change of the permit into the ledger, and is answered by REST, each time as {@link #tree}.
 *
 * @param title of the monitor
 * @param rule pack and rule, with a slash between
 * @param text what the article says
 * @param confidence how sure the pack is of the text
 * @param statistics null in a row that names none
 */
public record Evidence(
        String containment,
        String alert,
        @Nullable Light grade,
        Text title,
        String rule,
        String article,
        Text text,
        String confidence,
        PermitState asks,
        @Nullable Statistics statistics) {

    static Evidence of(String containment, GradedAlert alert, Grade.Containment asked) {
        var clause = asked.clause();
        return new Evidence(
                containment,
                alert.id(),
                alert.grade(),
                alert.title(),
                clause.pack() + "/" + clause.rule(),
                clause.article(),
                clause.text(),
                clause.confidence(),
                asked.to(),
                alert.statistics());
    }

    /** As JSON has it. */
    public Map<String, Object> tree() {
        var json = new LinkedHashMap<String, Object>();
        json.put("containment", containment);
        json.put("alert", alert);
        json.put("grade", Light.id(grade));
        json.put("title", AlertCodec.text(title));
        json.put("rule", rule);
        json.put("article", article);
        json.put("text", AlertCodec.text(text));
        json.put("confidence", confidence);
        json.put("asks", asks.name().toLowerCase(Locale.ROOT));
        if (statistics != null) {
            json.put("statistics", AlertCodec.statistics(statistics));
        }
        return json;
    }

    /** The column {@code body}. */
    String body() {
        return JsonOut.compact(tree());
    }

    /**
     * The evidence in a row. Rows of former versions may lack members.
     *
     * @param body the column
     * @param rule the row's own, which is believed; {@code asks}, {@code time} and {@code monitor} likewise
     */
    static Evidence read(String body, String rule, PermitState asks, Instant time, String monitor) {
        var json = Json.readMap(body);
        return new Evidence(
                AlertCodec.string(json, "containment"),
                AlertCodec.string(json, "alert"),
                Light.of(AlertCodec.string(json, "grade")),
                AlertCodec.text(json.get("title")),
                rule,
                AlertCodec.string(json, "article"),
                AlertCodec.text(json.get("text")),
                AlertCodec.string(json, "confidence"),
                asks,
                json.get("statistics") instanceof Map<?, ?> figures
                        ? AlertCodec.statistics(figures, time, monitor)
                        : null);
    }
}
