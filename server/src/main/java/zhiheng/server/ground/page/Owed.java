package zhiheng.server.ground.page;

import java.time.LocalDate;
import java.util.List;
import zhiheng.base.Text;
import zhiheng.office.people.Actor;

/**
 * Something still owed by a last day that no pack found, such as to mend what an incident showed. It stands with the duties: in their
 * list, on the first page, in the calendar. It is settled on its own page.
 *
 * @param kind what sort of thing it is
 * @param from what it came from
 * @param owner as somebody wrote it
 */
public record Owed(
        String id,
        String title,
        Text kind,
        String from,
        String href,
        String systemId,
        String system,
        String orgId,
        String org,
        LocalDate due,
        String owner) {
    /** What one room knows to be owed. */
    @FunctionalInterface
    public interface Source {
        /** What the actor may see of what is due before {@code day}, the earliest first. */
        List<Owed> before(Actor actor, LocalDate day, int limit);
    }

    public boolean late(LocalDate today) {
        return today.isAfter(due);
    }
}
