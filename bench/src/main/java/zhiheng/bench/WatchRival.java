package zhiheng.bench;

import com.github.javacliparser.FloatOption;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import moa.classifiers.core.driftdetection.ADWINChangeDetector;
import moa.classifiers.core.driftdetection.AbstractChangeDetector;
import moa.classifiers.core.driftdetection.CusumDM;
import moa.classifiers.core.driftdetection.DDM;
import moa.classifiers.core.driftdetection.EDDM;
import moa.classifiers.core.driftdetection.EWMAChartDM;
import moa.classifiers.core.driftdetection.GeometricMovingAverageDM;
import moa.classifiers.core.driftdetection.HDDM_A_Test;
import moa.classifiers.core.driftdetection.HDDM_W_Test;
import moa.classifiers.core.driftdetection.PageHinkleyDM;
import moa.classifiers.core.driftdetection.RDDM;
import moa.classifiers.core.driftdetection.SEEDChangeDetector;
import moa.classifiers.core.driftdetection.STEPD;
import moa.classifiers.core.driftdetection.SeqDrift2ChangeDetector;
import zhiheng.watch.simulate.Probe;

/**
 * A detector and the one setting that trades its delay for its run length.
 *
 * @param eager the end of the setting's range where it alarms soonest
 * @param patient the end where it alarms latest; the same as {@code eager} where there is nothing to set
 * @param alone whether two of it must not run at the same time
 */
record WatchRival(
        String name, Side side, double eager, double patient, boolean alone, DoubleFunction<Supplier<Probe>> build) {

    enum Side {
        PEER,
        OURS,
        /** Ours, and told the level before the change, which the others must learn: not compared. */
        OURS_TOLD
    }

    /** The setting at a place between eager (0) and patient (1), by equal ratios. */
    double setting(double place) {
        return eager * Math.pow(patient / eager, place);
    }

    String label() {
        return side == Side.PEER ? name : "**" + name + "**";
    }

    boolean tunable() {
        return eager != patient;
    }

    /** MOA's, each on its own threshold; whatever else it has stays as MOA ships it, but one-sided where it offers that. */
    static List<WatchRival> moa() {
        return List.of(
                moa("ADWIN", 1, 1e-12, ADWINChangeDetector::new, d -> d.deltaAdwinOption),
                moa("SEED", 1, 1e-9, SEEDChangeDetector::new, d -> d.deltaSEEDOption),
                moa("RDDM", 1.774, 5, RDDM::new, d -> d.driftLevelOption),
                moa("HDDM_A", 0.9, 1e-12, WatchRival::hddmA, d -> d.driftConfidenceOption),
                // Its sums are static fields, so that two of them in one program disturb each other.
                alone(moa("HDDM_W", 0.9, 1e-12, HDDM_W_Test::new, d -> d.driftConfidenceOption)),
                moa("CUSUM", 0.5, 5000, CusumDM::new, d -> d.lambdaOption),
                moa("Page-Hinkley", 0.5, 5000, PageHinkleyDM::new, d -> d.lambdaOption),
                moa("DDM", 1.05, 5, DDM::new, d -> d.outcontrolLevelOption),
                new WatchRival("EDDM", Side.PEER, 1, 1, false, unused -> probes(EDDM::new)),
                moa("STEPD", 0.5, 1e-9, STEPD::new, d -> d.alphaDriftOption),
                moa("SeqDrift2", 1, 1e-12, SeqDrift2ChangeDetector::new, d -> d.deltaSeqDrift2Option),
                moa("EWMA chart", 0.9, 1e-4, EWMAChartDM::new, d -> d.lambdaOption),
                moa("GMA", 0.01, 1, GeometricMovingAverageDM::new, d -> d.lambdaOption));
    }

    private static HDDM_A_Test hddmA() {
        var detector = new HDDM_A_Test();
        detector.oneSidedTestOption.setChosenLabel("One-sided");
        return detector;
    }

    private static <D extends AbstractChangeDetector> WatchRival moa(
            String name, double eager, double patient, Supplier<D> detector, Function<D, FloatOption> option) {
        return new WatchRival(
                name,
                Side.PEER,
                eager,
                patient,
                false,
                setting -> probes(() -> {
                    var made = detector.get();
                    option.apply(made).setValue(setting);
                    return made;
                }));
    }

    private static WatchRival alone(WatchRival rival) {
        return new WatchRival(rival.name, rival.side, rival.eager, rival.patient, true, rival.build);
    }

    private static Supplier<Probe> probes(Supplier<? extends AbstractChangeDetector> detectors) {
        return () -> {
            var detector = detectors.get();
            detector.prepareForUse();
            detector.resetLearning();
            return stream -> {
                detector.input(stream.next());
                return detector.getChange();
            };
        };
    }
}
