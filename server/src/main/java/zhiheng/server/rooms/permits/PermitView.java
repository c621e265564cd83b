package zhiheng.server.rooms.permits;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Now;
import zhiheng.server.rooms.calls.CallLine;
import zhiheng.server.rooms.gateway.GatewayHead;

/**
 * The permit, to be changed.
 *
 * @param json as it is written
 * @param form what the fields hold: what was typed, or the permit as it is
 * @param containment what may be done once untrusted text was read
 * @param inspectors those that can be asked for, and those that are
 * @param kinds of findings, with what each leads to
 * @param duties clauses by id; the fields hold the duty behind each
 * @param presets permits for common cases, to start from
 * @param plain what the permit in the fields allows and forbids, in sentences
 * @param preview what the permit would have said to the calls of a day; null until it was asked for
 * @param now what somebody else saved meanwhile; null where nobody did
 */
public record PermitView(
        GatewayHead head,
        String json,
        Form form,
        List<Choice> states,
        List<Choice> places,
        Contained containment,
        List<Choice> inspectors,
        List<Kind> kinds,
        List<String> duties,
        List<Choice> whenStoreIsDown,
        List<Choice> onAlert,
        List<Choice> days,
        List<Choice> presets,
        List<String> plain,
        @Nullable Preview preview,
        @Nullable List<Now> now) {
    /** The choices of a containment, and the tools that have fields. */
    public record Contained(List<Choice> others, List<Choice> carrying, List<Tool> tools) {}

    /** @param named whether anything is said of it; {@code after}, {@code outside}, {@code approve} as in the containment */
    public record Tool(String name, boolean named, List<Choice> after, boolean outside, boolean approve) {}

    /** A kind of finding and what it leads to. */
    public record Kind(String name, String said, List<Choice> actions) {}

    /**
     * @param rows by clause: what would be refused now, and what was
     * @param notes what cannot be known, as sentences
     */
    public record Preview(
            String day,
            long calls,
            long passed,
            long passedThen,
            long stopped,
            long freed,
            long users,
            List<Row> rows,
            List<Example> examples,
            List<String> notes) {}

    public record Row(String clause, String meaning, long now, long then) {}

    public record Example(CallLine call, String clause, String detail) {}
}
