package zhiheng.labels;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import zhiheng.base.Text;
import zhiheng.labels.label.Certainty;
import zhiheng.labels.label.ContentLabel;

/**
 * What a platform must do with uploaded content, by Article 6 of the labelling measures: as one function of what the
 * file says, what its user declares, and which traces a detector found. A detector alone never yields more than "suspected".
 */
public final class Dissemination {
    private Dissemination() {}

    /** What the uploading user said when asked. */
    public enum Declaration {
        GENERATED,
        NOT_GENERATED,
        NONE
    }

    /**
     * @param certainty empty when nothing need be shown
     * @param notice what to show next to the content
     * @param article the paragraph applied
     * @param label the label to write into the file, existing production elements kept; empty when there is none to write
     *     or its values may not stand in a label
     */
    public record Decision(Optional<Certainty> certainty, Text notice, String article, Optional<ContentLabel> label) {}

    /**
     * @param metadata the labels read from the file
     * @param explicitOrTraces whether an explicit label or other traces of generation were detected
     * @param platformCode the platform's name or code, for the propagation elements
     * @param contentNumber the platform's number for this content
     */
    public static Decision decide(
            List<ContentLabel> metadata,
            Declaration declaration,
            boolean explicitOrTraces,
            String platformCode,
            String contentNumber) {
        // a label that cannot be read says nothing clearly; it is a trace
        boolean broken = metadata.stream().anyMatch(Dissemination::isBlank);
        Optional<ContentLabel> strongest = metadata.stream()
                .filter(label -> !isBlank(label))
                .min((a, b) -> a.label().compareTo(b.label()));
        if (strongest.isPresent()) {
            Certainty certainty = strongest.get().label();
            return decision(
                    certainty,
                    "6(1)",
                    writable(() -> strongest.get().withPropagation(platformCode, contentNumber, "")));
        }
        if (declaration == Declaration.GENERATED) {
            return decision(Certainty.MAY_BE, "6(2)", fresh(Certainty.MAY_BE, platformCode, contentNumber));
        }
        if (explicitOrTraces || broken) {
            return decision(Certainty.SUSPECTED, "6(3)", fresh(Certainty.SUSPECTED, platformCode, contentNumber));
        }
        return new Decision(
                Optional.empty(),
                new Text("未发现生成合成标识或痕迹", "no label or trace of generation was found"),
                "6",
                Optional.empty());
    }

    private static boolean isBlank(ContentLabel label) {
        return label.label() == Certainty.SUSPECTED
                && label.elements().values().stream()
                                .filter(value -> !value.isEmpty())
                                .count()
                        == 1;
    }

    private static Optional<ContentLabel> fresh(Certainty certainty, String platform, String number) {
        return writable(() -> new ContentLabel(certainty, "", "", "", platform, number, "").checked());
    }

    /** A found label may hold what can never lawfully be written; the notice is due all the same. */
    private static Optional<ContentLabel> writable(Supplier<ContentLabel> label) {
        try {
            return Optional.of(label.get());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Decision decision(Certainty certainty, String article, Optional<ContentLabel> label) {
        Text notice = new Text(
                "提示: 本内容" + certainty.text().zh(),
                "Notice: this content " + certainty.text().en());
        return new Decision(Optional.of(certainty), notice, article, label);
    }
}
