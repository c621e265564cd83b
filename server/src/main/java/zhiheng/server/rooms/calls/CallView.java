package zhiheng.server.rooms.calls;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Form;
import zhiheng.server.rooms.gateway.GatewayHead;

/**
 * One call with all that is known about it.
 *
 * @param why what the clause that refused it says, empty when it passed
 * @param duty behind the clause, empty when the permit names none
 * @param groups of facts under a heading each
 * @param kept whether its content is kept and can be opened
 * @param said its content, opened, with who asked and why in the ledger; null until then
 */
public record CallView(
        GatewayHead head,
        String href,
        CallLine call,
        String why,
        String duty,
        List<Group> groups,
        boolean kept,
        @Nullable Said said,
        Form form) {
    public record Group(String title, List<Fact> facts) {}

    /** @param code whether the value is for machines: a digest, an id */
    public record Fact(String name, String value, boolean code) {}
}
