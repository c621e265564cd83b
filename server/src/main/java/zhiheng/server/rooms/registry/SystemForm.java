package zhiheng.server.rooms.registry;

import java.util.List;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;

/** Registering or renaming a system; {@code version} is what the form saw. */
public record SystemForm(String action, boolean isNew, String version, List<Choice> orgs, Form form, String back) {}
