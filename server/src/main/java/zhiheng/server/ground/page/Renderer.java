package zhiheng.server.ground.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.HashMap;
import java.util.Map;

/** Turns a view into HTML with the templates compiled at build time. */
public final class Renderer {
    private final TemplateEngine engine = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Renderer.class.getClassLoader(), "zhiheng.server.pages");

    /** The page of {@code template}, whose parameters are the frame {@code f} and {@code parts}. */
    public String render(String template, Frame f, Map<String, Object> parts) {
        var parameters = new HashMap<String, Object>(parts);
        parameters.put("f", f);
        return render(template, parameters);
    }

    /** A template that needs no frame. */
    public String render(String template, Map<String, Object> parameters) {
        var out = new StringOutput(16 * 1024);
        engine.render(template + ".jte", parameters, out);
        return out.toString();
    }
}
