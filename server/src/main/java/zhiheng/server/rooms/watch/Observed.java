package zhiheng.server.rooms.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import zhiheng.gateway.FindingFamily;
import zhiheng.gateway.FindingKind;
import zhiheng.gateway.Interaction;
import zhiheng.watch.Observation;
import zhiheng.watch.risk.Leakage;
import zhiheng.watch.risk.Manipulation;
import zhiheng.watch.risk.ManipulationTerms;

/** What a call says to the monitors. */
final class Observed {
    private static final String OUT = "out:";
    /** The inspector that looks for wording that sways people. */
    private static final String MANIPULATION = "terms:manipulation";

    private Observed() {}

    /**
     * Answered calls only: one that was refused put nothing out.
     *
     * @param inspectors that the system's permit names: what was not looked for is not said to be absent
     */
    static List<Observation> of(Interaction call, Set<String> inspectors) {
        if (call.status() != 200 || !call.clause().isEmpty()) {
            return List.of();
        }
        var kinds = new TreeSet<String>();
        for (var detection : call.detections().keySet()) {
            if (detection.startsWith(OUT) && isConfidential(detection.substring(OUT.length()))) {
                kinds.add(detection.substring(OUT.length()));
            }
        }
        long time = call.time().toEpochMilli();
        var observations = new ArrayList<>(Leakage.observe(
                call.system(), call.id(), time, kinds, kinds.stream().anyMatch(Observed::isProven)));
        if (inspectors.contains(MANIPULATION)) {
            int marks = call.detections().getOrDefault(OUT + MANIPULATION.replace("terms:", "term."), 0);
            var found = new ManipulationTerms.Found(
                    marks == 0 ? Map.of() : Map.of("listed", marks), marks == 0 ? 0 : ManipulationTerms.FLAG);
            observations.add(Manipulation.observe(call.system(), call.id(), time, found));
        }
        return observations;
    }

    private static boolean isConfidential(String kind) {
        var family = FindingFamily.of(kind);
        return family != null && family.isConfidential();
    }

    private static boolean isProven(String id) {
        var kind = FindingKind.of(id);
        return kind != null && kind.isProven();
    }
}
