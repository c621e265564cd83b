package zhiheng.labels;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The file formats known, found by their first bytes (a name's ending decides only between kinds of text). */
public enum Format {
    JPEG,
    PNG,
    GIF,
    WEBP,
    TIFF,
    HEIF,
    SVG,
    MP4,
    MKV,
    AVI,
    FLV,
    WAV,
    MP3,
    FLAC,
    OGG,
    PDF,
    OOXML,
    OFD,
    EPUB,
    HTML,
    MARKDOWN,
    TEXT,
    BMP,
    ZIP,
    UNKNOWN;

    /** @param name the file's name, for its ending */
    static Format sniff(Source in, String name) throws IOException {
        byte[] head = in.bytes(0, Math.min(4096, in.size()));
        String h = new String(head, StandardCharsets.ISO_8859_1);
        if (h.startsWith("\u00ff\u00d8\u00ff")) {
            return JPEG;
        }
        if (h.startsWith("\u0089PNG\r\n\u001a\n")) {
            return PNG;
        }
        if (h.startsWith("GIF87a") || h.startsWith("GIF89a")) {
            return GIF;
        }
        if (h.length() >= 12 && (h.startsWith("RIFF") || h.startsWith("RF64") || h.startsWith("BW64"))) {
            return switch (h.substring(8, 12)) {
                case "WEBP" -> WEBP;
                case "AVI " -> AVI;
                case "WAVE" -> WAV;
                default -> UNKNOWN;
            };
        }
        if (h.startsWith("II*\0") || h.startsWith("MM\0*") || h.startsWith("II+\0") || h.startsWith("MM\0+")) {
            return TIFF;
        }
        if (h.startsWith("%PDF-")) {
            return PDF;
        }
        if (h.startsWith("PK\u0003\u0004")) {
            return ZipKinds.sniff(in, name);
        }
        if (h.startsWith("\u001a\u0045\u00df\u00a3")) {
            return MKV;
        }
        if (h.startsWith("FLV\u0001")) {
            return FLV;
        }
        if (h.startsWith("fLaC")) {
            return FLAC;
        }
        if (h.startsWith("OggS")) {
            return OGG;
        }
        if (h.length() >= 12 && h.startsWith("ftyp", 4)) {
            return heif(h) ? HEIF : MP4;
        }
        if (h.length() >= 8 && (h.startsWith("moov", 4) || h.startsWith("mdat", 4) || h.startsWith("wide", 4))) {
            return MP4;
        }
        if (h.startsWith("BM")
                && h.length() >= 26
                && (h.charAt(14) == 40 || h.charAt(14) == 124 || h.charAt(14) == 12)) {
            return BMP;
        }
        if (TextFile.wide(head) != null && TextKinds.sniff(head, name) != UNKNOWN) {
            return TextKinds.sniff(head, name); // its mark looks like the start of MPEG audio
        }
        if (h.startsWith("ID3") && afterId3(in, head) == FLAC) {
            return FLAC;
        }
        if (h.startsWith("ID3") || mpegAudio(head)) {
            return MP3;
        }
        return TextKinds.sniff(head, name);
    }

    private static Format afterId3(Source in, byte[] head) throws IOException {
        if (head.length < 10) {
            return MP3;
        }
        long size = (head[6] & 0x7fL) << 21 | (head[7] & 0x7f) << 14 | (head[8] & 0x7f) << 7 | (head[9] & 0x7f);
        return in.matches(10 + size, "fLaC") ? FLAC : MP3;
    }

    private static boolean mpegAudio(byte[] head) {
        return head.length >= 4
                && (head[0] & 0xff) == 0xff
                && (head[1] & 0xe0) == 0xe0
                && (head[1] & 0x18) != 0x08
                && (head[1] & 0x06) != 0
                && (head[2] & 0xf0) != 0xf0;
    }

    private static boolean heif(String h) {
        String brands = h.substring(8, Math.min(h.length(), 64));
        return switch (brands.substring(0, 4)) {
            case "heic",
                    "heix",
                    "heim",
                    "heis",
                    "hevc",
                    "hevx",
                    "mif1",
                    "mif2",
                    "msf1",
                    "avif",
                    "avis",
                    "avci",
                    "avcs" -> true;
            default -> false;
        };
    }
}
