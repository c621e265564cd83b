package zhiheng.labels.explicit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import zhiheng.base.Text;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.label.Format;

/** How ffmpeg codes a sound again in the format it came in. */
enum AudioCodec {
    MP3("pcm_f32le", "mp3", false, "-c:a", "libmp3lame", "-q:a", "0", "-id3v2_version", "3"),
    VORBIS("pcm_f32le", "ogg", false, "-c:a", "libvorbis", "-q:a", "7"),
    OPUS("pcm_f32le", "ogg", false, "-c:a", "libopus", "-b:a", "192k"),
    ADTS("pcm_f32le", "adts", false, "-c:a", "aac", "-b:a", "256k", "-write_id3v2", "1"),
    AAC("pcm_f32le", "ipod", false, "-c:a", "aac", "-b:a", "256k"),
    AIFF_16("pcm_s16le", "aiff", true, "-c:a", "pcm_s16be", "-write_id3v2", "1"),
    AIFF_24("pcm_s32le", "aiff", true, "-c:a", "pcm_s24be", "-write_id3v2", "1"),
    W64_16("pcm_s16le", "w64", true, "-c:a", "pcm_s16le"),
    W64_24("pcm_s32le", "w64", true, "-c:a", "pcm_s24le"),
    FLAC_16("pcm_s16le", "flac", true, "-c:a", "flac"),
    FLAC_24("pcm_s32le", "flac", true, "-c:a", "flac");

    private static final Duration LIMIT = Duration.ofMinutes(30);

    private final String samples;
    private final String muxer;
    private final boolean lossless;
    private final List<String> encoder;

    AudioCodec(String samples, String muxer, boolean lossless, String... encoder) {
        this.samples = samples;
        this.muxer = muxer;
        this.lossless = lossless;
        this.encoder = List.of(encoder);
    }

    static AudioCodec of(Path file, Format format) throws IOException, ExplicitRefusal {
        try (Source in = Source.open(file)) {
            String head = new String(in.bytes(0, Math.min(4096, in.size())), StandardCharsets.ISO_8859_1);
            int flac = head.indexOf("fLaC");
            return switch (format) {
                case MP3 -> MP3;
                case AAC -> ADTS;
                case MP4 -> AAC;
                // bits per sample less one: five bits across the 13th and 14th byte of the first block (RFC 9639, 8.2)
                case FLAC ->
                    flac >= 0
                                    && head.length() > flac + 22
                                    && ((head.charAt(flac + 20) & 1) << 4 | head.charAt(flac + 21) >> 4) < 16
                            ? FLAC_16
                            : FLAC_24;
                case OGG -> {
                    if (head.contains("OpusHead")) {
                        yield OPUS;
                    }
                    if (head.contains("\u0001vorbis")) {
                        yield VORBIS;
                    }
                    throw unknown();
                }
                case AIFF -> {
                    int common = head.indexOf("COMM");
                    boolean plain = head.startsWith("AIFF", 8) || head.startsWith("NONE", common + 26);
                    yield switch (common < 0 || !plain ? 0 : bits(head, common + 15)) {
                        case 16 -> AIFF_16;
                        case 24 -> AIFF_24;
                        default -> throw unknown();
                    };
                }
                case W64 -> {
                    int form = head.indexOf("fmt ");
                    boolean floating = form > 0 && bits(head, form + 24) == 3;
                    yield switch (form < 0 || floating ? 0 : bits(head, form + 24 + 14)) {
                        case 16 -> W64_16;
                        case 24 -> W64_24;
                        default -> throw unknown();
                    };
                }
                default -> throw unknown();
            };
        }
    }

    private static int bits(String head, int at) {
        return at < head.length() ? head.charAt(at) : 0;
    }

    private static ExplicitRefusal unknown() {
        return new ExplicitRefusal(
                new Text("不支持该音频编码", "this coding of sound is not supported"),
                new Text("请先转换为 WAV 或 FLAC", "convert it to WAV or FLAC first"));
    }

    void decode(Ffmpeg ffmpeg, Path in, Path wav) throws IOException, ExplicitRefusal {
        ffmpeg.run(
                LIMIT,
                List.of(
                        "-i",
                        Ffmpeg.file(in),
                        "-map",
                        "0:a:0",
                        "-c:a",
                        samples,
                        "-rf64",
                        "auto",
                        "-f",
                        "wav",
                        Ffmpeg.file(wav)));
    }

    /** The tags of {@code old} and its cover picture go along. */
    void encode(Ffmpeg ffmpeg, Path wav, Path old, Path out) throws IOException, ExplicitRefusal {
        var arguments = new ArrayList<>(List.of("-i", Ffmpeg.file(wav), "-i", Ffmpeg.file(old), "-map", "0:a:0"));
        if (this == MP3 || this == AAC || lossless) {
            arguments.addAll(List.of("-map", "1:v?", "-c:v", "copy", "-disposition:v", "attached_pic"));
        }
        boolean tagsOnStream = muxer.equals("ogg");
        arguments.addAll(tagsOnStream ? List.of("-map_metadata:s:a", "1:s:a:0") : List.of("-map_metadata", "1"));
        if (this == AAC) {
            arguments.addAll(List.of("-movflags", "+faststart"));
        }
        arguments.addAll(encoder);
        arguments.addAll(List.of("-f", muxer, Ffmpeg.file(out)));
        ffmpeg.run(LIMIT, arguments);
    }

    Text how() {
        return lossless
                ? new Text("无损重新编码, 原有采样不变", "coded again without loss; the samples that were there are unchanged")
                : new Text("由 ffmpeg 以高质量重新编码, 标签保留", "coded again by ffmpeg at high quality; the tags are kept");
    }
}
