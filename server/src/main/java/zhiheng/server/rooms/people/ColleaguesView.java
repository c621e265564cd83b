package zhiheng.server.rooms.people;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;

/** The people of an officer's own authority. @param link a link just made, shown once */
public record ColleaguesView(
        String org, List<Row> people, List<Choice> roles, Form form, PersonView.@Nullable Made link) {
    public record Row(String name, String login, String role, State state) {}
}
