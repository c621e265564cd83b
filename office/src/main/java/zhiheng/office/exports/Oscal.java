package zhiheng.office.exports;

import java.util.List;
import java.util.Map;
import zhiheng.base.Json;
import zhiheng.office.dossier.Dossier;
import zhiheng.packs.Finding;
import zhiheng.packs.Pack;
import zhiheng.packs.PackLibrary;

/**
 * Law and dossiers as OSCAL 1.1 of NIST, in JSON. A duty is a control; its id is the duty's id. What OSCAL has no member for stands in
 * properties of the namespace {@value NamedUuid#NAMESPACE}. The same state gives the same bytes.
 */
public final class Oscal {
    private final PackLibrary library;
    private final OscalText text;

    public Oscal(PackLibrary library, Manner manner) {
        this.library = library;
        text = new OscalText(manner);
    }

    /** The text of a document. */
    public static String json(Map<String, Object> document) {
        return Json.write(document);
    }

    /** The duties of a pack, whoever they bind. */
    public Map<String, Object> catalog(Pack pack) {
        return new OscalCatalog(library, pack, text).write();
    }

    /**
     * The duties that bind one system, chosen from the catalogs. CONFLICT where none does: OSCAL has no empty profile.
     *
     * @param id of the system; "" for one that is in no registry
     */
    public Map<String, Object> profile(String id, String name, Finding finding) {
        return new OscalProfile(library, text).write(id, name, finding, OscalText.day(finding.asOf()));
    }

    /** As {@link #profile(String, String, Finding)}, of a dossier. */
    public Map<String, Object> profile(Dossier dossier) {
        return new OscalProfile(library, text)
                .write(
                        dossier.system().id(),
                        dossier.system().name(),
                        dossier.finding(),
                        OscalSystem.modified(dossier));
    }

    /** By what the duties of a system are met: what was said of each, its evidence by digest, the permit of the gateway. */
    public Map<String, Object> components(Dossier dossier, List<Enforced> enforced) {
        return new OscalComponents(new OscalSystem(library, text, dossier), enforced).write();
    }

    /** What was found of each duty that was looked at. CONFLICT where none was: OSCAL has no results without a control. */
    public Map<String, Object> results(Dossier dossier) {
        return new OscalResults(new OscalSystem(library, text, dossier)).write();
    }

    /** What is still to be done, by whom and until when. CONFLICT where nothing is: OSCAL has no empty plan. */
    public Map<String, Object> plan(Dossier dossier) {
        return new OscalPlan(new OscalSystem(library, text, dossier)).write();
    }
}
