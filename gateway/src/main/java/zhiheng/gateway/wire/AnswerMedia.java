package zhiheng.gateway.wire;

import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import zhiheng.gateway.ContentSigner;

/** The pictures and sounds of one answer, labelled and, where the operator gave a key, signed in their places. Blocks. */
final class AnswerMedia {
    private final TextLabel label;
    private final @Nullable ContentSigner signer;
    private final String model;
    private boolean unsigned;

    /** @param model that was asked */
    AnswerMedia(TextLabel label, @Nullable ContentSigner signer, String model) {
        this.label = label;
        this.signer = signer;
        this.model = model;
    }

    /** Whether something went without the signature that was asked for, as its format has no place for one. */
    boolean isUnsigned() {
        return unsigned;
    }

    /** A content by itself. */
    MediaLabel.Result put(byte[] content) {
        var labelled = MediaLabel.put(content, label.label(), label.place());
        if (signer == null || labelled.refused() != null) {
            return labelled;
        }
        return switch (signer.sign(content, labelled.bytes(), model)) {
            case ContentSigner.Outcome.Signed signed -> new MediaLabel.Result(signed.content(), null);
            case ContentSigner.Outcome.NoPlace none -> {
                unsigned = true;
                yield labelled;
            }
            case ContentSigner.Outcome.Failed failed -> new MediaLabel.Result(content, Errors.both(failed.why()));
        };
    }

    /** @return why one of the contents in an answer cannot be labelled or signed, empty when all are */
    String putInto(ObjectNode answer, Surface surface) {
        for (var image : surface.isPictures() ? answer.path("data") : List.<JsonNode>of()) {
            var refused = inline(image, "b64_json");
            if (!refused.isEmpty()) {
                return refused;
            }
        }
        for (var choice : answer.path("choices")) {
            var message = choice.path("message");
            var refused = message.path("images").isEmpty()
                    ? message.path("audio").has("data") ? inline(message.path("audio"), "data") : ""
                    : "images";
            if (!refused.isEmpty()) {
                return refused;
            }
        }
        for (var item : answer.path("output")) {
            var refused = Labelling.isPicture(item) ? inline(item, "result") : "";
            if (!refused.isEmpty()) {
                return refused;
            }
        }
        return "";
    }

    private String inline(JsonNode holder, String field) {
        if (!(holder instanceof ObjectNode object) || !object.path(field).isString()) {
            return "url";
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(object.path(field).stringValue());
        } catch (IllegalArgumentException e) {
            return field;
        }
        var result = put(bytes);
        if (result.refused() != null) {
            return result.refused();
        }
        object.put(field, Base64.getEncoder().encodeToString(result.bytes()));
        return "";
    }
}
