package zhiheng.office.exports;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import zhiheng.office.dossier.Dossier;
import zhiheng.office.duties.Evidence;
import zhiheng.office.duties.TrackedDuty;
import zhiheng.office.registry.DutyState;
import zhiheng.packs.PackLibrary;

/** What the documents about one system have in common. */
final class OscalSystem {
    static final String PROVIDER = "provider";
    static final String OWNER = "owner";

    final PackLibrary library;
    final OscalText text;
    final Manner manner;
    final Dossier dossier;

    OscalSystem(PackLibrary library, OscalText text, Dossier dossier) {
        this.library = library;
        this.text = text;
        this.manner = text.manner;
        this.dossier = dossier;
    }

    /** When the last thing was said of the system. */
    static Instant modified(Dossier dossier) {
        var system = dossier.system();
        return Stream.concat(
                        Stream.of(system.updatedAt()),
                        dossier.history().stream().map(Dossier.Act::time))
                .max(Instant::compareTo)
                .orElse(system.updatedAt());
    }

    Instant modified() {
        return modified(dossier);
    }

    String id() {
        return dossier.system().id();
    }

    /** A document about the system; its parties are the provider and the people to whom duties are assigned. */
    Map<String, Object> document(OscalKind kind, boolean people, Map<String, Object> body) {
        var name = dossier.system().name();
        var roles = new ArrayList<Map<String, Object>>();
        roles.add(role(PROVIDER, manner.say("提供者", "Provider")));
        var parties = new ArrayList<Map<String, Object>>();
        parties.add(Members.of(
                "uuid", party(dossier.org().id()),
                "type", "organization",
                "name", Plain.line(dossier.org().name()),
                "external-ids", external(dossier.org().id())));
        if (people) {
            var owners = new TreeSet<String>();
            dossier.duties().forEach(duty -> owners.add(duty.assignee()));
            owners.remove("");
            owners.forEach(person -> parties.add(Members.of(
                    "uuid", party(person),
                    "type", "person",
                    "name", Plain.line(manner.names().getOrDefault(person, "")),
                    "external-ids", external(person))));
            if (!owners.isEmpty()) {
                roles.add(role(OWNER, manner.say("负责人", "Owner")));
            }
        }
        var head = Members.of("roles", roles, "parties", parties);
        return text.document(
                kind,
                id(),
                new zhiheng.base.Text(
                        name + "：" + kind.label().zh(),
                        name + ": " + kind.label().en()),
                modified(),
                dossier.system().version() + "." + dossier.asOf(),
                head,
                body);
    }

    private static Map<String, Object> role(String id, String title) {
        return Members.of("id", id, "title", title);
    }

    private static List<Map<String, Object>> external(String id) {
        return List.of(Members.of("scheme", NamedUuid.NAMESPACE, "id", id));
    }

    static String party(String id) {
        return NamedUuid.of("party", id).toString();
    }

    String uuid(String what, String... more) {
        var parts = new ArrayList<>(List.of(what, id()));
        parts.addAll(List.of(more));
        return NamedUuid.of(parts.toArray(String[]::new)).toString();
    }

    /** Where a duty stands, as properties; what people wrote only where it is asked for. */
    List<Map<String, Object>> standing(TrackedDuty duty) {
        return OscalText.props(
                "state", word(duty.state()),
                "from", duty.duty().from(),
                "due", duty.due(),
                "until", duty.until(),
                "provisional", duty.duty().provisional() ? true : null,
                "assignee", duty.assignee(),
                "owner", manner.personal() ? duty.owner() : null,
                "reason", manner.personal() ? duty.reason() : null);
    }

    static String word(DutyState state) {
        return state.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** The evidence that stands for a duty. */
    static List<Evidence> evidence(TrackedDuty duty) {
        return duty.evidence().stream().filter(e -> e.withdrawn() == null).toList();
    }

    String evidence(Evidence one) {
        return NamedUuid.of("evidence", one.id()).toString();
    }

    /** Evidence as resources: by digest, with an address to ask for it; its title, name and link only where asked for. */
    List<Map<String, Object>> resources(Iterable<TrackedDuty> duties) {
        var found = new LinkedHashMap<String, Map<String, Object>>();
        for (var duty : duties) {
            for (var one : evidence(duty)) {
                found.put(one.id(), resource(one));
            }
        }
        return List.copyOf(found.values());
    }

    private Map<String, Object> resource(Evidence one) {
        var hash = Members.of("algorithm", "SHA-256", "value", one.sha256());
        var links = new ArrayList<Map<String, Object>>();
        links.add(Members.of(
                "href",
                "/api/v1/evidence/" + one.id() + (one.fileName() == null ? "" : "/content"),
                "hashes",
                one.fileName() == null ? List.of() : List.of(hash)));
        if (manner.personal() && one.link() != null) {
            links.add(Members.of("href", one.link()));
        }
        return Members.of(
                "uuid",
                evidence(one),
                "title",
                manner.personal() ? Plain.markup(one.title()) : null,
                "props",
                OscalText.props(
                        "evidence", one.id(),
                        "sha256", one.sha256(),
                        "duty", one.duty(),
                        "size", one.fileName() == null ? null : one.size(),
                        "expires", one.expires(),
                        "added-at", one.addedAt(),
                        "ledger-index", one.ledgerIndex() < 0 ? null : one.ledgerIndex(),
                        "file-name", manner.personal() ? one.fileName() : null),
                "rlinks",
                links);
    }
}
