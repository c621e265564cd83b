package zhiheng.watch.risk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import zhiheng.base.Text;
import zhiheng.watch.Monitor;
import zhiheng.watch.Observation;

/** Spread of deep fakes: media without, with forged, or with doubtful labels. */
public final class DeepFakes {
    /** Of media known to be synthetic, 1 for one that carries no valid label. */
    public static final String UNLABELLED = "media.unlabelled";
    /** Of all media checked, 1 for one whose label was tampered with or does not belong to it. */
    public static final String FORGED = "media.forged";
    /** Of all media checked without a label, 1 for one that shows traces of synthesis. */
    public static final String SUSPECTED = "media.suspected";

    /** Unlabelled media allowed among synthetic ones, unless the operator declares another limit. */
    public static final double LIMIT = 0.01;

    /** What a check of a medium found; one of these, the gravest first. */
    public enum Seen {
        /** A label is there but does not verify. */
        FORGED,
        /** Known to be synthetic (the system made it, or its uploader says so) and without a label. */
        SYNTHETIC_UNLABELLED,
        /** Known to be synthetic, with a label that verifies or is complete. */
        SYNTHETIC_LABELLED,
        /** No label, not known to be synthetic, but with traces of it. */
        SUSPECTED,
        /** No label and no trace. */
        NOTHING
    }

    private DeepFakes() {}

    public static List<RiskMonitor> monitors(Pace pace) {
        return List.of(
                new RiskMonitor(
                        Family.DEEPFAKE,
                        new Monitor<>("deepfake.unlabelled", UNLABELLED, pace.above(LIMIT), Monitor.Counts.EVENTS),
                        new Text("合成内容未加标识的比例超过限值", "Unlabelled synthetic media above the limit"),
                        new Text(
                                "每件已知的合成内容一个观测：没有标识为1",
                                "One observation a medium known to be synthetic: 1 without a label")),
                rising(
                        "deepfake.forged",
                        FORGED,
                        pace,
                        new Text("伪造或被篡改的标识增多", "More forged or altered labels"),
                        new Text(
                                "每件查验的内容一个观测：标识不能验证为1",
                                "One observation a medium checked: 1 if its label does not verify")),
                rising(
                        "deepfake.suspected",
                        SUSPECTED,
                        pace,
                        new Text("疑似合成内容增多", "More media suspected to be synthetic"),
                        new Text(
                                "每件无标识、来源不明的内容一个观测：有合成痕迹为1",
                                "One observation a medium without label and of unknown origin: 1 with traces of synthesis")));
    }

    private static RiskMonitor rising(String id, String metric, Pace pace, Text title, Text meaning) {
        var detector = pace.rise();
        return new RiskMonitor(
                Family.DEEPFAKE, new Monitor<>(id, metric, detector, Monitor.Counts.EVENTS), title, meaning);
    }

    /** What one checked medium says to the three metrics. */
    public static List<Observation> observe(String system, String interaction, long time, Seen seen) {
        var attributes = Map.of("interaction", interaction);
        var list = new ArrayList<Observation>();
        list.add(new Observation(system, FORGED, time, seen == Seen.FORGED ? 1 : 0, 1, attributes));
        switch (seen) {
            case SYNTHETIC_UNLABELLED -> list.add(new Observation(system, UNLABELLED, time, 1, 1, attributes));
            case SYNTHETIC_LABELLED -> list.add(new Observation(system, UNLABELLED, time, 0, 1, attributes));
            case SUSPECTED -> list.add(new Observation(system, SUSPECTED, time, 1, 1, attributes));
            case NOTHING -> list.add(new Observation(system, SUSPECTED, time, 0, 1, attributes));
            case FORGED -> {
                // says nothing about the share of labels or of traces
            }
        }
        return List.copyOf(list);
    }
}
