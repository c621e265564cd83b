package zhiheng.server.rooms.permits;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import zhiheng.gateway.permit.Cap;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitJson;
import zhiheng.office.acts.Json;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Now;
import zhiheng.server.ground.page.Words;

/** What a permit holds now where somebody changed it while another form was filled in. */
final class PermitNow {
    private PermitNow() {}

    /** The form, standing on the present version. */
    static Form on(Permit now, Form form) {
        var typed = new HashMap<>(form.typed());
        typed.put("version", Long.toString(now.version()));
        return new Form(typed, form.errors());
    }

    /** The permit that was typed, standing on the present version. */
    static Permit on(Permit now, Permit typed) {
        return new Permit(
                typed.system(),
                now.version(),
                typed.state(),
                typed.caps(),
                typed.scope(),
                typed.terms(),
                typed.containment(),
                typed.expires(),
                typed.duties());
    }

    /** The fields of the form in which the permit differs from what was typed. */
    static List<Now> fields(Words words, Permit now, Form form) {
        var saved = PermitForm.values(now);
        saved.remove("version");
        var typed = new HashMap<>(form.typed());
        typed.keySet().removeIf(name -> !isField(name, saved));
        return Now.differing(saved, typed, name -> label(words, name), (name, value) -> said(words, name, value));
    }

    private static boolean isField(String name, Map<String, String> saved) {
        return saved.containsKey(name)
                || name.startsWith("inspector.")
                || name.startsWith("action.")
                || name.startsWith("tool.")
                || name.startsWith("duty.");
    }

    private static String label(Words words, String field) {
        var cap = Cap.of(field);
        if (cap != null) {
            return words.t(cap.text());
        }
        int point = field.indexOf('.');
        if (point > 0) {
            if (field.startsWith("contain.")) {
                return words.t("editor." + field);
            }
            var rest = field.substring(point + 1);
            if (field.startsWith("tool.") && rest.indexOf('.') > 0) {
                int name = rest.indexOf('.');
                return rest.substring(name + 1) + " · " + words.t("editor.tool." + rest.substring(0, name));
            }
            var group = switch (field.substring(0, point)) {
                case "inspector" -> "editor.inspectors";
                case "action" -> "editor.actions";
                default -> "editor.duties";
            };
            return words.t(group) + " · " + rest;
        }
        return switch (field) {
            case "place" -> words.t("gateway.place");
            case "producer" -> words.t("labels.producer");
            case "implicitLabel" -> words.t("editor.implicit");
            default -> words.t("editor." + field);
        };
    }

    private static String said(Words words, String field, String value) {
        if (field.equals("state")) {
            return words.t("permit." + value);
        }
        if (field.equals("place")) {
            return words.t("place." + value);
        }
        if (field.equals("implicitLabel")
                || field.startsWith("inspector.")
                || field.startsWith("tool.outside.")
                || field.startsWith("tool.approve.")) {
            return words.t(value.isEmpty() ? "answer.no" : "answer.yes");
        }
        return words.has("editor." + value) ? words.t("editor." + value) : value;
    }

    /** The members, by their way in the JSON, in which the permit differs from the one that was typed. */
    static List<Now> json(Permit now, Permit typed) {
        var saved = flat(now);
        saved.remove("version");
        var other = flat(typed);
        other.remove("version");
        return Now.differing(saved, other, way -> way, (way, value) -> value);
    }

    private static Map<String, String> flat(Permit permit) {
        var result = new LinkedHashMap<String, String>();
        flatten("", Json.readMap(PermitJson.write(permit)), result);
        return result;
    }

    private static void flatten(String way, Object value, Map<String, String> to) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> flatten(way.isEmpty() ? "" + key : way + "." + key, inner, to));
        } else if (value != null) {
            to.put(way, value.toString());
        }
    }
}
