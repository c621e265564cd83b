package zhiheng.labels;

import org.jspecify.annotations.Nullable;
import zhiheng.labels.film.Avi;
import zhiheng.labels.film.Flv;
import zhiheng.labels.film.Mkv;
import zhiheng.labels.film.Mp4;
import zhiheng.labels.format.LabelFormat;
import zhiheng.labels.format.Tailed;
import zhiheng.labels.label.Format;
import zhiheng.labels.sound.Aiff;
import zhiheng.labels.sound.Flac;
import zhiheng.labels.sound.Mp3;
import zhiheng.labels.sound.Ogg;
import zhiheng.labels.sound.W64;
import zhiheng.labels.sound.Wav;

/** The writers and readers of audio and video. */
final class MediaFormats {
    private MediaFormats() {}

    static @Nullable LabelFormat of(Format format) {
        return switch (format) {
            case MP4 -> new Mp4();
            case WAV -> new Tailed(new Wav());
            case W64 -> new Tailed(new W64());
            case AIFF -> new Tailed(new Aiff());
            case MP3 -> new Tailed(Mp3.layered());
            case AAC -> new Tailed(Mp3.adts());
            case FLAC -> new Tailed(new Flac());
            case OGG -> new Tailed(new Ogg());
            case AVI -> new Tailed(new Avi());
            case FLV -> new Tailed(new Flv());
            case MKV -> new Tailed(new Mkv());
            default -> null;
        };
    }
}
