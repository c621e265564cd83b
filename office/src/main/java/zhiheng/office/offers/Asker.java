package zhiheng.office.offers;

import java.util.Set;

/**
 * An asking with all that decides what it may have.
 *
 * @param refused ids of offers that one of the two sides refused before
 */
public record Asker(Asking asking, Standing standing, Set<String> refused) {
    public Asker {
        refused = Set.copyOf(refused);
    }
}
