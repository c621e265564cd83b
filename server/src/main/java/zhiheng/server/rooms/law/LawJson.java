package zhiheng.server.rooms.law;

import static zhiheng.server.ground.http.JsonOut.map;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import zhiheng.office.registry.SystemDiff;
import zhiheng.packs.Fact;
import zhiheng.packs.FindingDiff;
import zhiheng.packs.Pack;

/** Packs, rules, facts and differences as JSON. */
public final class LawJson {
    private LawJson() {}

    public static Map<String, Object> rule(Pack pack, Pack.Rule rule) {
        return map(
                "id", rule.id(),
                "stage", rule.stage(),
                "ref", rule.ref(),
                "article", rule.article(),
                "text", FindingJson.text(rule.text()),
                "from", rule.from(),
                "to", rule.to(),
                "confidence", rule.confidence(),
                "read", read(pack, rule),
                "when", rule.when(),
                "unless", rule.unless(),
                "yields", rule.yields());
    }

    /** When it was compared with which copy of the text; null for a rule that nobody has. */
    private static @Nullable Map<String, Object> read(Pack pack, Pack.Rule rule) {
        var read = rule.read();
        var source = read == null ? null : pack.source(read);
        return read == null || source == null
                ? null
                : map(
                        "date", read.date().toString(),
                        "source", FindingJson.text(source.name()),
                        "address", source.address().toString());
    }

    public static Map<String, Object> pack(Pack pack) {
        var dates = new LinkedHashMap<String, Object>();
        pack.dates().forEach((name, day) -> dates.put(name, Objects.toString(day)));
        return map(
                "id", pack.id(),
                "name", FindingJson.text(pack.name()),
                "issuer", FindingJson.text(pack.issuer()),
                "number", pack.number(),
                "jurisdiction", pack.jurisdiction(),
                "version", pack.version(),
                "source", pack.source().toString(),
                "binding", pack.binding(),
                "dates", dates,
                "rules", pack.rules().size(),
                "read", pack.read(),
                "tiers",
                        pack.tiers().stream()
                                .map(tier ->
                                        map("id", tier.id(), "name", FindingJson.text(tier.name()), "ban", tier.ban()))
                                .toList());
    }

    public static Map<String, Object> fact(Fact fact) {
        List<Map<String, Object>> options = fact.options().stream()
                .map(option -> map("id", option.id(), "label", FindingJson.text(option.label())))
                .toList();
        return map(
                "id", fact.id(),
                "pack", fact.pack(),
                "type", fact.type().name().toLowerCase(java.util.Locale.ROOT),
                "question", FindingJson.text(fact.question()),
                "help", FindingJson.text(fact.help()),
                "options", options);
    }

    public static Map<String, Object> diff(SystemDiff diff) {
        return map(
                "systemId", diff.systemId(),
                "name", diff.name(),
                "orgId", diff.orgId(),
                "orgName", diff.orgName(),
                "diff", diff(diff.diff()));
    }

    public static Map<String, Object> diff(FindingDiff diff) {
        return map(
                "gained", FindingJson.outcomes(diff.gained()),
                "lost", FindingJson.outcomes(diff.lost()),
                "dutiesGained",
                        diff.dutiesGained().stream().map(FindingJson::duty).toList(),
                "dutiesLost", diff.dutiesLost().stream().map(FindingJson::duty).toList(),
                "dutiesMoved", diff.dutiesMoved().stream().map(LawJson::moved).toList(),
                "opened", diff.opened(),
                "closed", diff.closed());
    }

    private static Map<String, Object> moved(FindingDiff.DutyMoved moved) {
        return map("duty", FindingJson.duty(moved.duty()), "before", moved.before(), "after", moved.after());
    }
}
