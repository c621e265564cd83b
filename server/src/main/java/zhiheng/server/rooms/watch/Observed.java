package zhiheng.server.rooms.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import zhiheng.gateway.Interaction;
import zhiheng.watch.Observation;
import zhiheng.watch.risk.Leakage;

/** What a call says to the monitors. */
final class Observed {
    private static final String OUT = "out:";
    private static final List<String> SENSITIVE = List.of("pii", "secret");
    /** Proven by a check digit or by their form. */
    private static final Set<String> CERTAIN = Set.of(
            "pii.bank-card",
            "pii.hk-id",
            "pii.iban",
            "pii.mrz",
            "pii.residence-permit",
            "pii.resident-id",
            "pii.tw-id",
            "pii.uscc",
            "secret.jwt",
            "secret.key",
            "secret.private-key");

    private Observed() {}

    /** Answered calls only: one that was refused put nothing out. */
    static List<Observation> of(Interaction call) {
        if (call.status() != 200 || !call.clause().isEmpty()) {
            return List.of();
        }
        var kinds = new TreeSet<String>();
        for (var detection : call.detections().keySet()) {
            if (detection.startsWith(OUT) && isSensitive(detection.substring(OUT.length()))) {
                kinds.add(detection.substring(OUT.length()));
            }
        }
        return new ArrayList<>(Leakage.observe(
                call.system(),
                call.id(),
                call.time().toEpochMilli(),
                kinds,
                kinds.stream().anyMatch(CERTAIN::contains)));
    }

    private static boolean isSensitive(String kind) {
        return SENSITIVE.stream().anyMatch(s -> kind.equals(s) || kind.startsWith(s + "."));
    }
}
