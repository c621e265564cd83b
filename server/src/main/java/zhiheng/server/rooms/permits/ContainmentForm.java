package zhiheng.server.rooms.permits;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import zhiheng.base.BadValue;
import zhiheng.gateway.permit.Containment;
import zhiheng.gateway.permit.Containment.ToolTerm;
import zhiheng.gateway.permit.Containment.Use;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.Terms.Action;

/**
 * A permit's containment as fields of its form, and back. A tool's fields are named {@code tool.PART.NAME}; whether it is named at all is
 * said by its {@code after}. Where a value may come from ({@code from}) is written as JSON only, and stays.
 */
final class ContainmentForm {
    static final String AFTER = "tool.after.";
    static final List<Action> CARRYING = List.of(Action.HOLD, Action.REFUSE);

    private static final String OTHERS = "contain.others";
    private static final String MORE = "contain.more";
    private static final String SPAN = "contain.longestSpan";
    /** Others can only be written as JSON, and stay as they are. */
    private static final String NAME = "[A-Za-z0-9_.:/-]{1,128}";

    private ContainmentForm() {}

    static void values(Containment c, Map<String, String> f) {
        f.put(OTHERS, c.others().name());
        f.put("contain.recipients", Typed.joined(c.recipients()));
        f.put("contain.hosts", Typed.joined(c.hosts()));
        f.put(SPAN, Integer.toString(c.longestSpan()));
        f.put("contain.carrying", c.carrying().name());
        new TreeMap<>(c.tools()).forEach((name, tool) -> {
            if (name.matches(NAME)) {
                f.put(AFTER + name, tool.after().name());
                f.put("tool.outside." + name, tool.outside() ? "1" : "");
                f.put("tool.approve." + name, tool.approve() ? "1" : "");
                f.put("tool.does." + name, Typed.joined(tool.does()));
                f.put("tool.says." + name, Typed.joined(tool.says()));
                f.put("tool.recipients." + name, Typed.joined(tool.recipients()));
                f.put("tool.free." + name, Typed.joined(tool.free()));
            }
        });
    }

    /** The tools that have fields: those that the permit names, and those that were typed. */
    static List<String> tools(Permit now, Map<String, String> typed) {
        var all = new TreeSet<>(now.containment().tools().keySet());
        all.addAll(now.scope().tools());
        for (var name : (typed.getOrDefault("tools", "") + "," + typed.getOrDefault(MORE, "")).split("[,，、\\n]")) {
            all.add(name.strip());
        }
        typed.keySet().stream().filter(f -> f.startsWith(AFTER)).forEach(f -> all.add(f.substring(AFTER.length())));
        all.removeIf(name -> !name.matches(NAME));
        return List.copyOf(all);
    }

    /** @return what {@code now} says where the fields were not there */
    static Containment read(Typed typed, Containment now) {
        if (!typed.has(OTHERS)) {
            return now;
        }
        var others = typed.chosen(OTHERS, Use.values(), now.others());
        var tools = new TreeMap<String, ToolTerm>();
        now.tools().forEach((name, tool) -> {
            if (!name.matches(NAME)) {
                tools.put(name, tool);
            }
        });
        for (var name : typed.set(MORE)) {
            if (name.matches(NAME)) {
                tools.put(name, new ToolTerm(true, Set.of(), Set.of(), others, false));
            } else {
                typed.errors().add(MORE, typed.words().t("editor.contain.name", name));
            }
        }
        for (var field : typed.fields().keySet()) {
            if (field.startsWith(AFTER) && !typed.text(field).isEmpty()) {
                var name = field.substring(AFTER.length());
                tools.put(name, tool(typed, name, now.tools().get(name)));
            }
        }
        int span = (int) typed.number(SPAN, Integer.MAX_VALUE);
        try {
            return new Containment(
                    tools,
                    others,
                    typed.set("contain.recipients"),
                    typed.set("contain.hosts"),
                    span == 0 ? Containment.DEFAULT_SPAN : span,
                    typed.chosen("contain.carrying", Action.values(), now.carrying()));
        } catch (BadValue e) {
            var said = String.valueOf(e.getMessage());
            typed.errors()
                    .add(
                            said.startsWith("containment.longestSpan")
                                    ? SPAN
                                    : said.startsWith("containment.hosts") ? "contain.hosts" : OTHERS,
                            typed.words().t(BadValue.said(e)));
            return now;
        }
    }

    private static ToolTerm tool(Typed typed, String name, @Nullable ToolTerm now) {
        return new ToolTerm(
                !typed.text("tool.outside." + name).isEmpty(),
                typed.set("tool.recipients." + name),
                typed.set("tool.free." + name),
                typed.chosen(AFTER + name, Use.values(), Use.REFUSE),
                !typed.text("tool.approve." + name).isEmpty(),
                now == null ? Map.of() : now.from(),
                typed.set("tool.does." + name),
                typed.set("tool.says." + name));
    }
}
