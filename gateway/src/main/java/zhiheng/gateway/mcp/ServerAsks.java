package zhiheng.gateway.mcp;

import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import zhiheng.base.Text;
import zhiheng.gateway.Ask;
import zhiheng.gateway.Records;
import zhiheng.gateway.inspect.Detection;
import zhiheng.gateway.inspect.Inspection;
import zhiheng.gateway.inspect.Inspection.Direction;
import zhiheng.gateway.permit.Clause;
import zhiheng.gateway.permit.Decision;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitState;
import zhiheng.gateway.permit.Scope;
import zhiheng.gateway.permit.Terms.WhenStoreIsDown;
import zhiheng.gateway.wire.Parts;

/**
 * What a server of tools asks of its client, or tells it, by its own will. The permit allows none of it unless it has the word for it
 * ({@code scope.asks}). What is asked is untrusted text that the client's model or user reads; what is answered leaves for the server. So
 * both are inspected, counted and recorded, and a refusal has the form that a server expects of a client that declines.
 */
final class ServerAsks {
    /** The permit's word for each method. */
    private static final Map<String, String> WORDS = Map.of(
            "sampling/createMessage", "sampling",
            "elicitation/create", "elicitation",
            "roots/list", "roots");

    /** What is passed on of a question; {@code includeContext} would have a client tell what other servers said. */
    private static final Map<String, List<String>> ASKED = Map.of(
            "sampling",
            List.of(
                    "messages",
                    "modelPreferences",
                    "systemPrompt",
                    "temperature",
                    "maxTokens",
                    "stopSequences",
                    "metadata"),
            "elicitation",
            List.of("message", "requestedSchema"),
            "roots",
            List.of());

    private static final Map<String, List<String>> ANSWERED = Map.of(
            "sampling", List.of("role", "content", "model", "stopReason"),
            "elicitation", List.of("action", "content"),
            "roots", List.of("roots"));

    private static final Set<String> NEWS = Set.of(
            "notifications/tools/list_changed",
            "notifications/prompts/list_changed",
            "notifications/resources/list_changed",
            "notifications/message");

    /** What the protocol has for a user who says no to sampling. */
    private static final int REJECTED = -1;

    private final Parts parts;
    private final Conversations conversations;
    private final Often often = new Often(30, 2);

    ServerAsks(Parts parts, Conversations conversations) {
        this.parts = parts;
        this.conversations = conversations;
    }

    /** The words that hold for a server now. */
    Set<String> allowed(String system, String server) {
        var permit = parts.permits().of(system);
        if (permit == null) {
            return Set.of();
        }
        var scope = permit.scope();
        var words = new HashSet<>(Scope.ASKS);
        words.removeIf(word -> !scope.allowsAsk(server, word));
        return words;
    }

    /** Waits for the client's answer. @return what the server is told */
    ObjectNode answer(McpSession session, ObjectNode asked, @Nullable Hearer hearer) {
        var method = asked.path("method").asString("");
        var word = WORDS.get(method);
        var place = session.place();
        if (word == null
                || !allowed(place.system(), place.server()).contains(word)
                || !session.clientCan(word)
                || !often.may(place.system() + " " + place.server(), System.nanoTime())) {
            return Peer.answerTo(asked);
        }
        return new One(session, asked, word, hearer).answer();
    }

    /** Something that has no answer, passed on where the permit has the word for it and it passes inspection. */
    void heard(McpSession session, ObjectNode news, @Nullable Hearer hearer) {
        var place = session.place();
        var method = news.path("method").asString("");
        if (hearer == null
                || !NEWS.contains(method)
                || !allowed(place.system(), place.server()).contains("notifications")
                || !often.may(place.system() + " " + place.server(), System.nanoTime())) {
            return;
        }
        var permit = parts.permits().of(place.system());
        var inspection = permit == null ? null : parts.inspections().of(permit);
        if (permit == null || inspection == null) {
            return;
        }
        var params = known(news.path("params"), List.of("level", "logger", "data"));
        var record = new McpRecord(parts, place, method, Rpc.bytes(news), hearer.headers());
        record.permitVersion = permit.version();
        var screen = Screen.of(inspection, params, Direction.IN);
        record.found("in", screen.found());
        var blocking = screen.blocking();
        if (blocking != null) {
            record.clause = blocking.clause().id();
            record.close(blocking.clause().status(), new byte[0]);
            return;
        }
        conversations.of(session, hearer.headers(), permit).read(texts(params));
        var passed = Rpc.notification(method, params.isEmpty() ? null : params);
        hearer.note(passed);
        record.close(200, Rpc.bytes(passed));
    }

    private static ObjectNode known(JsonNode from, List<String> members) {
        var known = Rpc.MAPPER.createObjectNode();
        for (var member : members) {
            if (from.has(member)) {
                known.set(member, from.path(member).deepCopy());
            }
        }
        return known;
    }

    private static List<String> texts(JsonNode tree) {
        var texts = new ArrayList<String>();
        Strings.each(
                tree,
                text -> {
                    texts.add(text);
                    return text;
                },
                texts::add);
        return texts;
    }

    /** One question, on its way to the client and back. */
    private final class One {
        private final McpSession session;
        private final ObjectNode asked;
        private final JsonNode id;
        private final String method;
        private final String word;
        private final @Nullable Hearer hearer;
        private final MultiMap headers;
        private final McpRecord record;

        One(McpSession session, ObjectNode asked, String word, @Nullable Hearer hearer) {
            this.session = session;
            this.asked = asked;
            this.word = word;
            this.hearer = hearer;
            id = asked.path("id");
            method = asked.path("method").asString("");
            headers = hearer == null ? MultiMap.caseInsensitiveMultiMap() : hearer.headers();
            record = new McpRecord(parts, session.place(), method, Rpc.bytes(asked), headers);
        }

        ObjectNode answer() {
            var ask = record.ask;
            var counted = new Ask("", ask.user(), ask.region(), ask.age(), ask.purpose(), 0, List.of(), ask.tenant());
            return switch (parts.permits().decideTool(session.place().system(), counted)) {
                case Decision.Refuse refuse -> {
                    record.permitVersion = refuse.version();
                    yield refuse(refuse.clause(), refuse.detail());
                }
                case Decision.Pass pass -> {
                    record.passed(pass);
                    try {
                        yield counted(pass);
                    } finally {
                        pass.lease().close(0);
                    }
                }
            };
        }

        private ObjectNode counted(Decision.Pass pass) {
            var permit = pass.permit();
            var name = session.place().server() + ":" + method;
            var state = parts.records().state();
            if (state == Records.State.FULL
                    || state == Records.State.BUFFERED && permit.terms().whenStoreIsDown() == WhenStoreIsDown.REFUSE) {
                return refuse(Clause.STORE_DOWN, "");
            }
            if (permit.barred().shutsTool(name)) {
                return refuse(Clause.TOOL, name);
            }
            if (pass.state() == PermitState.REVIEW) {
                return refuse(Clause.REVIEW_IMPOSSIBLE, word);
            }
            var inspection = parts.inspections().of(permit);
            if (inspection == null) {
                return refuse(Clause.INSPECTOR_MISSING, "");
            }
            boolean inspects = !permit.terms().inspectors().isEmpty();
            var unreadable = unreadable(inspects);
            if (unreadable != null) {
                return refuse(Clause.INSPECTION, unreadable);
            }
            var params = known(asked.path("params"), ASKED.getOrDefault(word, List.of()));
            var screen = Screen.of(inspection, params, Direction.IN);
            record.found("in", screen.found());
            var blocking = screen.blocking();
            if (blocking != null) {
                return refuse(blocking.clause(), blocking.told());
            }
            var conversation = conversations.of(session, headers, permit);
            conversation.read(texts(params));
            ObjectNode said;
            try {
                record.asked();
                said = session.askClient(hearer, method, params);
            } catch (McpFailure failure) {
                return declined(failure.kind.status, failure.kind.text, "");
            }
            if (!(said.path("result") instanceof ObjectNode result)) {
                return declined(200, new Text("客户端谢绝", "the client declines"), "");
            }
            return answered(known(result, ANSWERED.getOrDefault(word, List.of())), permit, inspection, conversation);
        }

        /** Why a question cannot be looked at, null when it can. */
        private @Nullable String unreadable(boolean inspects) {
            var params = asked.path("params");
            if (params.has("tools") || params.has("toolChoice")) {
                return "tools"; // what they would do, no permit has said
            }
            if (!params.path("mode").asString("form").equals("form")) {
                return "mode"; // what a page behind an address asks, nobody can look at
            }
            for (var message : params.path("messages")) {
                var problem = content(message.path("content"), inspects);
                if (problem != null) {
                    return problem;
                }
            }
            return null;
        }

        private static @Nullable String content(JsonNode content, boolean inspects) {
            for (var part : content.isArray() ? content : List.of(content)) {
                var problem = Contents.part(part, inspects);
                if (problem != null) {
                    return problem;
                }
            }
            return null;
        }

        private ObjectNode answered(
                ObjectNode result, Permit permit, Inspection inspection, Conversations.Conversation conversation) {
            var unreadable = word.equals("sampling")
                    ? content(
                            result.path("content"), !permit.terms().inspectors().isEmpty())
                    : null;
            if (unreadable != null) {
                return refuse(Clause.INSPECTION, unreadable);
            }
            var found = new ArrayList<Detection>();
            if (!permit.containment().isEmpty()) {
                var name = session.place().server() + ":" + method;
                found.addAll(conversation.under(permit).tool(name, method, result.toString()));
            }
            found.addAll(Screen.of(inspection, result, Direction.OUT).found());
            record.found("out", found);
            var blocking = Detection.blocking(found);
            if (blocking != null) {
                return refuse(blocking.clause(), blocking.told());
            }
            var answer = Rpc.result(id, result);
            record.close(200, Rpc.bytes(answer));
            return answer;
        }

        private ObjectNode refuse(Clause clause, String detail) {
            record.clause = clause.id();
            return declined(clause.status(), clause.text(), detail.isEmpty() ? "" : " [" + detail + "]");
        }

        /** As a client declines. */
        private ObjectNode declined(int status, Text text, String detail) {
            ObjectNode answer;
            if (word.equals("elicitation")) {
                answer = Rpc.result(id, Rpc.MAPPER.createObjectNode().put("action", "decline"));
            } else {
                answer = Rpc.error(id, word.equals("sampling") ? REJECTED : Rpc.REFUSED, text);
                ((ObjectNode) answer.path("error")).put("message", Rpc.both(text) + detail + " (" + record.id + ")");
            }
            record.close(status, Rpc.bytes(answer));
            return answer;
        }
    }
}
