package zhiheng.server.rooms.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import zhiheng.gateway.FindingFamily;
import zhiheng.gateway.FindingKind;
import zhiheng.gateway.Interaction;
import zhiheng.watch.Observation;
import zhiheng.watch.risk.Leakage;

/** What a call says to the monitors. */
final class Observed {
    private static final String OUT = "out:";

    private Observed() {}

    /** Answered calls only: one that was refused put nothing out. */
    static List<Observation> of(Interaction call) {
        if (call.status() != 200 || !call.clause().isEmpty()) {
            return List.of();
        }
        var kinds = new TreeSet<String>();
        for (var detection : call.detections().keySet()) {
            if (detection.startsWith(OUT) && isConfidential(detection.substring(OUT.length()))) {
                kinds.add(detection.substring(OUT.length()));
            }
        }
        return new ArrayList<>(Leakage.observe(
                call.system(),
                call.id(),
                call.time().toEpochMilli(),
                kinds,
                kinds.stream().anyMatch(Observed::isProven)));
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
