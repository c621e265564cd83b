package zhiheng.server.web.view;

import java.util.List;

/** Registering or renaming a system; {@code version} is what the form saw. */
public record SystemForm(String action, boolean isNew, String version, List<Choice> orgs, Form form, String back) {}
