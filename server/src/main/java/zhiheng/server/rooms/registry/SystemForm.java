package zhiheng.server.rooms.registry;

import java.util.List;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;

/** Registering or renaming a system; {@code version} is what the form saw. */
public record SystemForm(
        String action, boolean isNew, String version, List<Choice> orgs, List<GoLive> days, Form form, String back) {
    /** A day on which the system goes live somewhere; asked with the registration, since periods of law run from it. */
    public record GoLive(String field, String question, String help) {}
}
