package zhiheng.server.rooms.account;

import java.util.List;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;

/** The own account. */
public record AccountView(
        String name, String login, String role, String org, State factor, List<Place> places, Form form) {
    /** Where one is signed in; {@code here} is this browser. */
    public record Place(String id, String agent, String address, When started, When used, boolean here) {}
}
