package zhiheng.server.rooms.amendments;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;

/**
 * Amendments and the notices of them.
 *
 * @param looks whether the visitor may have the packs read again, {@code trouble} why that fails; "" where it does not
 * @param amendments empty for those who see one organisation alone
 * @param waiting how many notices the visitor may confirm, {@code newest} the last of them that the page shows
 */
public record AmendmentsView(
        boolean looks,
        String trouble,
        List<Change> amendments,
        boolean unread,
        String amendment,
        List<Row> rows,
        long waiting,
        String newest,
        @Nullable String next) {
    /** @param done whether every system was looked at */
    public record Change(When when, String packs, long told, long read, boolean done, String href) {}

    /** @param read how it stands: who read it, or that nobody says so. @param at when it was read */
    public record Row(
            String href,
            String system,
            String org,
            When when,
            String news,
            State read,
            @Nullable When at) {}

    /** One notice: a system and what becomes other. @param confirms whether the visitor may say that it was read */
    public record Notice(
            String id,
            String system,
            String systemHref,
            String org,
            When when,
            List<Group> groups,
            State read,
            @Nullable When at,
            boolean confirms) {}

    /** @param heading new, changed or ended, with how many */
    public record Group(String heading, List<Duty> duties) {}

    /** @param href where one sees to it; "" for one that ended. @param what of it became other; "" for a new or ended one */
    public record Duty(String href, String title, String where, String what, String from) {}
}
