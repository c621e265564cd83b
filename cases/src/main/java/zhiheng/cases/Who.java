package zhiheng.cases;

import zhiheng.cases.Procedure.Holder;

/**
 * Who acts.
 *
 * @param person an id, never a name
 * @param org the person's organisation; {@code kind} of it
 */
public record Who(String person, String org, Holder kind) {
    /** The server itself: time that passed, a monitor. */
    public static final Who SYSTEM = new Who("zhiheng", "", Holder.SYSTEM);
}
