package zhiheng.labels;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * PDF: the label is the key {@code AIGC} of the Info dictionary, written as an incremental update (ISO 32000-1, 7.5.6): the
 * file so far is copied whole, so that signatures over it still verify. Earlier revisions inside the file keep what they said.
 */
final class Pdf implements LabelFormat {
    @Override
    public void read(Source in, Found found) throws IOException {
        for (var e : new PdfFile(in, found).info.entrySet()) {
            if (e.getKey().contains("AIGC")) {
                found.label("Info " + e.getKey(), PdfDict.string(e.getValue()));
            }
        }
    }

    @Override
    public void write(Source in, Sink out, ContentLabel label, Limits limits) throws IOException {
        var pdf = new PdfFile(in, new Found(limits));
        long size = PdfFile.number(pdf.trailer, "/Size", -1);
        if (size < 1 || size > 8_388_607 || !pdf.trailer.containsKey("/Root")) {
            throw new BadFile("PDF 尾部损坏", "the trailer of the PDF lacks Size or Root");
        }
        boolean fresh = !pdf.trailer.containsKey("/Info");
        long number = fresh ? size : pdf.infoNumber;
        int generation = fresh ? 0 : pdf.infoGeneration;
        Map<String, String> info = new LinkedHashMap<>(pdf.info);
        info.keySet()
                .removeIf(k -> k.contains("AIGC")
                        && LabelJson.read(PdfDict.string(pdf.info.getOrDefault(k, "")))
                                .isPresent());
        info.put("/AIGC", literal(label.json()));

        out.copy(in, 0, in.size());
        out.write("\n");
        long infoAt = out.position();
        out.write(number + " " + generation + " obj\n" + dict(info) + "\nendobj\n");
        long at = out.position();
        Map<String, String> trailer = new LinkedHashMap<>();
        for (String key : new String[] {"/Root", "/ID"}) {
            String value = pdf.trailer.get(key);
            if (value != null) {
                trailer.put(key, value);
            }
        }
        trailer.put("/Info", number + " " + generation + " R");
        trailer.put("/Prev", String.valueOf(pdf.start));
        long next = Math.max(size, number + 1);
        if (pdf.streams) {
            stream(out, trailer, next, at, number, infoAt, generation);
        } else {
            trailer.put("/Size", String.valueOf(next));
            if (infoAt > 9_999_999_999L) {
                throw new BadFile("文件过大", "the file is too large for the table of a PDF");
            }
            out.write("xref\n" + number + " 1\n" + String.format("%010d %05d n \n", infoAt, generation) + "trailer\n"
                    + dict(trailer));
        }
        out.write("\nstartxref\n" + at + "\n%%EOF\n");
    }

    /** A file that uses cross-reference streams goes on using them. */
    private static void stream(
            Sink out, Map<String, String> trailer, long next, long at, long number, long infoAt, int generation)
            throws IOException {
        byte[] rows = ByteBuffer.allocate(22)
                .put((byte) 1)
                .putLong(infoAt)
                .putShort((short) generation)
                .put((byte) 1)
                .putLong(at)
                .putShort((short) 0)
                .array();
        trailer.put("/Type", "/XRef");
        trailer.put("/Size", String.valueOf(next + 1));
        trailer.put("/W", "[1 8 2]");
        trailer.put("/Index", "[" + number + " 1 " + next + " 1]");
        trailer.put("/Length", String.valueOf(rows.length));
        out.write(next + " 0 obj\n" + dict(trailer) + "\nstream\n");
        out.write(rows);
        out.write("\nendstream\nendobj\n");
    }

    private static String dict(Map<String, String> values) {
        var out = new StringBuilder("<<");
        values.forEach((k, v) -> out.append(k).append(' ').append(v).append('\n'));
        return out.append(">>").toString();
    }

    private static String literal(String text) {
        return "(" + text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ")";
    }
}
