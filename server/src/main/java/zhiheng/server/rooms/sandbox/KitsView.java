package zhiheng.server.rooms.sandbox;

import java.util.List;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.When;

/**
 * The kits that are offered.
 *
 * @param officer whether the visitor offers, grants and takes back
 * @param cases to whom something may be granted
 */
public record KitsView(List<Kit> kits, boolean officer, List<Choice> sorts, List<Choice> cases, Form form) {
    /** @param capacity with {@code granted} of it out, {@code each} for one participation to take by itself, all in {@code unit} */
    public record Kit(
            String id, String name, String sort, String unit, long capacity, long granted, long each, List<Out> out) {}

    public record Out(String act, String amount, String system, String href, When since) {}
}
