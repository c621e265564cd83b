package zhiheng.server.rooms.calls;

import java.util.Locale;
import zhiheng.gateway.Interaction;
import zhiheng.server.ground.page.Lexicon;
import zhiheng.server.ground.page.State;
import zhiheng.server.rooms.gateway.GatewayRoom;

/** Says an interaction as a line of a table. */
public final class CallLines {
    private CallLines() {}

    public static CallLine line(Lexicon lexicon, Interaction i) {
        return new CallLine(
                GatewayRoom.href(i.system()) + "/calls/" + i.id(),
                lexicon.whenExactly(i.time()),
                i.surface(),
                i.model(),
                outcome(lexicon, i),
                i.clause(),
                millis(i.micros()),
                i.tokensIn() + i.tokensOut(),
                i.labelled(),
                i.detections().entrySet().stream()
                        .map(e -> lexicon.found(e.getKey()) + (e.getValue() > 1 ? " ×" + e.getValue() : ""))
                        .sorted()
                        .toList());
    }

    static State outcome(Lexicon lexicon, Interaction i) {
        if (i.held()) {
            return new State("exempt", lexicon.words.t("outcome.held"));
        }
        if (!i.clause().isEmpty()) {
            return new State("late", lexicon.words.t("outcome.refused") + " " + i.status());
        }
        return i.status() < 400
                ? new State("met", lexicon.words.t("outcome.passed"))
                : new State("doing", lexicon.words.t("outcome.failed") + " " + i.status());
    }

    static String millis(long micros) {
        return String.format(Locale.ROOT, micros < 100_000 ? "%.1f" : "%.0f", micros / 1000.0);
    }
}
