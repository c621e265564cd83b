package zhiheng.provenance.traces;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** What metadata say of how a picture was made. Read as bytes and never run; no more than a few megabytes of them. */
final class Metadata {
    private static final int MOST = 4 << 20;
    private static final int MOST_PARTS = 4_000;

    /** Names that generators write of themselves, and forms of their parameters; sources are the tools' own output. */
    private static final List<Pattern> GENERATORS = List.of(
            Pattern.compile("Steps: \\d+, Sampler: "),
            Pattern.compile("\"class_type\"\\s*:\\s*\"[A-Za-z]*(?:Sampler|Checkpoint|VAEDecode)"),
            Pattern.compile("invokeai_(?:metadata|graph)|sd-metadata"),
            Pattern.compile(
                    "\\b(?:NovelAI|Midjourney|DALL[-·]E|Stable Diffusion|Adobe Firefly|DreamStudio|Leonardo\\.Ai|gpt-image|Made with Google AI|Imagen \\d"
                            + "|FLUX\\.\\d|Ideogram|CogView|Seedream|ComfyUI|Fooocus|InvokeAI)"));

    private static final Pattern SOURCE =
            Pattern.compile("(?:cv\\.iptc\\.org/newscodes|c2pa\\.org)/digitalsourcetype/([A-Za-z]{3,60})");
    private static final List<String> ALGORITHMIC = List.of(
            "trainedAlgorithmicMedia",
            "compositeWithTrainedAlgorithmicMedia",
            "compositeSynthetic",
            "algorithmicMedia",
            "trainedAlgorithmicData",
            "virtualRecording");

    private Metadata() {}

    static List<Trace> traces(Path file) throws IOException {
        var traces = new ArrayList<Trace>();
        boolean c2pa = false;
        for (var text : parts(file)) {
            GENERATORS.stream()
                    .map(pattern -> pattern.matcher(text))
                    .filter(Matcher::find)
                    .forEach(match -> traces.add(new Trace(TraceKind.GENERATOR, match.group(), "")));
            for (var source = SOURCE.matcher(text); source.find(); ) {
                var type = source.group(1);
                traces.add(new Trace(
                        ALGORITHMIC.contains(type) ? TraceKind.SOURCE_TYPE : TraceKind.CAPTURE_TYPE, type, ""));
            }
            c2pa |= text.contains("jumb") && text.contains("c2pa") || text.contains("c2pa.claim");
        }
        if (c2pa) {
            traces.add(new Trace(TraceKind.C2PA_REMAINS, "c2pa", ""));
        }
        return traces.stream().distinct().toList();
    }

    /** The parts of a file that are not the picture, as ISO 8859-1. */
    private static List<String> parts(Path file) throws IOException {
        try (var in = new RandomAccessFile(file.toFile(), "r")) {
            var head = new byte[12];
            int read = in.read(head);
            var start = new String(head, 0, Math.max(0, read), StandardCharsets.ISO_8859_1);
            if (start.startsWith("\u0089PNG")) {
                return png(in);
            }
            if (start.startsWith("\u00ff\u00d8")) {
                return jpeg(in);
            }
            if (start.startsWith("RIFF") && start.endsWith("WEBP")) {
                return webp(in);
            }
            in.seek(0);
            return List.of(text(bytes(in, Math.min(in.length(), MOST))));
        }
    }

    private static List<String> png(RandomAccessFile in) throws IOException {
        var parts = new ArrayList<String>();
        long at = 8;
        for (int i = 0; i < MOST_PARTS && at + 8 <= in.length(); i++) {
            in.seek(at);
            long length = Integer.toUnsignedLong(in.readInt());
            var name = text(bytes(in, 4));
            if (!name.equals("IDAT")) {
                parts.add(inflated(name, bytes(in, Math.min(length, MOST))));
            }
            at += 12 + length;
        }
        return parts;
    }

    /** Compressed text of a PNG (zTXt, iTXt) begins behind its name; where a zlib stream begins is tried. */
    private static String inflated(String name, byte[] data) {
        if (!name.equals("zTXt") && !name.equals("iTXt")) {
            return text(data);
        }
        for (int i = 0; i < Math.min(data.length - 2, 200); i++) {
            if ((data[i] & 0x0f) == 8 && ((data[i] & 0xff) << 8 | data[i + 1] & 0xff) % 31 == 0) {
                var out = new ByteArrayOutputStream();
                try (var inflater = new Inflater()) {
                    inflater.setInput(data, i, data.length - i);
                    var buffer = new byte[8_192];
                    for (int n = inflater.inflate(buffer); n > 0 && out.size() < MOST; n = inflater.inflate(buffer)) {
                        out.write(buffer, 0, n);
                    }
                    return text(data) + text(out.toByteArray());
                } catch (DataFormatException e) {
                    // not here
                }
            }
        }
        return text(data);
    }

    private static List<String> jpeg(RandomAccessFile in) throws IOException {
        var parts = new ArrayList<String>();
        long at = 2;
        for (int i = 0; i < MOST_PARTS && at + 4 <= in.length(); i++) {
            in.seek(at);
            int marker = in.readUnsignedShort();
            int length = in.readUnsignedShort();
            if (marker == 0xffda || marker < 0xff00 || length < 2) {
                break;
            }
            if (marker >= 0xffe0) {
                parts.add(text(bytes(in, length - 2)));
            }
            at += 2 + length;
        }
        return parts;
    }

    private static List<String> webp(RandomAccessFile in) throws IOException {
        var parts = new ArrayList<String>();
        long at = 12;
        for (int i = 0; i < MOST_PARTS && at + 8 <= in.length(); i++) {
            in.seek(at);
            var name = text(bytes(in, 4));
            long length = Integer.toUnsignedLong(Integer.reverseBytes(in.readInt()));
            if (!name.startsWith("VP8") || name.equals("VP8X")) {
                parts.add(name + text(bytes(in, Math.min(length, MOST))));
            }
            at += 8 + length + (length & 1);
        }
        return parts;
    }

    private static byte[] bytes(RandomAccessFile in, long many) throws IOException {
        var bytes = new byte[(int) Math.min(many, in.length() - in.getFilePointer())];
        in.readFully(bytes);
        return bytes;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
