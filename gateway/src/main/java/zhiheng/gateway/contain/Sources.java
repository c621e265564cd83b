package zhiheng.gateway.contain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * The texts of a call by who wrote them. Trusted is what the application and its user say; untrusted is what tools, searches, files and
 * pictures brought in, and what is marked so. What the model said before is neither: it may repeat either.
 *
 * @param tainted whether the call has read untrusted text, also such as is not to be seen here: an earlier answer kept by the
 *     model's server, a search that the server does itself
 */
public record Sources(List<String> trusted, List<String> untrusted, boolean tainted) {
    /** Marks parts of a call: JSON pointers, separated by commas; {@code *} marks the call without saying where. */
    public static final String HEADER = "X-Zhiheng-Untrusted";

    private static final String OPEN = "<untrusted>";
    private static final String CLOSE = "</untrusted>";
    private static final Set<String> TRUSTED_ROLES = Set.of("user", "system", "developer");
    private static final Set<String> UNTRUSTED_ROLES = Set.of("tool", "function", "ipython", "observation");
    private static final Set<String> UNTRUSTED_TYPES = Set.of(
            "file",
            "input_file",
            "document",
            "context",
            "resource",
            "resource_link",
            "web_search_call",
            "file_search_call",
            "mcp_call",
            "mcp_list_tools",
            "code_interpreter_call",
            "image",
            "image_url",
            "input_image",
            "input_audio");
    /** Tools that the application runs; all others bring text in that does not pass here. */
    private static final Set<String> OWN_TOOLS = Set.of("", "function", "custom");

    /** Members that say what something is, and nothing else. */
    private static final Set<String> NO_WORDS = Set.of("role", "type", "id", "status");

    public Sources {
        trusted = List.copyOf(trusted);
        untrusted = List.copyOf(untrusted);
    }

    /** @param marked the value of {@value #HEADER}, null for none. A pointer that leads nowhere marks the call */
    public static Sources of(JsonNode call, @Nullable String marked) {
        var reader = new Reader();
        if (marked != null) {
            reader.mark(call, marked);
        }
        for (var field : new String[] {"instructions", "system", "prompt", "suffix", "input", "messages"}) {
            var value = call.path(field);
            reader.read(
                    value,
                    field.equals("messages") || field.equals("input") && !value.isString() ? Who.MODEL : Who.TRUSTED);
        }
        reader.tainted |= call.hasNonNull("previous_response_id") || call.hasNonNull("conversation");
        for (var tool : call.path("tools")) {
            // Anthropic's own tools have a name and a type of theirs; functions there have no type at all
            reader.tainted |= !OWN_TOOLS.contains(tool.path("type").asString(""));
        }
        reader.tainted |= call.hasNonNull("web_search_options");
        return new Sources(reader.trusted, reader.untrusted, reader.tainted || !reader.untrusted.isEmpty());
    }

    private enum Who {
        TRUSTED,
        UNTRUSTED,
        MODEL
    }

    private static final class Reader {
        private final List<String> trusted = new ArrayList<>();
        private final List<String> untrusted = new ArrayList<>();
        private final Set<JsonNode> marked = Collections.newSetFromMap(new IdentityHashMap<>());
        private boolean tainted;

        void mark(JsonNode call, String pointers) {
            for (var one : pointers.split(",", -1)) {
                JsonNode found;
                try {
                    found = call.at(JsonPointer.compile(one.strip()));
                } catch (IllegalArgumentException e) {
                    tainted = true;
                    continue;
                }
                tainted |= found.isMissingNode() || found == call;
                marked.add(found);
            }
        }

        void read(JsonNode node, Who by) {
            var who = marked.contains(node) ? Who.UNTRUSTED : by;
            if (node.isString()) {
                say(node.stringValue(), who);
            } else if (node.isArray()) {
                for (var item : node) {
                    read(item, who);
                }
            } else if (node.isObject()) {
                var inside = who(node, who);
                tainted |= inside == Who.UNTRUSTED;
                for (var entry : node.properties()) {
                    if (inside != Who.TRUSTED || !NO_WORDS.contains(entry.getKey())) {
                        read(entry.getValue(), inside);
                    }
                }
            }
        }

        private static Who who(JsonNode node, Who by) {
            var role = node.path("role").asString("");
            var type = node.path("type").asString("");
            if (by == Who.UNTRUSTED
                    || UNTRUSTED_ROLES.contains(role)
                    || UNTRUSTED_TYPES.contains(type)
                    || type.endsWith("_output")
                    || type.endsWith("_result")) {
                return Who.UNTRUSTED;
            }
            if (TRUSTED_ROLES.contains(role)) {
                return Who.TRUSTED;
            }
            return role.isEmpty() && (type.isEmpty() || type.endsWith("text")) ? by : Who.MODEL;
        }

        private void say(String text, Who who) {
            switch (who) {
                case UNTRUSTED -> {
                    if (!text.startsWith("data:image/")) { // no words are in its letters
                        untrusted.add(text);
                    }
                }
                case TRUSTED -> marks(text);
                case MODEL -> {}
            }
        }

        /** From the first opening mark to the last closing one: what stands between may hold closing marks of its own. */
        private void marks(String text) {
            int open = text.indexOf(OPEN);
            if (open < 0) {
                trusted.add(text);
                return;
            }
            int close = text.lastIndexOf(CLOSE);
            int end = close < open ? text.length() : close;
            trusted.add(text.substring(0, open));
            untrusted.add(text.substring(open + OPEN.length(), end));
            trusted.add(text.substring(Math.min(text.length(), end + (close < open ? 0 : CLOSE.length()))));
        }
    }
}
