package zhiheng.provenance.traces;

/** How often pictures that have not a trace are said to have it, as {@code ./zhiheng bench traces} measured it on the kept-back half. */
final class FalseAlarms {
    private FalseAlarms() {}

    static String of(TraceKind kind) {
        return switch (kind) {
            case UPSAMPLED -> "? of ?";
            case RESAMPLED -> "? of ?";
            case DOUBLE_JPEG -> "? of ?";
            case GENERATOR, SOURCE_TYPE, CAPTURE_TYPE, C2PA_REMAINS, TABLES, DETECTOR -> "";
        };
    }
}
