package zhiheng.server.ground.page;

import java.util.List;

/**
 * What was found of one kind by what somebody typed.
 *
 * @param title of the kind
 * @param more where all of them are, "" when these are all
 */
public record Found(String title, List<Hit> hits, String more) {
    /** One of them. */
    public record Hit(String title, String detail, String href) {}

    /** A room in which people find things: only what the visitor may see, and no more than {@code most}. */
    @FunctionalInterface
    public interface Source {
        Found find(Visit visit, String text, int most);
    }

    public Found first(int most) {
        return hits.size() <= most ? this : new Found(title, hits.subList(0, most), more);
    }
}
