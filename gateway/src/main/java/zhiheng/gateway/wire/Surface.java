package zhiheng.gateway.wire;

import org.jspecify.annotations.Nullable;

/** The calls that the gateway knows, by their path. */
enum Surface {
    CHAT("chat/completions"),
    COMPLETIONS("completions"),
    RESPONSES("responses"),
    EMBEDDINGS("embeddings"),
    /** Texts put in the order in which they answer a question, in the shape that Cohere, Jina and vLLM share. */
    RERANK("rerank"),
    IMAGES("images/generations"),
    SPEECH("audio/speech"),
    MODELS("models"),
    MODERATIONS("moderations"),
    TRANSCRIPTIONS("audio/transcriptions"),
    TRANSLATIONS("audio/translations"),
    IMAGE_EDITS("images/edits"),
    /** Anthropic's interface. */
    MESSAGES("messages"),
    /** How many tokens a call of {@link #MESSAGES} would have. */
    COUNT("messages/count_tokens");

    final String path;

    /** Whether its calls are forms, with files. */
    boolean isForm() {
        return isTranscript() || this == IMAGE_EDITS;
    }

    /** Whether its answers are what somebody said, as JSON, text or subtitles. */
    boolean isTranscript() {
        return this == TRANSCRIPTIONS || this == TRANSLATIONS;
    }

    /** Whether its answers are pictures. */
    boolean isPictures() {
        return this == IMAGES || this == IMAGE_EDITS;
    }

    /** Whether what it costs is counted in tokens. */
    boolean countsTokens() {
        return isGenerating() || this == EMBEDDINGS || this == RERANK;
    }

    /** Whether a model says something in answer. */
    boolean isGenerating() {
        return this == CHAT || this == COMPLETIONS || this == RESPONSES || this == MESSAGES;
    }

    Surface(String path) {
        this.path = path;
    }

    /** Whether a model writes, draws or speaks, so that what comes is labelled. */
    boolean isLabelled() {
        return switch (this) {
            case CHAT, COMPLETIONS, RESPONSES, IMAGES, IMAGE_EDITS, SPEECH, MESSAGES -> true;
            case EMBEDDINGS, RERANK, MODELS, COUNT, MODERATIONS, TRANSCRIPTIONS, TRANSLATIONS -> false;
        };
    }

    /** Whether its callers speak Anthropic's interface, errors included. */
    boolean isAnthropic() {
        return this == MESSAGES || this == COUNT;
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
