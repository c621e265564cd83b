package zhiheng.server.rooms.people;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;

/** Organisations, people and tokens; {@code made} is a new token's secret, shown once, right after it was made. */
public record AdminView(
        List<OrgRow> orgs,
        List<PersonRow> people,
        List<TokenRow> tokens,
        List<Choice> kinds,
        List<Choice> roles,
        List<Choice> tokenRoles,
        List<Choice> orgChoices,
        Form org,
        Form person,
        Form token,
        @Nullable String made) {
    public record OrgRow(String name, String kind) {}

    public record PersonRow(
            String id, String name, String login, String role, String org, boolean active, boolean self) {}

    public record TokenRow(String id, String label, String role, String person, String made, boolean revoked) {}
}
