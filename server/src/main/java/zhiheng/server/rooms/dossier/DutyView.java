package zhiheng.server.rooms.dossier;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;

/**
 * One duty of one system with its two forms: where it stands, and evidence.
 *
 * @param others duties that a piece of evidence may serve as well
 * @param other set when somebody else saved after the form was opened
 */
public record DutyView(
        String systemHref,
        String systemName,
        DossierView.Duty duty,
        List<Choice> states,
        Form form,
        @Nullable Other other,
        List<Choice> others,
        Form evidence) {
    /** What somebody else saved meanwhile. */
    public record Other(State state, String owner, String reason) {}
}
