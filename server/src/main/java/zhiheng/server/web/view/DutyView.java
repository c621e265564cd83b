package zhiheng.server.web.view;

import java.util.List;

/** One duty of one system with its two forms: where it stands, and evidence. */
public record DutyView(
        String systemHref, String systemName, DossierView.Duty duty, List<Choice> states, Form form, Form evidence) {}
