package zhiheng.labels;

import org.jspecify.annotations.Nullable;

/** The writers and readers of audio and video. */
final class MediaFormats {
    private MediaFormats() {}

    static @Nullable LabelFormat of(Format format) {
        return switch (format) {
            case MP4 -> new Mp4();
            case WAV -> new Wav();
            case MP3 -> new Mp3();
            case FLAC -> new Flac();
            case OGG -> new Ogg();
            case AVI -> new Avi();
            case FLV -> new Flv();
            case MKV -> new Mkv();
            default -> null;
        };
    }
}
