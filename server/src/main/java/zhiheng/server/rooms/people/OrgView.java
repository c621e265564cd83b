package zhiheng.server.rooms.people;

import java.util.List;
import org.jspecify.annotations.Nullable;

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
        @Nullable List<Now> now) {
    /** A field and its present value. */
    public record Now(String field, String value) {}
}
