package zhiheng.server.rooms.documents;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;

/**
 * One document with all duties that it serves and served.
 *
 * @param content where its file or its link is opened; "" once erased
 * @param attach the list of duties, to be ticked for this document; "" where nothing may be attached
 * @param standing how many duties it serves now
 * @param mayErase whether there is content left to erase
 */
public record DocumentPage(
        String href,
        String title,
        String what,
        String org,
        State state,
        String size,
        String sha256,
        String expires,
        String left,
        When added,
        String by,
        String content,
        String attach,
        int standing,
        boolean mayErase,
        List<Row> rows,
        Form form) {
    /**
     * A duty that it serves or served.
     *
     * @param state where the duty stands now; null when the system does not have it any more
     * @param fellBack whether the duty relied on this and is a gap since it was withdrawn
     * @param proof of the entry of the ledger, "" while it waits
     * @param withdrawn when, by whom; "" while it counts
     */
    public record Row(
            String duty,
            String dutyHref,
            String id,
            String law,
            String system,
            String systemHref,
            @Nullable State state,
            boolean fellBack,
            String proof,
            String index,
            String withdrawn,
            String why) {}
}
