package zhiheng.server.rooms.exports;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.office.Office;
import zhiheng.office.OfficeStore;
import zhiheng.office.dossier.Dossier;
import zhiheng.office.exports.Counterparts;
import zhiheng.office.exports.Enforced;
import zhiheng.office.exports.Manner;
import zhiheng.office.exports.ModelBom;
import zhiheng.office.exports.Oscal;
import zhiheng.office.exports.OscalKind;
import zhiheng.office.exports.OscalReading;
import zhiheng.office.exports.Upstream;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.office.registry.Evaluations;
import zhiheng.packs.Crosswalk;
import zhiheng.packs.OfWording;
import zhiheng.packs.Pack;
import zhiheng.packs.PackLibrary;
import zhiheng.server.ground.House;
import zhiheng.server.ground.http.SentFile;
import zhiheng.server.ground.identity.Identity;
import zhiheng.server.rooms.gateway.GatewayFeature;

/** Makes the files, and takes those of others in. */
final class Exporter {
    static final String OSCAL = "application/json";

    /** As IANA has it for CycloneDX. */
    static final String CYCLONEDX = "application/vnd.cyclonedx+json; version=1.6";

    /** Characters of their title in the title of the evidence: two units each at most, and there is room for 200. */
    private static final int MOST_TITLE = 90;

    private final Office office;
    private final OfficeStore store;
    private final PackLibrary library;
    private final Identity identity;
    private final GatewayFeature gateway;
    private final OfWording<Counterparts> counterparts;

    Exporter(House house, GatewayFeature gateway, Path folder) {
        office = house.office();
        store = house.store();
        library = house.library();
        identity = house.identity();
        this.gateway = gateway;
        counterparts = new OfWording<>(library, () -> new Counterparts(library, Crosswalk.of(library, folder)));
    }

    /** @param personal whether people's names and words were asked for */
    Manner manner(Actor actor, String language, boolean personal) {
        return personal ? new Manner(language, true, identity.names(actor)) : new Manner(language);
    }

    /** The catalog of a pack. */
    byte[] catalog(String pack, String language) {
        var found = library.packs().stream()
                .filter(p -> p.id().equals(pack))
                .findFirst()
                .orElseThrow(Access::notFound);
        return bytes(new Oscal(library, new Manner(language)).catalog(found));
    }

    /** A document about a system, as it stands today. */
    byte[] system(Actor actor, String system, OscalKind kind, Manner manner) {
        var dossier = dossier(actor, system);
        var oscal = new Oscal(library, manner);
        return bytes(
                switch (kind) {
                    case PROFILE -> oscal.profile(dossier);
                    case COMPONENTS -> oscal.components(dossier, enforced(system));
                    case RESULTS -> oscal.results(dossier);
                    case PLAN -> oscal.plan(dossier);
                    case CATALOG -> throw Access.notFound();
                });
    }

    private Dossier dossier(Actor actor, String system) {
        return office.dossiers().of(actor, system, office.days());
    }

    private static byte[] bytes(Map<String, Object> document) {
        return Oscal.json(document).getBytes(StandardCharsets.UTF_8);
    }

    /** The registry as CycloneDX, or one system of it; on the disk, and deleted by whoever sends it. */
    SentFile inventory(Actor actor, @Nullable String system) {
        var file = SentFile.empty(system == null ? "registry.cdx.json" : system + ".cdx.json");
        try (var out = Files.newOutputStream(file.path())) {
            var bom = new ModelBom(store, new Evaluations(library), this::upstreams);
            if (system == null) {
                bom.write(actor, office.days(), out);
            } else {
                bom.write(actor, system, office.days(), out);
            }
            return file;
        } catch (IOException e) {
            file.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private List<Upstream> upstreams(String system) {
        return Upstreams.of(
                gateway.books().map(books -> books.routes().own(system)).orElse(null));
    }

    /** What the permit holds calls to because of a duty. */
    private List<Enforced> enforced(String system) {
        var permit = gateway.books().map(books -> books.permits().of(system)).orElse(null);
        return permit == null
                ? List.of()
                : permit.duties().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(e -> new Enforced(
                                e.getValue().substring(e.getValue().lastIndexOf('/') + 1),
                                e.getKey(),
                                permit.version()))
                        .toList();
    }

    /**
     * What others say of a system's duties.
     *
     * @param kept the evidence that it became; "" where it was only read
     * @param serves the duties of the system that it became evidence for
     */
    record Received(OscalReading reading, List<Counterparts.Match> matches, String kept, List<String> serves) {}

    /**
     * Reads what others wrote. With {@code keep} the file becomes evidence for each duty of the system that it says is met, marked as theirs;
     * where the duties stand is not changed.
     */
    Received receive(Actor actor, String system, byte[] content, boolean keep) {
        var dossier = dossier(actor, system);
        var reading = OscalReading.read(content);
        var matches = counterparts.get().of(reading);
        var met = matches.stream()
                .filter(match -> match.claim().met())
                .flatMap(match -> match.duties().stream())
                .toList();
        var serves = dossier.duties().stream()
                .map(tracked -> tracked.duty())
                .filter(duty -> met.contains(duty.pack() + "/" + duty.id()))
                .map(duty -> duty.id())
                .distinct()
                .toList();
        if (!keep || serves.isEmpty()) {
            return new Received(reading, matches, "", keep ? List.of() : serves);
        }
        var named = reading.title().isEmpty() ? reading.kind().root() : reading.title();
        var title = "OSCAL · "
                + named.codePoints()
                        .limit(MOST_TITLE)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
        var evidence = office.evidence()
                .add(
                        actor,
                        system,
                        serves.getFirst(),
                        title,
                        null,
                        reading.kind().file(reading.sha256().substring(0, 12)),
                        new ByteArrayInputStream(content),
                        null);
        if (serves.size() > 1) {
            office.evidence().serve(actor, evidence.id(), serves.subList(1, serves.size()));
        }
        return new Received(reading, matches, evidence.id(), serves);
    }

    List<Pack> packs() {
        return library.packs();
    }

    /** The name of a system that the actor sees. */
    String name(Actor actor, String system) {
        return office.registry().system(actor, system).name();
    }
}
