package zhiheng.gateway.wire;

import java.util.Set;
import tools.jackson.databind.JsonNode;
import zhiheng.base.Text;

/**
 * Files that a call names and does not hold: the upstream keeps them or fetches them, so nobody here can read them. Pictures are no text
 * and are named freely, as they are sent freely.
 */
final class References {
    /** Where a call says what the model is to read. */
    private static final Set<String> CONTENTS = Set.of("messages", "input", "content", "attachments", "file");

    private static final Set<String> PICTURES = Set.of("input_image", "image", "image_url", "image_file");

    private References() {}

    /** @return what is named and what to do instead, empty where a call holds all that it names */
    static String in(JsonNode call) {
        for (var member : call.properties()) {
            var found = CONTENTS.contains(member.getKey()) ? within(member.getValue(), false) : "";
            if (!found.isEmpty()) {
                return Errors.both(new Text(
                        found + "：请将文件内容写入请求本身（文本或 base64）",
                        found + ": send what the file says within the call, as text or base64"));
            }
        }
        return "";
    }

    private static String within(JsonNode node, boolean picture) {
        if (node.isArray()) {
            for (var element : node) {
                var found = within(element, picture);
                if (!found.isEmpty()) {
                    return found;
                }
            }
            return "";
        }
        var type = node.path("type").asString("");
        boolean shown = picture || PICTURES.contains(type);
        for (var member : node.properties()) {
            var name = member.getKey();
            var value = member.getValue();
            if (!shown && value.isString() && !value.stringValue().isEmpty() && names(name, type)) {
                return name;
            }
            var found = value.isContainer() ? within(value, shown) : "";
            if (!found.isEmpty()) {
                return found;
            }
        }
        return "";
    }

    /** {@code {"type":"url","url":"…"}} is a document's source in the messages interface. */
    private static boolean names(String member, String type) {
        return member.equals("file_id") || member.equals("file_url") || member.equals("url") && type.equals("url");
    }
}
