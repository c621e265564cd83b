package zhiheng.provenance.traces;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import zhiheng.provenance.fingerprint.PictureFile;

/** Looks for all traces in a file. */
public final class Traces {
    /** Above this figure the spectrum is suspected; set where 1 % of the camera-like pictures of the tuning half lie above it. */
    public static final double UPSAMPLING = 0.2;

    /** Above this figure it was resampled; set in the same way. */
    public static final double RESAMPLING = 6;

    /** Above this figure it was compressed twice; set in the same way. */
    public static final double DOUBLE = 0.3;

    private static final int SMALLEST = 128;

    private final List<Detector> detectors;

    public Traces(List<Detector> detectors) {
        this.detectors = List.copyOf(detectors);
    }

    public TraceReport of(Path file) throws IOException {
        var traces = new ArrayList<>(Metadata.traces(file));
        var tables = JpegTables.read(file);
        tables.map(JpegTables::trace).ifPresent(traces::add);
        var picture = PictureFile.middle(file, Pixels.MOST);
        if (picture.isPresent()
                && Math.min(picture.get().getWidth(), picture.get().getHeight()) >= SMALLEST) {
            var figures = Figures.of(picture.get(), tables.orElse(null));
            above(traces, TraceKind.UPSAMPLED, figures.upsampling(), UPSAMPLING);
            above(traces, TraceKind.RESAMPLED, figures.resampling(), RESAMPLING);
            above(traces, TraceKind.DOUBLE_JPEG, figures.doubleJpeg(), DOUBLE);
            picture.ifPresent(pixels -> detect(traces, pixels));
        }
        return new TraceReport(List.copyOf(traces));
    }

    private void detect(List<Trace> traces, BufferedImage picture) {
        for (var detector : detectors) {
            double score = detector.score(picture);
            if (score >= detector.threshold()) {
                traces.add(new Trace(
                        TraceKind.DETECTOR, "%s %.3f".formatted(detector.name(), score), detector.falseAlarms()));
            }
        }
    }

    private static void above(List<Trace> traces, TraceKind kind, double figure, double threshold) {
        if (figure >= threshold) {
            traces.add(new Trace(kind, "%.2f ≥ %.2f".formatted(figure, threshold), FalseAlarms.of(kind)));
        }
    }
}
