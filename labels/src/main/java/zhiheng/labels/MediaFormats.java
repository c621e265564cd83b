package zhiheng.labels;

import org.jspecify.annotations.Nullable;

/** The writers and readers of audio and video. */
final class MediaFormats {
    private MediaFormats() {}

    static @Nullable LabelFormat of(Format format) {
        return switch (format) {
            default -> null;
        };
    }
}
