package zhiheng.labels.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
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
            new Signature("OggS", Format.OGG),
            new Signature("\u00ff\n", Format.JXL),
            new Signature("\0\0\0\u000cJXL \r\n\u0087\n", Format.JXL),
            new Signature("riff\u002e\u0091\u00cf\u0011\u00a5\u00d6\u0028\u00db\u0004\u00c1\0\0", Format.W64));

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
        if (h.startsWith("\u001f\u008b\b")) {
            return isDrawing(in) ? Format.SVGZ : Format.ZIP;
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
            return behindId3(in, head);
        }
        if (text == Format.UNKNOWN && h.lastIndexOf("%PDF-", 1019) > 0) {
            return Format.PDF; // with something before its header
        }
        if (text == Format.UNKNOWN && transportStream(head)) {
            return Format.MPEG_TS;
        }
        return mpegAudio(head) ? Format.MP3 : adts(head) ? Format.AAC : text;
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
        if (h.length() >= 12 && h.startsWith("FORM") && (h.startsWith("AIFF", 8) || h.startsWith("AIFC", 8))) {
            return Format.AIFF;
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

    private static Format behindId3(Source in, byte[] head) throws IOException {
        if (head.length < 10) {
            return Format.MP3;
        }
        long size = (head[6] & 0x7fL) << 21 | (head[7] & 0x7f) << 14 | (head[8] & 0x7f) << 7 | (head[9] & 0x7f);
        if (in.matches(10 + size, "fLaC")) {
            return Format.FLAC;
        }
        return 14 + size <= in.size() && adts(in.bytes(10 + size, 4)) ? Format.AAC : Format.MP3;
    }

    /** The sync word with the layer that MPEG-1 never gave out (ISO/IEC 13818-7, annex A). */
    private static boolean adts(byte[] head) {
        return head.length >= 4 && (head[0] & 0xff) == 0xff && (head[1] & 0xf6) == 0xf0 && (head[2] & 0x3c) < 0x34;
    }

    /** Five packets, each beginning with its sync byte; of 188 bytes, or of 192 with a time before each (ISO/IEC 13818-1, 2.4.3). */
    private static boolean transportStream(byte[] head) {
        return packets(head, 0, 188) || packets(head, 4, 192);
    }

    private static boolean packets(byte[] head, int at, int length) {
        int i = 0;
        while (i < 5 && at + i * length < head.length && head[at + i * length] == 0x47) {
            i++;
        }
        return i == 5;
    }

    /** What a compressed file holds is told by its first bytes. */
    private static boolean isDrawing(Source in) throws IOException {
        byte[] raw = in.bytes(0, Math.min(in.size(), 1 << 16));
        try (var unfolded = new GZIPInputStream(new ByteArrayInputStream(raw))) {
            return TextKinds.sniff(unfolded.readNBytes(4096), "") == Format.SVG;
        } catch (IOException e) {
            return false;
        }
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
