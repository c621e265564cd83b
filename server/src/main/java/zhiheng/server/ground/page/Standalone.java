package zhiheng.server.ground.page;

import java.util.Map;

/** Documents made from the templates outside of a server: one HTML file, nothing beside it. */
public final class Standalone {
    private Standalone() {}

    public static String render(String template, Map<String, Object> parts) {
        return new Renderer().render(template, parts);
    }
}
