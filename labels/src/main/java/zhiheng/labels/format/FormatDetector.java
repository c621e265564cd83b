package zhiheng.labels.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.bytes.TextBytes;
import zhiheng.labels.label.Format;

/** Finds a file's format by its first bytes; a name's ending decides only between kinds of text and of zip archives. */
public final class FormatDetector {
    /** What a file begins with, in Latin-1, where that alone decides. */
    private record Signature(String start, Format format) {}

    private static final List<Signature> SIGNATURES = List.of(
            new Signature("\u00ff\u00d8\u00ff", Format.JPEG),
            new Signature("\u0089PNG\r\n\u001a\n", Format.PNG),
            new Signature("GIF87a", Format.GIF),
            new Signature("GIF89a", Format.GIF),
            new Signature("II*\0", Format.TIFF),
            new Signature("MM\0*", Format.TIFF),
            new Signature("II+\0", Format.TIFF), // BigTIFF
            new Signature("MM\0+", Format.TIFF),
            new Signature("%PDF-", Format.PDF),
            new Signature("\u001a\u0045\u00df\u00a3", Format.MKV), // EBML
            new Signature("FLV\u0001", Format.FLV),
            new Signature("fLaC", Format.FLAC),
            new Signature("OggS", Format.OGG));

    /** Major brands of still images and their sequences (ISO/IEC 23008-12, AVIF); every other brand is a film or sound. */
    private static final Set<String> HEIF_BRANDS = Set.of(
            "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "mif2", "msf1", "avif", "avis", "avci", "avcs");

    private static final Set<String> FIRST_BOXES_WITHOUT_FTYP = Set.of("moov", "mdat", "wide");

    private FormatDetector() {}

    /** @param name the file's name, for its ending */
    public static Format detect(Source in, String name) throws IOException {
        byte[] head = in.bytes(0, Math.min(4096, in.size()));
        String h = new String(head, StandardCharsets.ISO_8859_1);
        for (Signature signature : SIGNATURES) {
            if (h.startsWith(signature.start)) {
                return signature.format;
            }
        }
        if (h.startsWith("PK\u0003\u0004")) {
            return ZipKinds.sniff(in, name);
        }
        Format container = h.length() < 8 ? null : container(h);
        if (container != null) {
            return container;
        }
        Format text = TextKinds.sniff(head, name);
        if (TextBytes.utf16(head) != null && text != Format.UNKNOWN) {
            return text; // its byte order mark looks like the start of MPEG audio
        }
        if (h.startsWith("ID3")) {
            return flacBehindId3(in, head) ? Format.FLAC : Format.MP3;
        }
        if (text == Format.UNKNOWN && h.lastIndexOf("%PDF-", 1019) > 0) {
            return Format.PDF; // with something before its header
        }
        return mpegAudio(head) ? Format.MP3 : text;
    }

    /** Containers that name their kind behind a length. */
    private static @Nullable Format container(String h) {
        if (h.length() >= 12 && (h.startsWith("RIFF") || h.startsWith("RF64") || h.startsWith("BW64"))) {
            return switch (h.substring(8, 12)) {
                case "WEBP" -> Format.WEBP;
                case "AVI " -> Format.AVI;
                case "WAVE" -> Format.WAV;
                default -> Format.UNKNOWN;
            };
        }
        if (h.length() >= 12 && h.startsWith("ftyp", 4)) {
            return HEIF_BRANDS.contains(h.substring(8, 12)) ? Format.HEIF : Format.MP4;
        }
        if (FIRST_BOXES_WITHOUT_FTYP.contains(h.substring(4, 8))) {
            return Format.MP4;
        }
        return bitmap(h) ? Format.BMP : null;
    }

    /** "BM" alone begins many texts; the size of the header behind it decides. */
    private static boolean bitmap(String h) {
        return h.startsWith("BM") && h.length() >= 26 && List.of(12, 40, 124).contains((int) h.charAt(14));
    }

    private static boolean flacBehindId3(Source in, byte[] head) throws IOException {
        if (head.length < 10) {
            return false;
        }
        long size = (head[6] & 0x7fL) << 21 | (head[7] & 0x7f) << 14 | (head[8] & 0x7f) << 7 | (head[9] & 0x7f);
        return in.matches(10 + size, "fLaC");
    }

    /** The sync word, and no field with a value that the standard reserves. */
    private static boolean mpegAudio(byte[] head) {
        return head.length >= 4
                && (head[0] & 0xff) == 0xff
                && (head[1] & 0xe0) == 0xe0
                && (head[1] & 0x18) != 0x08
                && (head[1] & 0x06) != 0
                && (head[2] & 0xf0) != 0xf0;
    }
}
