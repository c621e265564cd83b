package zhiheng.server.rooms.people;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Now;

/**
 * An organisation to be changed.
 *
 * @param version the one the form was made from
 * @param now what it is now, where somebody changed it meanwhile
 */
public record OrgView(
        String action,
        String version,
        String name,
        OrgFields fields,
        @Nullable List<Now> now) {}
