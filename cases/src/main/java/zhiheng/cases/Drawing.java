package zhiheng.cases;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A procedure as a picture, drawn from its data. */
public final class Drawing {
    private Drawing() {}

    /** @param lights of stages, where a case is shown; empty draws the procedure alone */
    public static String svg(Procedure procedure, String language, Map<String, Light> lights) {
        var layout = Layout.of(procedure, 0);
        var out = new StringBuilder(4096);
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"procedure\" role=\"img\" width=\"")
                .append(layout.width())
                .append("\" height=\"")
                .append(layout.height())
                .append("\" viewBox=\"0 0 ")
                .append(layout.width())
                .append(' ')
                .append(layout.height())
                .append("\" font-family=\"system-ui, sans-serif\"><title>")
                .append(escape(procedure.name().in(language)))
                .append("</title><defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\""
                        + " markerHeight=\"8\"")
                .append(" orient=\"auto\"><path d=\"M0,0 L8,4 L0,8 z\" fill=\"currentColor\"/></marker></defs>");
        for (var line : layout.lines()) {
            out.append(
                    "<path fill=\"none\" stroke=\"currentColor\" stroke-opacity=\".55\" marker-end=\"url(#tip)\" d=\"");
            char command = 'M';
            for (var point : line.points()) {
                out.append(command).append(point.x()).append(',').append(point.y());
                command = 'L';
            }
            out.append("\"/>");
        }
        for (var box : layout.boxes().values()) {
            box(out, box, language, lights.get(box.stage().id()));
        }
        for (var line : layout.lines()) {
            out.append("<text font-size=\"11\" fill=\"currentColor\" x=\"")
                    .append(line.label().x())
                    .append("\" y=\"")
                    .append(line.label().y())
                    .append("\">")
                    .append(escape(cut(line.move().name().in(language), 20)))
                    .append(line.move().second().isEmpty() ? "" : " ②")
                    .append("</text>");
        }
        return out.append("</svg>").toString();
    }

    private static void box(StringBuilder out, Layout.Box box, String language, @Nullable Light light) {
        var name = box.stage().name().in(language);
        out.append("<g")
                .append(light == null ? "" : " class=\"state-" + light.tone() + "\"")
                .append("><title>")
                .append(escape(name + (light == null ? "" : " · " + light.word().in(language))))
                .append("</title><rect fill=\"none\" stroke=\"currentColor\" stroke-width=\"")
                .append(light == Light.UNDER_WAY || light == Light.SOON || light == Light.LATE ? 3 : 1)
                .append(box.stage().end() ? "\" stroke-dasharray=\"5 3" : "")
                .append("\" rx=\"10\" x=\"")
                .append(box.x())
                .append("\" y=\"")
                .append(box.y())
                .append("\" width=\"")
                .append(box.width())
                .append("\" height=\"")
                .append(box.height())
                .append("\"/><text font-size=\"14\" fill=\"currentColor\" text-anchor=\"middle\" x=\"")
                .append(box.x() + box.width() / 2)
                .append("\" y=\"")
                .append(box.middle() + 5)
                .append("\">")
                .append(light == null ? "" : light.shape() + " ")
                .append(escape(cut(name, 22)))
                .append("</text></g>");
    }

    private static String cut(String words, int most) {
        return words.length() <= most ? words : words.substring(0, most - 1) + "…";
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
