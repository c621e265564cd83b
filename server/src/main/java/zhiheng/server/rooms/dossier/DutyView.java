package zhiheng.server.rooms.dossier;

import java.util.List;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;

/** One duty of one system with its two forms: where it stands, and evidence. */
public record DutyView(
        String systemHref, String systemName, DossierView.Duty duty, List<Choice> states, Form form, Form evidence) {}
