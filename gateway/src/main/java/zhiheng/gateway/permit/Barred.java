package zhiheng.gateway.permit;

import java.util.HashSet;
import java.util.Set;
import zhiheng.base.BadValue;

/**
 * What a permit shuts out whatever else it allows: how an incident is contained in one part of a system while the rest goes on. A scope
 * lists what may be used; where it lists nothing, all but one could not be said by it.
 *
 * @param regions calls from these are refused, and with any barred also calls that name no region
 * @param tools by name, or as {@code server:tool}
 * @param tenants customers of the application, as it names them in {@link zhiheng.gateway.Ask#TENANT}; with any barred, calls that name
 *     none are refused too, else a call would pass by leaving the name out
 */
public record Barred(Set<String> models, Set<String> tools, Set<String> regions, Set<String> tenants) {
    public static final Barred NONE = new Barred(Set.of(), Set.of(), Set.of(), Set.of());
    private static final int MOST = 500;
    private static final int LONGEST = 200;

    public Barred {
        models = Set.copyOf(models);
        tools = Set.copyOf(tools);
        regions = Set.copyOf(regions);
        tenants = Set.copyOf(tenants);
        for (var all : new Set<?>[] {models, tools, regions, tenants}) {
            if (all.size() > MOST
                    || all.stream().anyMatch(name -> name.toString().length() > LONGEST)) {
                throw new BadValue(
                        "barred",
                        "最多 " + MOST + " 个，每个最长 " + LONGEST + " 字符",
                        "at most " + MOST + " names of at most " + LONGEST + " characters");
            }
        }
    }

    public boolean isEmpty() {
        return models.isEmpty() && tools.isEmpty() && regions.isEmpty() && tenants.isEmpty();
    }

    /** What either shuts out. */
    public Barred and(Barred other) {
        return new Barred(
                both(models, other.models),
                both(tools, other.tools),
                both(regions, other.regions),
                both(tenants, other.tenants));
    }

    private static Set<String> both(Set<String> one, Set<String> other) {
        var all = new HashSet<>(one);
        all.addAll(other);
        return all;
    }

    /** Whether a tool of a server is shut out. */
    public boolean shutsTool(String qualified) {
        return tools.contains(qualified) || tools.contains(qualified.substring(qualified.indexOf(':') + 1));
    }
}
