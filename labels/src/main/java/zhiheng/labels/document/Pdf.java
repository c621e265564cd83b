package zhiheng.labels.document;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Sink;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.bytes.TextBytes;
import zhiheng.labels.format.Found;
import zhiheng.labels.format.Keyed;
import zhiheng.labels.format.LabelFormat;
import zhiheng.labels.format.LabelJson;
import zhiheng.labels.format.Xmp;
import zhiheng.labels.label.Binding;
import zhiheng.labels.label.ContentLabel;
import zhiheng.labels.label.Deviation;

/**
 * PDF: the label is the key {@code AIGC} of the Info dictionary, written as an incremental update (ISO 32000-1, 7.5.6): the
 * file so far is copied whole, so that signatures over it still verify. Earlier revisions inside the file keep what they said.
 */
public final class Pdf implements LabelFormat {
    /** An object of the update and where it is. */
    private record Written(long number, int generation, long at) {}

    @Override
    public void read(Source in, Found found) throws IOException {
        var pdf = open(in, found);
        if (pdf.encrypted) {
            SealedPdf.read(in, found);
            return;
        }
        for (var e : pdf.info.entrySet()) {
            var keyed = Keyed.of(e.getKey().substring(1), PdfDict.string(e.getValue()));
            if (keyed != null) {
                keyed.tell(found, "Info " + e.getKey());
            }
        }
        if (pdf.isSigned()) {
            found.binds(Binding.SIGNATURE);
        }
        if (pdf.hasManifest()) {
            found.binds(Binding.C2PA);
        }
        PdfFile.Metadata metadata = pdf.metadata();
        if (metadata != null) {
            Xmp.read("XMP of the document", metadata.xmp(), found, Deviation.WRONG_PLACE);
        }
    }

    /**
     * Something may stand before the header within the first 1,024 bytes (ISO 32000-1, Annex H, note 13); places then count from the
     * header, or, as some write them, from the start of the file.
     */
    private static PdfFile open(Source in, Found found) throws IOException {
        int header = TextBytes.latin1(in.bytes(0, Math.min(1024, in.size()))).indexOf("%PDF-");
        if (header > 0) {
            try {
                return new PdfFile(in.from(header), found, header);
            } catch (BadFile e) {
                // perhaps counted from the start
            }
        }
        return new PdfFile(in, found, 0);
    }

    @Override
    public void write(Source in, Sink out, ContentLabel label, Limits limits) throws IOException {
        var pdf = open(in, new Found(limits));
        if (pdf.encrypted) {
            SealedPdf.write(in, out, label, limits);
            return;
        }
        long lead = pdf.lead;
        long size = PdfFile.number(pdf.trailer, "/Size", -1);
        if (size < 1 || size > 8_388_607 || !pdf.trailer.containsKey("/Root")) {
            throw new BadFile("PDF 尾部损坏", "the trailer of the PDF lacks Size or Root");
        }
        long number = pdf.infoRef == null ? size : pdf.infoRef.number();
        int generation = pdf.infoRef == null ? 0 : pdf.infoRef.generation();
        Map<String, String> info = new LinkedHashMap<>(pdf.info);
        info.entrySet().removeIf(e -> {
            var keyed = Keyed.of(e.getKey().substring(1), PdfDict.string(e.getValue()));
            return keyed != null && LabelJson.isLabel(keyed.value());
        });
        info.put("/AIGC", literal(label.json()));

        out.copy(in, 0, in.size());
        out.write("\n");
        var objects = new ArrayList<Written>();
        objects.add(new Written(number, generation, out.position() - lead));
        out.write(number + " " + generation + " obj\n" + dict(info) + "\nendobj\n");
        PdfFile.Metadata metadata = pdf.metadata();
        if (metadata != null) {
            clear(metadata, out, objects, limits, lead);
        }
        objects.sort(Comparator.comparingLong(Written::number));
        long next = Math.max(size, number + 1);
        Map<String, String> trailer = new LinkedHashMap<>();
        for (String key : new String[] {"/Root", "/ID"}) {
            String value = pdf.trailer.get(key);
            if (value != null) {
                trailer.put(key, value);
            }
        }
        trailer.put("/Info", number + " " + generation + " R");
        trailer.put("/Prev", String.valueOf(pdf.start));
        long at = out.position() - lead;
        if (pdf.streams) {
            objects.add(new Written(next, 0, at));
            stream(out, trailer, objects);
        } else {
            trailer.put("/Size", String.valueOf(next));
            table(out, trailer, objects);
        }
        out.write("\nstartxref\n" + at + "\n%%EOF\n");
    }

    /** Where the document's XMP holds a label too, it is written again without. */
    private static void clear(PdfFile.Metadata metadata, Sink out, List<Written> objects, Limits limits, long lead)
            throws IOException {
        var labels = new Found(limits);
        Xmp.read("", metadata.xmp(), labels);
        if (labels.labels().isEmpty()) {
            return;
        }
        byte[] xmp = Xmp.without(metadata.xmp());
        Map<String, String> dict = new LinkedHashMap<>(metadata.dict());
        dict.keySet().removeAll(List.of("/Filter", "/DecodeParms"));
        dict.put("/Length", String.valueOf(xmp.length));
        PdfFile.Ref ref = metadata.ref();
        objects.add(new Written(ref.number(), ref.generation(), out.position() - lead));
        out.write(ref.number() + " " + ref.generation() + " obj\n" + dict(dict) + "\nstream\n");
        out.write(xmp);
        out.write("\nendstream\nendobj\n");
    }

    private static void table(Sink out, Map<String, String> trailer, List<Written> objects) throws IOException {
        out.write("xref\n");
        for (Written o : objects) {
            if (o.at > 9_999_999_999L) {
                throw new BadFile("文件过大", "the file is too large for the table of a PDF");
            }
            out.write(o.number + " 1\n" + String.format("%010d %05d n \n", o.at, o.generation));
        }
        out.write("trailer\n" + dict(trailer));
    }

    /** A file that uses cross-reference streams goes on using them; the last object is the stream itself. */
    private static void stream(Sink out, Map<String, String> trailer, List<Written> objects) throws IOException {
        var rows = ByteBuffer.allocate(11 * objects.size());
        var index = new StringBuilder();
        for (Written o : objects) {
            rows.put((byte) 1).putLong(o.at).putShort((short) o.generation);
            index.append(index.isEmpty() ? "" : " ").append(o.number).append(" 1");
        }
        Written self = objects.getLast();
        trailer.put("/Type", "/XRef");
        trailer.put("/Size", String.valueOf(self.number + 1));
        trailer.put("/W", "[1 8 2]");
        trailer.put("/Index", "[" + index + "]");
        trailer.put("/Length", String.valueOf(rows.capacity()));
        out.write(self.number + " 0 obj\n" + dict(trailer) + "\nstream\n");
        out.write(rows.array());
        out.write("\nendstream\nendobj\n");
    }

    private static String dict(Map<String, String> values) {
        var out = new StringBuilder("<<");
        values.forEach(
                (k, v) -> out.append(PdfDict.written(k)).append(' ').append(v).append('\n'));
        return out.append(">>").toString();
    }

    private static String literal(String text) {
        return "(" + text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ")";
    }
}
