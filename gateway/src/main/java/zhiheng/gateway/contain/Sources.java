package zhiheng.gateway.contain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
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
 * @param asked what of the trusted texts users wrote, and not the application
 * @param called what the model called before
 * @param partial whether there was more before that is not to be seen here
 * @param results what tools answered, by the calls they answered
 */
public record Sources(
        List<String> trusted,
        List<String> untrusted,
        boolean tainted,
        List<String> asked,
        List<Called> called,
        boolean partial,
        List<Result> results) {
    /**
     * A call of a tool, with its arguments as the model wrote them.
     *
     * @param clean whether nothing untrusted had been read by then
     */
    public record Called(String tool, String arguments, boolean clean) {}

    /** What a tool answered. */
    public record Result(Called call, String text) {}

    /** Where all that is trusted is a user's, and nothing was called. */
    public Sources(List<String> trusted, List<String> untrusted, boolean tainted) {
        this(trusted, untrusted, tainted, trusted, List.of(), false, List.of());
    }

    /** Marks parts of a call: JSON pointers, separated by commas; {@code *} marks the call without saying where. */
    public static final String HEADER = "X-Zhiheng-Untrusted";

    private static final String OPEN = "<untrusted>";
    private static final String CLOSE = "</untrusted>";
    private static final Set<String> TRUSTED_ROLES = Set.of("user", "system", "developer");
    /** Other roles are those of tools, or of nobody knows whom. */
    private static final Set<String> MODEL_ROLES = Set.of("assistant", "model");

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
            "item_reference",
            "image",
            "image_url",
            "input_image",
            "input_audio");
    /** Tools that the application runs; all others bring text in that does not pass here. */
    private static final Set<String> OWN_TOOLS = Set.of("", "function", "custom");

    /** Members that say what something is, and nothing else. */
    private static final Set<String> NO_WORDS = Set.of("role", "type", "id", "status", "cache_control");

    public Sources {
        trusted = List.copyOf(trusted);
        untrusted = List.copyOf(untrusted);
        asked = List.copyOf(asked);
        called = List.copyOf(called);
        results = List.copyOf(results);
    }

    /** @param marked the value of {@value #HEADER}, null for none. A pointer that leads nowhere marks the call */
    public static Sources of(JsonNode call, @Nullable String marked) {
        var reader = new Reader();
        if (marked != null) {
            reader.mark(call, marked);
        }
        for (var field : new String[] {"instructions", "system", "prompt", "suffix"}) {
            reader.asking = field.equals("prompt");
            reader.read(call.path(field), Who.TRUSTED);
        }
        for (var field : new String[] {"messages", "input"}) {
            var said = call.path(field);
            if (said.isArray()) {
                for (var one : said) {
                    reader.asking =
                            one.isString() || one.path("role").asString("user").equals("user");
                    reader.called(one);
                    reader.read(one, reader.marked.contains(said) ? Who.UNTRUSTED : speaker(one));
                }
            } else {
                reader.asking = true;
                reader.read(said, Who.TRUSTED);
            }
        }
        boolean partial = call.hasNonNull("previous_response_id") || call.hasNonNull("conversation");
        reader.tainted |= partial;
        for (var tool : call.path("tools")) {
            // Anthropic's own tools have a name and a type of theirs; functions there have no type at all
            reader.tainted |= !OWN_TOOLS.contains(tool.path("type").asString(""));
        }
        reader.tainted |= call.hasNonNull("web_search_options");
        return new Sources(
                reader.trusted,
                reader.untrusted,
                reader.tainted || !reader.untrusted.isEmpty(),
                reader.asked,
                reader.called,
                partial,
                reader.results);
    }

    /** Who says a message or an item. What stands inside of it can make it less trusted, and never more: a model writes what it likes. */
    private static Who speaker(JsonNode message) {
        var role = message.path("role").asString("");
        if (role.isEmpty()) {
            return message.isString() || message.path("type").asString("").endsWith("text")
                    ? Who.TRUSTED
                    : isUntrusted(message.path("type").asString("")) ? Who.UNTRUSTED : Who.MODEL;
        }
        return TRUSTED_ROLES.contains(role) ? Who.TRUSTED : MODEL_ROLES.contains(role) ? Who.MODEL : Who.UNTRUSTED;
    }

    private static boolean isUntrusted(String type) {
        return UNTRUSTED_TYPES.contains(type) || type.endsWith("_output") || type.endsWith("_result");
    }

    private enum Who {
        TRUSTED,
        UNTRUSTED,
        MODEL
    }

    private static final class Reader {
        private final List<String> trusted = new ArrayList<>();
        private final List<String> untrusted = new ArrayList<>();
        private final List<String> asked = new ArrayList<>();
        private final List<Called> called = new ArrayList<>();
        private final List<Result> results = new ArrayList<>();
        private final Map<String, Called> byId = new HashMap<>();
        private final Set<JsonNode> marked = Collections.newSetFromMap(new IdentityHashMap<>());
        private boolean tainted;
        /** Whether a user speaks. */
        private boolean asking;

        /** Calls of tools in what the model said, in the forms of the three interfaces. */
        void called(JsonNode message) {
            for (var call : message.path("tool_calls")) {
                call(call.path("id"), call.path("function"), "arguments");
                call(call.path("id"), call.path("custom"), "input");
            }
            call(message.path("id"), message.path("function_call"), "arguments");
            var type = message.path("type").asString("");
            if (type.endsWith("_call") || type.endsWith("tool_use")) {
                call(message.path("call_id"), message, message.has("input") ? "input" : "arguments");
            }
            result(message.path("tool_call_id"), message.path("content"));
            result(message.path("call_id"), message.path("output"));
            for (var part : message.path("content")) {
                if (part.path("type").asString("").endsWith("tool_use")) {
                    call(part.path("id"), part, "input");
                }
                result(part.path("tool_use_id"), part.path("content"));
            }
        }

        private void call(JsonNode id, JsonNode call, String field) {
            if (call.path("name").isString()) {
                var said = call.path(field);
                var one = new Called(
                        call.path("name").stringValue(),
                        said.isString() ? said.stringValue() : said.toString(),
                        !tainted && untrusted.isEmpty());
                called.add(one);
                byId.put(id.asString(""), one);
            }
        }

        private void result(JsonNode id, JsonNode said) {
            var call = id.isString() ? byId.get(id.stringValue()) : null;
            var text = said.isArray() && said.size() == 1 ? said.get(0).path("text") : said;
            if (call != null && text.isString()) {
                results.add(new Result(call, text.stringValue()));
            }
        }

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
                var inside = inside(node, who);
                tainted |= inside == Who.UNTRUSTED;
                for (var entry : node.properties()) {
                    if (inside != Who.TRUSTED || !NO_WORDS.contains(entry.getKey())) {
                        read(entry.getValue(), inside);
                    }
                }
            }
        }

        private static Who inside(JsonNode node, Who by) {
            var type = node.path("type").asString("");
            if (by == Who.UNTRUSTED || isUntrusted(type)) {
                return Who.UNTRUSTED;
            }
            boolean words = type.isEmpty() || type.endsWith("text") || type.equals("message");
            // a kind of part that is not known may hold anything
            return by == Who.TRUSTED && !words ? Who.UNTRUSTED : by;
        }

        private void say(String text, Who who) {
            switch (who) {
                case UNTRUSTED -> {
                    if (!text.startsWith("data:image/")) { // no words are in its letters
                        untrusted.add(text);
                    }
                }
                case TRUSTED -> {
                    int before = trusted.size();
                    marks(text);
                    if (asking) {
                        asked.addAll(trusted.subList(before, trusted.size()));
                    }
                }
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
