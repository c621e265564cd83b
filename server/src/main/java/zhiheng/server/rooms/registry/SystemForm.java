package zhiheng.server.rooms.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Now;

/**
 * Registering or renaming a system.
 *
 * @param version that the form stands on
 * @param like the system whose answers the new one begins with, and {@code likeName} its name; "" for none
 * @param now what somebody else saved meanwhile; null where nobody did
 */
public record SystemForm(
        String action,
        boolean isNew,
        String version,
        List<Choice> orgs,
        List<GoLive> days,
        Form form,
        String back,
        String like,
        String likeName,
        @Nullable List<Now> now) {
    /** A day on which the system goes live somewhere; asked with the registration, since periods of law run from it. */
    public record GoLive(String field, String question, String help) {}
}
