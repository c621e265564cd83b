package zhiheng.server.rooms.incidents;

import java.util.List;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;

/**
 * A playbook as it is drawn: its steps in the order in which they come, inner parts set in.
 *
 * @param download the address of the file
 */
public record PlaybookView(
        String id, String name, String about, String types, String tlp, String download, List<Line> lines) {
    /** @param depth how many parts it is inside of; @param way what it is for those who run it, with its shape */
    public record Line(int depth, String name, String about, State way, String link) {}

    /** All playbooks. @param mayBring whether the visitor may bring one in, {@code mayList} list addresses */
    public record All(List<Row> rows, boolean mayBring, boolean mayList, List<String> addresses, Form form) {}

    public record Row(String name, String href, String about, int steps, State state) {}

    /** The runs in the room of an incident. @param choices of playbooks to begin */
    public record Runs(
            String incident,
            String incidentHref,
            boolean mayAct,
            List<Choice> choices,
            List<Variable> variables,
            List<Running> runs,
            Form form) {}

    /** What whoever begins a run of {@code playbook} must give. */
    public record Variable(String field, String name, String playbook) {}

    public record Running(String name, String href, State state, When begun, List<Step> steps) {}

    /**
     * A step that is open.
     *
     * @param action where its form goes; {@code carryOut} whether there is something that the server does
     * @param answers what a decision may be; empty for an action
     */
    public record Step(
            String name, String about, State at, String what, String action, boolean carryOut, List<Choice> answers) {}
}
