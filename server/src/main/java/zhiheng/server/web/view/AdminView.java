package zhiheng.server.web.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Organisations, people and tokens; {@code token} is shown once, right after it was made. */
public record AdminView(
        List<OrgRow> orgs,
        List<PersonRow> people,
        List<Choice> kinds,
        List<Choice> roles,
        List<Choice> orgChoices,
        Form org,
        Form person,
        Form token,
        @Nullable String made) {
    public record OrgRow(String name, String kind) {}

    public record PersonRow(String name, String login, String role, String org) {}
}
