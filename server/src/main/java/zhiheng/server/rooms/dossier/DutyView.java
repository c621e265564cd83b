package zhiheng.server.rooms.dossier;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;

/**
 * One duty of one system with its two forms: where it stands, and evidence.
 *
 * @param kinds what this person may say: a comment, a request
 * @param others duties that a piece of evidence may serve as well
 * @param words what was typed in the small forms, where one was refused: {@code text} of a note, the reason to withdraw
 *     evidence under {@code why-} and its id
 * @param other set when somebody else saved after the form was opened
 */
public record DutyView(
        String systemHref,
        String systemName,
        DossierView.Duty duty,
        List<Choice> states,
        List<Choice> people,
        Form form,
        @Nullable Other other,
        List<Choice> others,
        List<Note> notes,
        List<Choice> kinds,
        Form evidence,
        Form words) {
    /** Something said about the duty; {@code close} is where a waiting request is ended, "" when none waits. */
    public record Note(String kind, String author, When time, String text, String close) {}

    /** What somebody else saved meanwhile. */
    public record Other(State state, String owner, String reason) {}
}
