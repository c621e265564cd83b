package zhiheng.gateway.permit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import zhiheng.gateway.permit.Containment.ToolTerm;
import zhiheng.gateway.permit.Containment.Use;

/** A permit's containment as people and programs write it; see {@link PermitJson}. */
final class ContainmentJson {
    private static final Set<String> FIELDS =
            Set.of("tools", "others", "recipients", "hosts", "longestSpan", "carrying");
    private static final Set<String> TOOL =
            Set.of("outside", "recipients", "free", "after", "approve", "from", "does", "says");

    private ContainmentJson() {}

    static Containment read(JsonNode n) {
        if (n.isMissingNode() || n.isNull()) {
            return Containment.NONE;
        }
        PermitJson.known(n, "containment", FIELDS);
        var d = Containment.NONE;
        var tools = new LinkedHashMap<String, ToolTerm>();
        PermitJson.object(n, "tools").properties().forEach(e -> tools.put(e.getKey(), tool(e.getKey(), e.getValue())));
        return new Containment(
                tools,
                use(n, "others", d.others()),
                PermitJson.set(n, "recipients"),
                PermitJson.set(n, "hosts"),
                Math.toIntExact(PermitJson.number(n, "longestSpan", d.longestSpan())),
                PermitJson.constant(
                        Terms.Action.class,
                        PermitJson.text(n, "carrying", PermitJson.word(d.carrying())),
                        "containment.carrying"));
    }

    /** A tool that nothing else is said of does something outside. */
    private static ToolTerm tool(String name, JsonNode n) {
        PermitJson.known(n, "containment.tools." + name, TOOL);
        return new ToolTerm(
                PermitJson.truth(n, "outside", true),
                PermitJson.set(n, "recipients"),
                PermitJson.set(n, "free"),
                use(n, "after", Use.PASS),
                PermitJson.truth(n, "approve", false),
                from(PermitJson.object(n, "from")),
                PermitJson.set(n, "does"),
                PermitJson.set(n, "says"));
    }

    private static Map<String, Set<String>> from(JsonNode n) {
        var from = new LinkedHashMap<String, Set<String>>();
        n.propertyNames().forEach(argument -> from.put(argument, Set.copyOf(PermitJson.set(n, argument))));
        return from;
    }

    private static Use use(JsonNode n, String field, Use otherwise) {
        return PermitJson.constant(
                Use.class, PermitJson.text(n, field, PermitJson.word(otherwise)), "containment." + field);
    }

    static void write(ObjectNode n, Containment c) {
        var tools = n.putObject("tools");
        c.tools().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(e -> {
            var tool = tools.putObject(e.getKey());
            tool.put("outside", e.getValue().outside());
            PermitJson.list(tool, "recipients", e.getValue().recipients());
            PermitJson.list(tool, "free", e.getValue().free());
            tool.put("after", PermitJson.word(e.getValue().after()))
                    .put("approve", e.getValue().approve());
            if (!e.getValue().from().isEmpty()) {
                var from = tool.putObject("from");
                e.getValue().from().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .forEach(argument -> PermitJson.list(from, argument.getKey(), argument.getValue()));
            }
            if (!e.getValue().does().isEmpty() || !e.getValue().says().isEmpty()) {
                PermitJson.list(tool, "does", e.getValue().does());
                PermitJson.list(tool, "says", e.getValue().says());
            }
        });
        n.put("others", PermitJson.word(c.others()));
        PermitJson.list(n, "recipients", c.recipients());
        PermitJson.list(n, "hosts", c.hosts());
        n.put("longestSpan", c.longestSpan()).put("carrying", PermitJson.word(c.carrying()));
    }
}
