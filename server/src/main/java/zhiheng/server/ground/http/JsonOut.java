package zhiheng.server.ground.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.base.Page;
import zhiheng.office.dossier.Dossier;
import zhiheng.office.duties.Evidence;
import zhiheng.office.duties.TrackedDuty;
import zhiheng.office.people.Org;
import zhiheng.office.registry.AiSystem;
import zhiheng.office.registry.Counts;
import zhiheng.office.registry.FactChange;
import zhiheng.office.registry.SystemDiff;
import zhiheng.office.registry.SystemRow;
import zhiheng.packs.FindingDiff;
import zhiheng.server.ground.identity.ApiToken;
import zhiheng.server.ground.identity.Person;
import zhiheng.server.rooms.law.FindingJson;

/** What REST says, as maps in the order of openapi.yaml; a null member is left out. */
public final class JsonOut {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final JsonMapper PRETTY =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonOut() {}

    public static byte[] bytes(Object json) {
        return MAPPER.writeValueAsBytes(json);
    }

    public static String compact(Object json) {
        return MAPPER.writeValueAsString(json);
    }

    public static String pretty(Object json) {
        return PRETTY.writeValueAsString(json);
    }

    /** Key, value, key, value …; dates and times become text. */
    public static Map<String, Object> map(@Nullable Object... pairs) {
        var map = new LinkedHashMap<String, Object>();
        for (var i = 0; i < pairs.length; i += 2) {
            var value = pairs[i + 1];
            if (value != null) {
                map.put(
                        String.valueOf(pairs[i]),
                        value instanceof java.time.temporal.Temporal || value instanceof Enum<?>
                                ? value.toString()
                                : value);
            }
        }
        return map;
    }

    public static <T> Map<String, Object> page(Page<T> page, Function<T, Map<String, Object>> item) {
        return map("items", page.items().stream().map(item).toList(), "next", page.next());
    }

    public static Map<String, Object> row(SystemRow row) {
        return map(
                "id", row.id(),
                "name", row.name(),
                "orgId", row.orgId(),
                "orgName", row.orgName(),
                "tiers", row.tierByPack(),
                "open", row.open(),
                "late", row.late(),
                "questions", row.questions(),
                "nextDue", row.nextDue(),
                "updatedAt", row.updatedAt());
    }

    public static Map<String, Object> system(AiSystem system) {
        return map(
                "id", system.id(),
                "orgId", system.orgId(),
                "name", system.name(),
                "description", system.description(),
                "purpose", system.purpose(),
                "facts", system.facts(),
                "version", system.version(),
                "createdAt", system.createdAt(),
                "updatedAt", system.updatedAt());
    }

    public static Map<String, Object> counts(Counts counts) {
        return map("total", counts.total(), "late", counts.late(), "byTier", counts.byTier(), "byOrg", counts.byOrg());
    }

    public static Map<String, Object> org(Org org) {
        return map("id", org.id(), "kind", org.kind(), "name", org.name());
    }

    public static Map<String, Object> person(Person person) {
        return map(
                "id", person.id(),
                "orgId", person.orgId(),
                "login", person.login(),
                "name", person.name(),
                "role", person.role(),
                "active", person.active());
    }

    public static Map<String, Object> token(ApiToken token) {
        return map(
                "id", token.id(),
                "personId", token.personId(),
                "label", token.label(),
                "role", token.role(),
                "createdAt", token.createdAt(),
                "revoked", token.revoked());
    }

    public static Map<String, Object> evidence(Evidence evidence) {
        return map(
                "id", evidence.id(),
                "systemId", evidence.systemId(),
                "duty", evidence.duty(),
                "title", evidence.title(),
                "link", evidence.link(),
                "fileName", evidence.fileName(),
                "size", evidence.size(),
                "sha256", evidence.sha256(),
                "expires", evidence.expires(),
                "addedBy", evidence.addedBy(),
                "addedAt", evidence.addedAt(),
                "ledgerIndex", evidence.ledgerIndex() < 0 ? null : evidence.ledgerIndex());
    }

    public static Map<String, Object> dossier(Dossier dossier) {
        return map(
                "system", system(dossier.system()),
                "org", org(dossier.org()),
                "asOf", dossier.asOf(),
                "finding", FindingJson.of(dossier.system().name(), dossier.finding()),
                "duties", dossier.duties().stream().map(JsonOut::duty).toList(),
                "history", dossier.history().stream().map(JsonOut::act).toList());
    }

    private static Map<String, Object> duty(TrackedDuty duty) {
        return map(
                "id", duty.duty().id(),
                "state", duty.state(),
                "owner", duty.owner(),
                "until", duty.until(),
                "reason", duty.reason(),
                "evidence", duty.evidence().stream().map(JsonOut::evidence).toList());
    }

    private static Map<String, Object> act(Dossier.Act act) {
        return map(
                "ledgerIndex", act.ledgerIndex() < 0 ? null : act.ledgerIndex(),
                "time", act.time(),
                "actor", act.actor(),
                "act", act.act(),
                "body", zhiheng.office.acts.Json.readMap(act.summary()));
    }

    public static Map<String, Object> change(FactChange change) {
        return map(
                "at", change.at(),
                "ledgerIndex", change.ledgerIndex() < 0 ? null : change.ledgerIndex(),
                "before", change.before(),
                "after", change.after(),
                "diff", diff(change.diff()));
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
                "dutiesMoved", diff.dutiesMoved().stream().map(JsonOut::moved).toList(),
                "opened", diff.opened(),
                "closed", diff.closed());
    }

    private static Map<String, Object> moved(FindingDiff.DutyMoved moved) {
        return map("duty", FindingJson.duty(moved.duty()), "before", moved.before(), "after", moved.after());
    }

    public static Map<String, Object> rule(zhiheng.packs.Pack.Rule rule) {
        return map(
                "id", rule.id(),
                "stage", rule.stage(),
                "ref", rule.ref(),
                "article", rule.article(),
                "text", FindingJson.text(rule.text()),
                "from", rule.from(),
                "to", rule.to(),
                "confidence", rule.confidence(),
                "when", rule.when(),
                "unless", rule.unless(),
                "yields", rule.yields());
    }

    public static Map<String, Object> pack(zhiheng.packs.Pack pack) {
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
                "dates", dates,
                "tiers",
                        pack.tiers().stream()
                                .map(tier ->
                                        map("id", tier.id(), "name", FindingJson.text(tier.name()), "ban", tier.ban()))
                                .toList());
    }

    public static Map<String, Object> fact(zhiheng.packs.Fact fact) {
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
}
