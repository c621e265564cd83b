package zhiheng.gateway.wire;

import org.jspecify.annotations.Nullable;

/** The calls that the gateway knows, by their path. */
enum Surface {
    CHAT("chat/completions"),
    COMPLETIONS("completions"),
    RESPONSES("responses"),
    EMBEDDINGS("embeddings"),
    IMAGES("images/generations"),
    SPEECH("audio/speech"),
    MODELS("models");

    final String path;

    Surface(String path) {
        this.path = path;
    }

    static @Nullable Surface of(String path) {
        if (!path.startsWith("/v1/")) {
            return null;
        }
        for (var surface : values()) {
            if (path.length() == surface.path.length() + 4 && path.endsWith(surface.path)) {
                return surface;
            }
        }
        return null;
    }
}
