package zhiheng.provenance.c2pa.carrier;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import zhiheng.provenance.c2pa.bytes.Asset;

/** Which carrier a file is, by its first bytes. */
public enum Carriers {
    JPEG("image/jpeg", new Jpeg()),
    PNG("image/png", new Png()),
    WEBP("image/webp", new Riff()),
    TIFF("image/tiff", new Tiff()),
    GIF("image/gif", new Gif()),
    SVG("image/svg+xml", new Svg()),
    HEIC("image/heic", new Bmff()),
    AVIF("image/avif", new Bmff()),
    WAV("audio/wav", new Riff()),
    MP3("audio/mpeg", new Id3()),
    FLAC("audio/flac", new Id3()),
    M4A("audio/mp4", new Bmff()),
    MP4("video/mp4", new Bmff()),
    MOV("video/quicktime", new Bmff()),
    AVI("video/x-msvideo", new Riff()),
    PDF("application/pdf", new Pdf()),
    TEXT("text/plain", new PlainText());

    private static final int LOOK = 4096;
    /** How far into a file its head may stand, as readers of PDF have it. */
    private static final int LEAD = 1024;

    private final String mediaType;
    private final Carrier carrier;

    Carriers(String mediaType, Carrier carrier) {
        this.mediaType = mediaType;
        this.carrier = carrier;
    }

    public String mediaType() {
        return mediaType;
    }

    public Carrier carrier() {
        return carrier;
    }

    /** Whether files of this format are signed, and not read alone. */
    public boolean isWritten() {
        return this != PDF;
    }

    public static Optional<Carriers> of(Asset in) throws IOException {
        var head = new String(in.bytes(0, Math.min(LOOK, in.size())), StandardCharsets.ISO_8859_1);
        if (head.startsWith("\u00ff\u00d8\u00ff")) {
            return Optional.of(JPEG);
        }
        if (head.startsWith("\u0089PNG\r\n\u001a\n")) {
            return Optional.of(PNG);
        }
        if (head.startsWith("GIF87a") || head.startsWith("GIF89a")) {
            return Optional.of(GIF);
        }
        if (Stream.of("II*\0", "MM\0*", "II+\0", "MM\0+").anyMatch(head::startsWith)) {
            return Optional.of(TIFF);
        }
        if (head.startsWith("RIFF") && head.length() >= 12) {
            return riff(head.substring(8, 12));
        }
        if (head.startsWith("ftyp", 4) && head.length() >= 12) {
            return Optional.of(bmff(head.substring(8, 12)));
        }
        if (head.startsWith("fLaC")) {
            return Optional.of(FLAC);
        }
        if (head.startsWith("ID3") && head.length() >= 10) {
            return Optional.of(in.matches(behindTag(head), "fLaC") ? FLAC : MP3);
        }
        if (isMp3(head)) {
            return Optional.of(MP3);
        }
        if (isSvg(head)) {
            return Optional.of(SVG);
        }
        int pdf = head.indexOf("%PDF-");
        if (pdf >= 0 && pdf < LEAD) {
            return Optional.of(PDF);
        }
        return isText(head, in.size() > LOOK) && Unread.named(head).isEmpty() ? Optional.of(TEXT) : Optional.empty();
    }

    /** Words in UTF-8, of which the last may be cut. */
    private static boolean isText(String head, boolean more) {
        if (head.isEmpty() || head.chars().anyMatch(c -> c < ' ' && "\t\n\f\r\u001b".indexOf(c) < 0)) {
            return false;
        }
        var bytes = ByteBuffer.wrap(head.getBytes(StandardCharsets.ISO_8859_1));
        var words = CharBuffer.allocate(bytes.remaining());
        return !StandardCharsets.UTF_8.newDecoder().decode(bytes, words, !more).isError();
    }

    private static Optional<Carriers> riff(String kind) {
        return switch (kind) {
            case "WEBP" -> Optional.of(WEBP);
            case "WAVE" -> Optional.of(WAV);
            case "AVI " -> Optional.of(AVI);
            default -> Optional.empty();
        };
    }

    private static Carriers bmff(String brand) {
        return switch (brand) {
            case "heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1" -> HEIC;
            case "avif", "avis" -> AVIF;
            case "M4A ", "M4B " -> M4A;
            case "qt  " -> MOV;
            default -> MP4;
        };
    }

    private static long behindTag(String head) {
        long size = 0;
        for (int i = 6; i < 10; i++) {
            size = size << 7 | (head.charAt(i) & 127);
        }
        return 10 + size;
    }

    /** The synchronisation of a frame, of a layer that is not the reserved one (which is ADTS). */
    private static boolean isMp3(String head) {
        return head.length() > 2
                && head.charAt(0) == 0xff
                && (head.charAt(1) & 0xe0) == 0xe0
                && (head.charAt(1) & 6) != 0;
    }

    private static boolean isSvg(String head) {
        var text = head.startsWith("\u00ef\u00bb\u00bf") ? head.substring(3) : head;
        return text.stripLeading().startsWith("<") && text.matches("(?s).*<([A-Za-z]+:)?svg[\\s>].*");
    }
}
