package zhiheng.server.rooms.live;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Now;
import zhiheng.server.rooms.calls.CallLine;
import zhiheng.server.rooms.contain.ContainmentView;
import zhiheng.server.rooms.gateway.GatewayHead;

/**
 * The gateway of one system, live.
 *
 * @param spans how far back the drawings look
 * @param words of the drawings, JSON
 * @param now what somebody else changed meanwhile; null where nobody did
 */
public record GatewayView(
        GatewayHead head,
        List<ContainmentView> containments,
        List<Change> changes,
        List<Meter> meters,
        List<Choice> places,
        List<CallLine> calls,
        List<Choice> spans,
        String words,
        Form form,
        @Nullable List<Now> now) {
    /** A state the permit can be changed to. */
    public record Change(String value, String word, String tone, String shape) {}

    /** How much of a cap is used; {@code cap} empty where there is none. */
    public record Meter(String name, String what, long used, String cap, int percent) {}
}
