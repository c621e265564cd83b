package zhiheng.gateway.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import zhiheng.gateway.permit.Terms;
import zhiheng.gateway.permit.Terms.ExplicitPlace;
import zhiheng.labels.label.Certainty;
import zhiheng.labels.label.ContentLabel;

/**
 * The labels of one text answer: what a reader sees (GB 45438-2025, 5.1) and the elements that software reads (Annex E). An answer that
 * was asked for as JSON is read by a program: the hint in its text would make it no JSON, so it stands beside it.
 */
final class TextLabel {
    /** The response field; a name that contains AIGC, as Annex E a) asks. */
    static final String FIELD = "AIGC";

    /** Where the hint stands that cannot stand in the text. */
    static final String HINT_FIELD = "AIGC_hint";

    static final String HEADER = "X-AIGC";
    private static final String HINT = "【人工智能生成 AI-generated】";

    /** Of what no model made. */
    static final TextLabel NONE = new TextLabel();

    private final ExplicitPlace place;
    private final @Nullable ContentLabel label;
    private final boolean structured;

    private TextLabel() {
        place = ExplicitPlace.INTERFACE;
        label = null;
        structured = false;
    }

    TextLabel(Terms terms, String contentId) {
        this(terms, contentId, null);
    }

    /** @param call what was asked, null where it does not matter */
    TextLabel(Terms terms, String contentId, @Nullable JsonNode call) {
        place = terms.explicitLabel();
        label = terms.implicitLabel() && !terms.producer().isEmpty()
                ? ContentLabel.of(Certainty.IS, terms.producer(), contentId)
                : null;
        structured = call != null && asksForStructure(call);
    }

    /** Whether a call asks for an answer of a form that only programs read, under the names of the interfaces and of vLLM and Ollama. */
    static boolean asksForStructure(JsonNode call) {
        for (var format : List.of(
                call.path("response_format"),
                call.path("text").path("format"),
                call.path("output_format"),
                call.path("output_config").path("format"))) {
            if (format.isObject() && !format.path("type").asString("text").equals("text")) {
                return true;
            }
        }
        for (var name : List.of(
                "format",
                "guided_json",
                "guided_regex",
                "guided_choice",
                "guided_grammar",
                "guided_decoding",
                "structured_outputs")) {
            var value = call.path(name);
            if (value.isContainer() || value.isString() && !value.stringValue().isEmpty()) {
                return true;
            }
        }
        return false;
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

    /** Whether something is added to the answer beside its text. */
    boolean isImplicit() {
        return label != null || isBeside();
    }

    /** Whether the hint stands beside the text instead of in it. */
    boolean isBeside() {
        return structured && place != ExplicitPlace.INTERFACE;
    }

    String before() {
        return place == ExplicitPlace.START && !structured ? HINT + "\n" : "";
    }

    String after() {
        return place == ExplicitPlace.END && !structured ? "\n" + HINT : "";
    }

    /** The label as a header value; its elements are printable ASCII by Annex E j). */
    @Nullable
    String header() {
        var json = label == null ? null : label.json();
        return json != null && isHeaderSafe(json) ? json : null;
    }

    private static boolean isHeaderSafe(String value) {
        return value.length() < 4000 && isPrintable(value);
    }

    private static boolean isPrintable(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < 0x20 || value.charAt(i) >= 0x7f) {
                return false;
            }
        }
        return true;
    }

    void addTo(ObjectNode answer) {
        if (label != null) {
            var elements = answer.putObject(FIELD);
            for (Map.Entry<String, String> e : label.elements().entrySet()) {
                elements.put(e.getKey(), e.getValue());
            }
        }
        if (isBeside()) {
            answer.put(HINT_FIELD, HINT);
        }
    }

    /** {@code "AIGC":{…},} to be spliced in behind the opening brace of an object that has other fields. */
    byte[] splice() {
        var elements = label == null ? "" : "\"" + FIELD + "\":" + label.json() + ",";
        var hint = isBeside() ? "\"" + HINT_FIELD + "\":\"" + HINT + "\"," : "";
        return (elements + hint).getBytes(StandardCharsets.UTF_8);
    }
}
