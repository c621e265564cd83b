package zhiheng.gateway.mcp;

import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import zhiheng.base.Text;
import zhiheng.gateway.Records;
import zhiheng.gateway.contain.Sources;
import zhiheng.gateway.inspect.Detection;
import zhiheng.gateway.inspect.Inspection;
import zhiheng.gateway.inspect.Inspection.Direction;
import zhiheng.gateway.permit.Clause;
import zhiheng.gateway.permit.Decision;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitState;
import zhiheng.gateway.permit.Terms.Action;
import zhiheng.gateway.permit.Terms.WhenStoreIsDown;
import zhiheng.gateway.wire.Parts;

/** One call that the permit counts, on its way: to the permit, past the inspectors, to the server of tools and back. */
final class OneCall {
    /** What all calls share. */
    record Shared(Parts parts, Conversations conversations, ServerAsks asks, Approvals approvals) {}

    /** A member of a call's {@code _meta}, where the application tells what its user said; a model writes arguments only. */
    private static final String SAID = "zhiheng/said";

    /** Who let a call pass or not, in what its client gets. */
    private static final String DECIDED_BY = "zhiheng/decided-by";

    private final Parts parts;
    private final Conversations conversations;
    private final ServerAsks asks;
    private final Approvals approvals;
    private final McpSession session;
    private final ObjectNode message;
    private final JsonNode id;
    private final String name;
    private final boolean tool;
    private final MultiMap headers;
    private final McpReply reply;
    private final McpRecord record;

    OneCall(Shared shared, McpSession session, ObjectNode message, String name, MultiMap headers, McpReply reply) {
        parts = shared.parts();
        conversations = shared.conversations();
        asks = shared.asks();
        approvals = shared.approvals();
        this.session = session;
        this.message = message;
        this.name = name;
        this.headers = headers;
        this.reply = reply;
        id = message.path("id");
        tool = message.path("method").asString("").equals(McpCalls.CALL);
        record = new McpRecord(parts, session.place(), name, Rpc.bytes(message), headers);
        reply.header("X-Zhiheng-Interaction", record.id);
    }

    ObjectNode answer() {
        if (tool && (!McpCalls.TOOL_NAME.matcher(name).matches() || !arguments().isObject())) {
            var wrong =
                    Rpc.error(id, Rpc.INVALID_PARAMS, new Text("工具名或参数有误", "the tool's name or arguments are wrong"));
            record.close(400, Rpc.bytes(wrong));
            return wrong;
        }
        return switch (parts.permits().decideTool(session.place().system(), record.ask)) {
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

    private JsonNode arguments() {
        var arguments = message.at("/params/arguments");
        return arguments.isMissingNode() ? Rpc.MAPPER.createObjectNode() : arguments;
    }

    private ObjectNode counted(Decision.Pass pass) {
        var permit = pass.permit();
        var state = parts.records().state();
        if (state == Records.State.FULL
                || state == Records.State.BUFFERED && permit.terms().whenStoreIsDown() == WhenStoreIsDown.REFUSE) {
            return refuse(Clause.STORE_DOWN, "");
        }
        var inspection = parts.inspections().of(permit);
        if (inspection == null) {
            return refuse(
                    Clause.INSPECTOR_MISSING, String.join(", ", permit.terms().inspectors()));
        }
        var asked = Approvals.key(record.ask, session.place(), message);
        var before = approvals.of(asked, session.place().system());
        return switch (before) {
            case Approvals.Outcome.New n -> inspected(pass, inspection, asked, false);
            case Approvals.Outcome.Go(var by) -> {
                record.decidedBy = by;
                yield inspected(pass, inspection, asked, true);
            }
            case Approvals.Outcome.Answer(var json, var by) -> {
                record.decidedBy = by;
                yield handOut(json);
            }
            case Approvals.Outcome.Waits waits -> refuseHeld(waits);
            case Approvals.Outcome.Rejected rejected -> refuseRejected(rejected);
            case Approvals.Outcome.Impossible(var why) -> refuse(Clause.REVIEW_IMPOSSIBLE, why);
        };
    }

    /** @param cleared whether a person let it pass: what is refused or masked still is, held it is not again */
    private ObjectNode inspected(Decision.Pass pass, Inspection inspection, String asked, boolean cleared) {
        var permit = pass.permit();
        var params = params();
        var said = params.path(tool ? "arguments" : "");
        var conversation = conversations.of(session, headers, permit);
        var user = message.path("params").path("_meta").path(SAID);
        if (user.isString()) {
            conversation.said(user.stringValue());
        }
        var found = new ArrayList<Detection>();
        if (tool) {
            var arguments = said.toString();
            found.addAll(inspection.tool(listed(permit), arguments));
            if (!permit.containment().isEmpty()) {
                found.addAll(conversation.under(permit).tool(session.place().server() + ":" + name, name, arguments));
            }
        }
        found.addAll(Screen.of(inspection, tool ? said : params, Direction.OUT).found());
        record.found("out", found);
        var blocking = Detection.blocking(found);
        if (blocking != null && blocking.action() != Action.HOLD) {
            return refuse(blocking.clause(), blocking.told());
        }
        var reason = blocking != null
                ? blocking.told()
                : pass.state() == PermitState.REVIEW ? zhiheng.gateway.Held.EVERY_ANSWER : "";
        if (!reason.isEmpty() && !cleared) {
            var outcome =
                    approvals.hold(asked, record, session.place(), reason, null, Approvals.wait(headers.get("Prefer")));
            return switch (outcome) {
                case Approvals.Outcome.Go(var by) -> {
                    record.decidedBy = by;
                    yield inspected(pass, inspection, asked, true);
                }
                case Approvals.Outcome.Rejected rejected -> refuseRejected(rejected);
                case Approvals.Outcome.Waits waits -> refuseHeld(waits);
                case Approvals.Outcome.Impossible(var why) -> refuse(Clause.REVIEW_IMPOSSIBLE, why);
                case Approvals.Outcome.New n -> refuse(Clause.REVIEW_IMPOSSIBLE, "");
                case Approvals.Outcome.Answer a -> refuse(Clause.REVIEW_IMPOSSIBLE, "");
            };
        }
        return ask(params, permit, inspection, conversation, asked);
    }

    /** The name that the permit knows the tool by: with its server where it is listed so. */
    private String listed(Permit permit) {
        var qualified = session.place().server() + ":" + name;
        var scope = permit.scope();
        return scope.tools().contains(qualified) || scope.toolSchemas().containsKey(qualified) ? qualified : name;
    }

    /** What goes to the server: known members alone. */
    private ObjectNode params() {
        var params = Rpc.MAPPER.createObjectNode();
        if (tool) {
            params.put("name", name);
            params.set("arguments", arguments().deepCopy());
            return params;
        }
        for (var member : List.of("cursor", "uri", "name", "arguments", "ref", "argument", "context")) {
            if (message.path("params").has(member)) {
                params.set(member, message.path("params").path(member).deepCopy());
            }
        }
        return params;
    }

    private ObjectNode ask(
            ObjectNode params,
            Permit permit,
            Inspection inspection,
            Conversations.Conversation conversation,
            String asked) {
        var token = message.at("/params/_meta/progressToken");
        long number = session.number();
        if (Rpc.isId(token)) {
            params.putObject("_meta").put("progressToken", number);
        }
        record.asked();
        try {
            var answer = session.ask(
                    number,
                    id,
                    message.path("method").asString(""),
                    params,
                    note -> progress(note, token, number, inspection),
                    reply);
            return answer.path("result") instanceof ObjectNode result
                    ? answered(result, permit, inspection, conversation, asked)
                    : error(answer, inspection);
        } catch (McpFailure failure) {
            return said(failure.kind.status, Rpc.both(failure.kind.text), failure.kind.text);
        }
    }

    private void progress(ObjectNode note, JsonNode token, long number, Inspection inspection) {
        var said = note.path("params");
        if (!note.path("method").asString("").equals("notifications/progress")) {
            asks.heard(session, note, reply.isOpen() ? reply : null);
            return;
        }
        if (said.path("progressToken").asLong(-1) != number || !Rpc.isId(token)) {
            return;
        }
        var passed = Rpc.MAPPER.createObjectNode();
        passed.set("progressToken", token);
        for (var member : new String[] {"progress", "total"}) {
            if (said.path(member).isNumber()) {
                passed.set(member, said.path(member));
            }
        }
        if (said.path("message").isString()) {
            passed.set("message", said.path("message"));
            var screen = Screen.of(inspection, passed, Direction.IN);
            record.found("in", screen.found());
            if (screen.blocking() != null) {
                passed.remove("message");
            }
        }
        reply.note(Rpc.notification("notifications/progress", passed));
    }

    private ObjectNode answered(
            ObjectNode result,
            Permit permit,
            Inspection inspection,
            Conversations.Conversation conversation,
            String asked) {
        result.remove("_meta");
        var unreadable = tool
                ? Contents.unreadable(result, !permit.terms().inspectors().isEmpty())
                : Contents.unreadableRead(result, !permit.terms().inspectors().isEmpty());
        if (unreadable != null) {
            return refuse(Clause.INSPECTION, unreadable);
        }
        record.noteAside(inspection.aside(() -> texts(result)));
        var screen = Screen.of(inspection, result, Direction.IN);
        record.found("in", screen.found());
        var blocking = screen.blocking();
        if (blocking != null && blocking.action() != Action.HOLD) {
            return refuse(blocking.clause(), blocking.told());
        }
        if (blocking != null) {
            var outcome = approvals.hold(
                    asked,
                    record,
                    session.place(),
                    blocking.told(),
                    Rpc.bytes(result),
                    Approvals.wait(headers.get("Prefer")));
            return switch (outcome) {
                case Approvals.Outcome.Answer(var json, var by) -> {
                    record.decidedBy = by;
                    yield pass(result, conversation);
                }
                case Approvals.Outcome.Rejected rejected -> refuseRejected(rejected);
                case Approvals.Outcome.Waits waits -> refuseHeld(waits);
                case Approvals.Outcome.Impossible(var why) -> refuse(Clause.REVIEW_IMPOSSIBLE, why);
                case Approvals.Outcome.New n -> refuse(Clause.REVIEW_IMPOSSIBLE, "");
                case Approvals.Outcome.Go go -> refuse(Clause.REVIEW_IMPOSSIBLE, "");
            };
        }
        return pass(result, conversation);
    }

    private ObjectNode handOut(byte[] json) {
        var permit = parts.permits().of(session.place().system());
        var result = (ObjectNode) Rpc.MAPPER.readTree(json);
        return permit == null ? refuse(Clause.STOPPED, "") : pass(result, conversations.of(session, headers, permit));
    }

    /** From here on the conversation has read what the server said. */
    private ObjectNode pass(ObjectNode result, Conversations.Conversation conversation) {
        conversation.read(texts(result), results(result));
        if (!record.decidedBy.isEmpty()) {
            (result.path("_meta") instanceof ObjectNode meta ? meta : result.putObject("_meta"))
                    .put(DECIDED_BY, record.decidedBy);
        }
        var answer = Rpc.result(id, result);
        record.close(200, Rpc.bytes(answer));
        return answer;
    }

    private static List<String> texts(ObjectNode result) {
        var texts = new ArrayList<String>();
        Strings.each(
                result,
                text -> {
                    texts.add(text);
                    return text;
                },
                texts::add);
        return texts;
    }

    /** What the tool answered as JSON: its fields may go where the permit says. */
    private List<Sources.Result> results(ObjectNode result) {
        var structured = result.path("structuredContent");
        var text = structured.isObject()
                ? structured.toString()
                : result.path("content").path(0).path("text").asString("");
        return tool && !result.path("isError").asBoolean(false)
                ? List.of(
                        new Sources.Result(new Sources.Called(name, arguments().toString(), false), text))
                : List.of();
    }

    /** An error of the protocol from the server: said in a result, since some clients take one of these for the end. */
    private ObjectNode error(ObjectNode answer, Inspection inspection) {
        var words = Rpc.MAPPER
                .createObjectNode()
                .put("message", answer.at("/error/message").asString(""));
        var screen = Screen.of(inspection, words, Direction.IN);
        record.found("in", screen.found());
        var told = screen.blocking() == null ? words.path("message").asString("") : "";
        var text = new Text("工具服务器报告错误", "the server of tools reports an error");
        return said(200, Rpc.both(text) + (told.isEmpty() ? "" : ": " + told), text);
    }

    private ObjectNode refuse(Clause clause, String detail) {
        record.clause = clause.id();
        var sentences = clause.text().zh() + " " + clause.text().en() + (detail.isEmpty() ? "" : " [" + detail + "]")
                + " (" + clause.id() + ", " + record.id + ")";
        return said(clause.status(), sentences, clause.text(), clause, null);
    }

    private ObjectNode refuseRejected(Approvals.Outcome.Rejected rejected) {
        record.decidedBy = rejected.by();
        return refuse(Clause.REVIEW_REJECTED, rejected.note());
    }

    private ObjectNode refuseHeld(Approvals.Outcome.Waits waits) {
        record.clause = Clause.REVIEW.id();
        var text = new Text(
                "此调用须经人工批准。以相同参数再次调用即可得知结果。",
                "A person decides about this call. Call again with the same arguments to learn the outcome.");
        return said(Clause.REVIEW.status(), Rpc.both(text) + " (" + waits.held() + ")", text, Clause.REVIEW, waits);
    }

    private ObjectNode said(int status, String sentences, Text text) {
        return said(status, sentences, text, null, null);
    }

    private ObjectNode said(
            int status, String sentences, Text text, @Nullable Clause clause, Approvals.Outcome.@Nullable Waits waits) {
        ObjectNode answer;
        if (tool) {
            var result = Rpc.toolError(sentences);
            var meta = result.putObject("_meta").put("zhiheng/interaction", record.id);
            if (clause != null) {
                meta.put("zhiheng/clause", clause.id());
            }
            if (waits != null) {
                meta.put("zhiheng/review", waits.held())
                        .put("zhiheng/review-until", waits.until().toString());
            }
            if (!record.decidedBy.isEmpty()) {
                meta.put(DECIDED_BY, record.decidedBy);
            }
            answer = Rpc.result(id, result);
        } else {
            answer = Rpc.error(id, Rpc.REFUSED, text);
            ((ObjectNode) answer.path("error")).put("message", sentences);
        }
        record.close(status, Rpc.bytes(answer));
        return answer;
    }
}
