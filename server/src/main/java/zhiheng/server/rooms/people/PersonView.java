package zhiheng.server.rooms.people;

import gg.jte.Content;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Now;
import zhiheng.server.ground.page.State;

/**
 * A person as an administrator changes it.
 *
 * @param version the one the form was made from
 * @param factor whether a code is asked for when this person signs in
 * @param provider the identity provider by which this person can sign in; "" for none
 * @param now what the person is now, where somebody changed it meanwhile
 * @param link a link just made, shown once
 */
public record PersonView(
        String path,
        String version,
        String name,
        String login,
        State state,
        boolean active,
        boolean self,
        boolean factor,
        String provider,
        List<Choice> roles,
        List<Choice> orgs,
        Form form,
        @Nullable List<Now> now,
        @Nullable Made link) {
    /** A link shown once. */
    public record Made(String name, String address, Content until) {}
}
