package zhiheng.labels.document;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Inflate;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.bytes.TextBytes;
import zhiheng.labels.format.Found;

/** The skeleton of a PDF: its last trailer and, through tables, streams and object streams, its Info dictionary and its XMP (ISO 32000-1, 7.5, 14.3). */
final class PdfFile {
    private static final int OBJECT = 1 << 20;
    private static final int STREAM = 8 << 20;
    private static final Pattern START = Pattern.compile("startxref\\s+(\\d{1,12})\\s+%%EOF");
    private static final Pattern HEAD = Pattern.compile("\\A\\s*(\\d{1,9})\\s+(\\d{1,9})\\s+obj\\b");
    private static final Pattern REFERENCE = Pattern.compile("\\A\\s*(\\d{1,9})\\s+(\\d{1,9})\\s+R\\s*\\z");
    private static final Pattern NAMED = Pattern.compile("\\b(\\d{1,9})\\s+\\d{1,9}\\s+R\\b");
    private static final Pattern SUBSECTION = Pattern.compile("\\G\\s*(\\d{1,9})\\s+(\\d{1,9})[ \\t]*\\r?\\n?");

    /** Where an object is: at an offset, or in an object stream. */
    private record Where(int kind, long value, int index) {}

    private static final Pattern NUMBER = Pattern.compile("\\G\\s*(\\d{1,12})\\s");

    private final Source in;
    private final Found found;
    final long start;
    final Map<String, String> trailer = new LinkedHashMap<>();
    final boolean streams;
    final boolean encrypted;
    private int lengths;
    Map<String, String> info = Map.of();

    @Nullable
    Ref infoRef;

    /** The number and generation by which an object is called. */
    record Ref(int number, int generation) {}

    /** The XMP of the document: a stream with its dictionary. */
    record Metadata(Ref ref, Map<String, String> dict, byte[] xmp) {}

    /** How much stands before the header; all places count from there. */
    final long lead;

    PdfFile(Source in, Found found, long lead) throws IOException {
        this.in = in;
        this.lead = lead;
        this.found = found;
        long from = Math.max(0, in.size() - 2048);
        Matcher m = START.matcher(TextBytes.latin1(in.bytes(from, in.size() - from)));
        long at = -1;
        while (m.find()) {
            at = Long.parseLong(m.group(1));
        }
        if (at < 0) {
            throw new BadFile("PDF 不完整, 没有 startxref", "the PDF is incomplete: it does not end with startxref");
        }
        start = at;
        streams = !text(at, 16).stripLeading().startsWith("xref");
        find(-1);
        encrypted = trailer.containsKey("/Encrypt");
        if (encrypted) {
            return; // its words are for SealedPdf
        }
        infoRef = ref(trailer.get("/Info"));
        if (infoRef == null && trailer.containsKey("/Info")) {
            throw new BadFile("PDF 的 Info 不是间接对象", "the PDF's Info is not a reference");
        }
        if (infoRef != null) {
            info = object(infoRef.number);
        }
    }

    private static @Nullable Ref ref(@Nullable String value) {
        Matcher m = REFERENCE.matcher(value == null ? "" : value);
        return m.find() ? new Ref(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2))) : null;
    }

    /** Whether somebody signed the document, or certified it against changes (ISO 32000-1, 12.7.2, 12.8.4). */
    boolean isSigned() throws IOException {
        var catalogue = catalogue();
        var form = catalogue.getOrDefault("/AcroForm", "").strip();
        Ref apart = ref(form);
        Map<String, String> fields = apart != null
                ? object(apart.number)
                : form.startsWith("<<") ? PdfDict.parse(form, 0).values() : Map.of();
        return catalogue.containsKey("/Perms") || (number(fields, "/SigFlags", 0) & 1) != 0;
    }

    private Map<String, String> catalogue() throws IOException {
        Ref root = ref(trailer.get("/Root"));
        return root == null ? Map.of() : object(root.number);
    }

    /** Whether a C2PA manifest is among the files that the catalogue names (C2PA 2.2, A.4). */
    boolean hasManifest() throws IOException {
        var files = catalogue().getOrDefault("/AF", "");
        Ref apart = ref(files);
        Where where = apart == null ? null : find(apart.number);
        if (where != null && where.kind == 1) {
            var text = text(where.value, OBJECT);
            Matcher head = HEAD.matcher(text);
            var list = head.find() ? text.substring(head.end()).stripLeading() : "";
            files = list.startsWith("[") ? list.substring(0, Math.max(0, list.indexOf(']'))) : files;
        }
        for (Matcher m = NAMED.matcher(files); m.find(); ) {
            found.step();
            var relationship = object(Integer.parseInt(m.group(1))).getOrDefault("/AFRelationship", "");
            if (PdfDict.name(relationship.strip()).equals("/C2PA_Manifest")) {
                return true;
            }
        }
        return false;
    }

    /** The document's own XMP, named by its catalogue. */
    @Nullable
    Metadata metadata() throws IOException {
        Ref root = ref(trailer.get("/Root"));
        Ref ref = root == null ? null : ref(object(root.number).get("/Metadata"));
        Where where = ref == null ? null : find(ref.number);
        if (ref == null || where == null || where.kind == 0) {
            return null;
        }
        if (where.kind != 1) {
            throw new BadFile("PDF 元数据流位置错误", "the PDF's metadata stream is inside another stream");
        }
        var dict = new LinkedHashMap<String, String>();
        byte[] xmp = streamAt(where.value, dict);
        return new Metadata(ref, dict, xmp);
    }

    /** Walks the sections from the newest; the first that knows the object decides. */
    private @Nullable Where find(int number) throws IOException {
        var seen = new HashSet<Long>();
        long at = start;
        while (at >= 0 && seen.add(at)) {
            found.step();
            Map<String, String> dict = new LinkedHashMap<>();
            Where where = section(at, number, dict);
            if (trailer.isEmpty()) {
                trailer.putAll(dict);
            }
            if (where == null && dict.containsKey("/XRefStm")) {
                where = section(number(dict, "/XRefStm", -1), number, new LinkedHashMap<>());
            }
            if (where != null || number < 0) {
                return where;
            }
            at = number(dict, "/Prev", -1);
        }
        return null;
    }

    private @Nullable Where section(long at, int number, Map<String, String> dict) throws IOException {
        String head = text(at, 16).stripLeading();
        return head.startsWith("xref") ? table(at, number, dict) : stream(at, number, dict);
    }

    private @Nullable Where table(long from, int number, Map<String, String> dict) throws IOException {
        long at = from + text(from, 64).indexOf("xref") + 4;
        Where where = null;
        while (true) {
            found.step();
            String line = text(at, 64);
            Matcher m = SUBSECTION.matcher(line);
            if (!m.find()) {
                int trailerAt = line.indexOf("trailer");
                if (trailerAt < 0) {
                    throw new BadFile("PDF 交叉引用表损坏", "the cross-reference table of the PDF is broken at byte " + at);
                }
                dict.putAll(PdfDict.parse(text(at + trailerAt + 7, OBJECT), 0).values());
                return where;
            }
            long first = Long.parseLong(m.group(1));
            long count = Long.parseLong(m.group(2));
            long entries = at + m.end();
            in.require(entries, count * 20);
            if (number >= first && number < first + count) {
                String entry = text(entries + 20 * (number - first), 20);
                if (!entry.matches("(?s)\\d{10} \\d{5} [nf].*")) {
                    throw new BadFile(
                            "PDF 交叉引用表损坏", "the cross-reference table of the PDF is broken at byte " + entries);
                }
                where = entry.charAt(17) == 'n'
                        ? new Where(1, Long.parseLong(entry.substring(0, 10)), 0)
                        : new Where(0, 0, 0);
            }
            at = entries + count * 20;
        }
    }

    private @Nullable Where stream(long at, int number, Map<String, String> dict) throws IOException {
        byte[] data = streamAt(at, dict);
        int[] w = ints(dict.getOrDefault("/W", ""));
        if (w.length != 3 || Arrays.stream(w).anyMatch(n -> n < 0 || n > 8)) {
            throw new BadFile("PDF 交叉引用流损坏", "the cross-reference stream of the PDF is broken at byte " + at);
        }
        int[] index = ints(dict.getOrDefault("/Index", "0 " + number(dict, "/Size", 0)));
        int row = 0;
        for (int i = 0; i + 1 < index.length; i += 2) {
            if (number >= index[i] && number < (long) index[i] + index[i + 1]) {
                long p = (row + number - (long) index[i]) * (w[0] + w[1] + w[2]);
                if (p + w[0] + w[1] + w[2] > data.length) {
                    throw new BadFile("PDF 交叉引用流不完整", "the cross-reference stream of the PDF is too short");
                }
                int kind = w[0] == 0 ? 1 : (int) field(data, (int) p, w[0]);
                return new Where(
                        kind, field(data, (int) p + w[0], w[1]), (int) field(data, (int) p + w[0] + w[1], w[2]));
            }
            row += index[i + 1];
        }
        return null;
    }

    /** A dictionary by its number; one that is free or unknown is empty. */
    private Map<String, String> object(int number) throws IOException {
        Where where = find(number);
        if (where == null || where.kind == 0) {
            return Map.of();
        }
        if (where.kind == 1) {
            String text = text(where.value, OBJECT);
            Matcher head = HEAD.matcher(text);
            if (!head.find() || Integer.parseInt(head.group(1)) != number) {
                throw new BadFile("PDF 对象位置错误", "the PDF's object " + number + " is not where its table says");
            }
            return text.startsWith("null", head.end() + blanks(text, head.end()))
                    ? Map.of()
                    : PdfDict.parse(text, head.end()).values();
        }
        Where holder = find((int) where.value);
        if (holder == null || holder.kind != 1) {
            throw new BadFile("PDF 对象流丢失", "an object stream of the PDF is missing");
        }
        var dict = new LinkedHashMap<String, String>();
        String data = TextBytes.latin1(streamAt(holder.value, dict));
        int first = (int) number(dict, "/First", -1);
        int[] offsets = first < 0 || first > data.length() ? new int[0] : ints(data.substring(0, first));
        for (int i = 0; i + 1 < offsets.length; i += 2) {
            if (offsets[i] == number) {
                return PdfDict.parse(data, first + offsets[i + 1]).values();
            }
        }
        throw new BadFile("PDF 对象流中缺少对象", "the PDF's object " + number + " is not in the object stream named");
    }

    private static int blanks(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
        return at - from;
    }

    private byte[] streamAt(long at, Map<String, String> dict) throws IOException {
        String text = text(at, OBJECT);
        Matcher head = HEAD.matcher(text);
        if (!head.find()) {
            throw new BadFile("PDF 对象损坏", "the PDF has no object at byte " + at);
        }
        PdfDict.Parsed parsed = PdfDict.parse(text, head.end());
        dict.putAll(parsed.values());
        int word = text.indexOf("stream", parsed.end());
        if (word < 0 || word > parsed.end() + 8) {
            throw new BadFile("PDF 对象损坏", "the PDF has no stream at byte " + at);
        }
        long data = at + word + 6;
        data += in.u8(data) == '\r' ? 2 : 1;
        long length = length(dict);
        if (length < 0 || length > STREAM) {
            throw new BadFile("PDF 流长度无效", "a stream of the PDF has no plain length, or one above the limit");
        }
        byte[] bytes = in.bytes(data, length);
        String filter = dict.getOrDefault("/Filter", "").replaceAll("[\\[\\]\\s]", "");
        if (filter.isEmpty()) {
            return bytes;
        }
        if (!filter.equals("/FlateDecode")) {
            throw new BadFile("暂不支持的 PDF 流过滤器", "the stream filter " + filter + " is not yet supported");
        }
        byte[] plain = Inflate.all(bytes, 0, false, STREAM);
        found.inflated(plain.length);
        String parms = dict.getOrDefault("/DecodeParms", "");
        return parms.contains("/Predictor")
                ? unpredict(
                        plain,
                        PdfDict.parse(parms.replaceAll("^\\[|\\]$", ""), 0).values())
                : plain;
    }

    /** The length of a stream may be an object of its own. */
    private long length(Map<String, String> dict) throws IOException {
        Ref ref = ref(dict.get("/Length"));
        if (ref == null) {
            return number(dict, "/Length", -1);
        }
        Where where = lengths++ > 4 ? null : find(ref.number);
        lengths--;
        if (where == null || where.kind != 1) {
            return -1;
        }
        String text = text(where.value, 64);
        Matcher head = HEAD.matcher(text);
        Matcher value = NUMBER.matcher(text);
        return head.find() && value.find(head.end()) ? Long.parseLong(value.group(1)) : -1;
    }

    /** PNG prediction, rows Sub, Up and the like (ISO 32000-1, 7.4.4.4). */
    private static byte[] unpredict(byte[] rows, Map<String, String> parms) throws BadFile {
        long predictor = number(parms, "/Predictor", 1);
        int columns = (int) number(parms, "/Columns", 1);
        if (predictor == 1) {
            return rows;
        }
        if (predictor < 10 || columns < 1 || columns > 4096) {
            throw new BadFile("暂不支持的 PDF 预测器", "predictor " + predictor + " is not yet supported");
        }
        int n = rows.length / (columns + 1);
        var out = new byte[n * columns];
        for (int r = 0; r < n; r++) {
            int kind = rows[r * (columns + 1)];
            for (int c = 0; c < columns; c++) {
                int left = c == 0 ? 0 : out[r * columns + c - 1] & 0xff;
                int up = r == 0 ? 0 : out[(r - 1) * columns + c] & 0xff;
                int add = switch (kind) {
                    case 0 -> 0;
                    case 1 -> left;
                    case 2 -> up;
                    case 3 -> (left + up) / 2;
                    default -> throw new BadFile("暂不支持的 PDF 预测器", "row predictor " + kind + " is not yet supported");
                };
                out[r * columns + c] = (byte) (rows[r * (columns + 1) + 1 + c] + add);
            }
        }
        return out;
    }

    private static long field(byte[] data, int at, int width) {
        long value = 0;
        for (int i = 0; i < width; i++) {
            value = value << 8 | (data[at + i] & 0xff);
        }
        return value;
    }

    private static int[] ints(String text) {
        return Pattern.compile("\\d{1,9}")
                .matcher(text)
                .results()
                .mapToInt(r -> Integer.parseInt(r.group()))
                .toArray();
    }

    static long number(Map<String, String> dict, String key, long otherwise) {
        String value = dict.getOrDefault(key, "").strip();
        return value.matches("\\d{1,12}") ? Long.parseLong(value) : otherwise;
    }

    private String text(long at, int length) throws IOException {
        in.require(at, 1);
        return TextBytes.latin1(in.bytes(at, Math.min(length, in.size() - at)));
    }
}
