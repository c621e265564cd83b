package zhiheng.server.rooms.privacy;

import java.util.List;
import zhiheng.server.ground.page.Form;

/**
 * What is kept how long.
 *
 * @param form what was typed and what is wrong with it; fields are named by their kind
 * @param mayChange whether the reader sets days
 */
public record PrivacyView(List<Row> rows, Form form, boolean mayChange) {
    /**
     * One kind.
     *
     * @param days "" for what goes by something else than age
     * @param version on which its form stands
     * @param now what somebody else saved meanwhile, in words; "" where nobody did
     */
    public record Row(String kind, String what, String goes, String days, String bounds, long version, String now) {}
}
