package zhiheng.server.rooms.people;

import gg.jte.Content;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;

/**
 * Organisations, people and tokens.
 *
 * @param made a new token's secret, shown once, right after it was made
 * @param link a new person's link, likewise
 */
public record AdminView(
        List<OrgRow> orgs,
        List<PersonRow> people,
        List<TokenRow> tokens,
        OrgFields org,
        List<Choice> roles,
        List<Choice> tokenRoles,
        List<Choice> orgChoices,
        Form person,
        Form token,
        @Nullable String made,
        PersonView.@Nullable Made link) {
    public record OrgRow(String id, String name, String kind, String number) {}

    public record PersonRow(String id, String name, String login, String role, String org, State state) {}

    /** @param off why it does not work, where it does not {@code work} */
    public record TokenRow(
            String id,
            String label,
            String role,
            String person,
            When made,
            @Nullable Content used,
            Content expires,
            boolean works,
            String off) {}
}
