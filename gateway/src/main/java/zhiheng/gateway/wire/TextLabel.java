package zhiheng.gateway.wire;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;
import zhiheng.gateway.permit.Terms;
import zhiheng.gateway.permit.Terms.ExplicitPlace;
import zhiheng.labels.label.Certainty;
import zhiheng.labels.label.ContentLabel;

/** The labels of one text answer: what a reader sees (GB 45438-2025, 5.1) and the elements that software reads (Annex E). */
final class TextLabel {
    /** The response field; a name that contains AIGC, as Annex E a) asks. */
    static final String FIELD = "AIGC";

    static final String HEADER = "X-AIGC";
    private static final String HINT = "【人工智能生成 AI-generated】";

    private final ExplicitPlace place;
    private final @Nullable ContentLabel label;

    TextLabel(Terms terms, String contentId) {
        place = terms.explicitLabel();
        label = terms.implicitLabel() && !terms.producer().isEmpty()
                ? ContentLabel.of(Certainty.IS, terms.producer(), contentId)
                : null;
    }

    boolean isEmpty() {
        return place == ExplicitPlace.INTERFACE && label == null;
    }

    ExplicitPlace place() {
        return place;
    }

    @Nullable
    ContentLabel label() {
        return label;
    }

    boolean isImplicit() {
        return label != null;
    }

    String before() {
        return place == ExplicitPlace.START ? HINT + "\n" : "";
    }

    String after() {
        return place == ExplicitPlace.END ? "\n" + HINT : "";
    }

    /** The label as a header value; its elements are printable ASCII by Annex E j). */
    @Nullable
    String header() {
        var json = label == null ? null : label.json();
        return json != null && isHeaderSafe(json) ? json : null;
    }

    private static boolean isHeaderSafe(String value) {
        return value.length() < 4000 && value.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
    }

    void addTo(ObjectNode answer) {
        if (label != null) {
            var elements = answer.putObject(FIELD);
            for (Map.Entry<String, String> e : label.elements().entrySet()) {
                elements.put(e.getKey(), e.getValue());
            }
        }
    }

    /** {@code "AIGC":{…},} to be spliced in behind the opening brace of an object that has other fields. */
    byte[] splice() {
        return label == null
                ? new byte[0]
                : ("\"" + FIELD + "\":" + label.json() + ",").getBytes(StandardCharsets.UTF_8);
    }
}
