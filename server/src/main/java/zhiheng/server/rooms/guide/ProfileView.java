package zhiheng.server.rooms.guide;

import java.util.List;
import zhiheng.server.rooms.registry.Questions;

/** The questions to an enterprise, all on one page, in groups by the pack that asks. */
public record ProfileView(String org, String orgName, long version, List<Group> groups) {
    public record Group(String name, List<Questions.Question> questions) {}
}
