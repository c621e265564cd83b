package zhiheng.office.policy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.packs.Fact;
import zhiheng.packs.Facts;

/**
 * The measures by what one knows of them: kind, who issued them, the day, and whom they may concern. Whom is asked of the rules and
 * not of labels: a measure stays while it may hold for an enterprise that answers so.
 */
public final class Catalogue {
    private static final String SHARED = "shared";

    private final Guides guides;

    public Catalogue(Guides guides) {
        this.guides = guides;
    }

    /** The questions by which one narrows: those that all policies share and that are answered by choosing. */
    public List<Fact> facets() {
        return guides.measures().library().facts().stream()
                .filter(f -> f.pack().equals(SHARED) && !f.options().isEmpty())
                .toList();
    }

    /**
     * What is looked for; null and empty leave open.
     *
     * @param pack the policy's id
     * @param day on which it is in force
     * @param answers an option by facet
     */
    public record Query(
            Measure.@Nullable Kind kind, @Nullable String pack, LocalDate day, Map<String, String> answers) {}

    /** In the order of the packs. */
    public List<Measure> find(Query query) {
        var verdicts = guides.verdicts(query.day());
        verdicts.decide(facts(query.answers()));
        return guides.measures().all().stream()
                .filter(m -> query.kind() == null || m.kind() == query.kind())
                .filter(m -> query.pack() == null || m.pack().id().equals(query.pack()))
                .filter(m -> inForce(m, query.day()))
                .filter(m -> query.answers().isEmpty() || verdicts.holds(m.id()) || verdicts.open(m.id()))
                .toList();
    }

    private Facts facts(Map<String, String> answers) {
        var library = guides.measures().library();
        var facts = Facts.of(library, Map.of());
        for (var facet : facets()) {
            var option = answers.get(facet.id());
            if (option != null && facet.options().stream().anyMatch(o -> o.id().equals(option))) {
                facts = facts.with(facet.id(), facet.type() == Fact.Type.CHOICES ? List.of(option) : option);
            }
        }
        return facts;
    }

    private static boolean inForce(Measure m, LocalDate day) {
        var to = m.rule().to();
        return !day.isBefore(m.rule().from()) && (to == null || day.isBefore(to));
    }
}
