package zhiheng.server.rooms.guide;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.office.acts.Transaction;
import zhiheng.office.policy.Guides;
import zhiheng.office.policy.Measure;
import zhiheng.packs.Fact;
import zhiheng.packs.Facts;
import zhiheng.packs.PackLibrary;

/** What other rooms ask of profiles: the answers of an organisation, and the policies that read them. */
public final class Profiles {
    private final @Nullable Guides guides;

    Profiles(@Nullable Guides guides) {
        this.guides = guides;
    }

    /** Null where no policies are installed. */
    public @Nullable PackLibrary library() {
        return guides == null ? null : guides.measures().library();
    }

    /** The measures of the policies; none where none are installed. */
    public List<Measure> measures() {
        return guides == null ? List.of() : guides.measures().all();
    }

    /** What an organisation answered, as far as the policies still ask it; null where none are installed. */
    public @Nullable Facts facts(Transaction tx, String org) {
        var library = library();
        if (library == null) {
            return null;
        }
        var asked = library.facts().stream().map(Fact::id).collect(Collectors.toSet());
        var known = new LinkedHashMap<>(
                ProfileRows.in(tx).profile(org).map(Profile::facts).orElseGet(java.util.Map::of));
        known.keySet().retainAll(asked);
        return Facts.of(library, known);
    }
}
