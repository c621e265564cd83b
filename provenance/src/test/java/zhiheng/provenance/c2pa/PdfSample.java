package zhiheng.provenance.c2pa;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import zhiheng.provenance.c2pa.bytes.Layout;
import zhiheng.provenance.c2pa.bytes.Range;
import zhiheng.provenance.c2pa.carrier.Carrier;

/** A PDF of one page, written by hand, with as many manifest stores as a test wants; what others write for the whole of it. */
final class PdfSample {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<Integer> places = new ArrayList<>();
    private Range store = new Range(0, 0);

    /** Lays a PDF out around one store. */
    static Carrier.Plan plan() {
        return store -> {
            var pdf = new PdfSample();
            var bytes = pdf.bytes(store);
            return new Carrier.Laid(new Layout().add(bytes), List.of(pdf.store));
        };
    }

    static byte[] with(byte[]... stores) {
        return new PdfSample().bytes(stores);
    }

    private byte[] bytes(byte[]... stores) {
        write("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n");
        var associated = new StringBuilder();
        for (int i = 0; i < stores.length; i++) {
            associated.append(4 + 2 * i).append(" 0 R ");
        }
        object("<</Type/Catalog/Pages 2 0 R" + (stores.length == 0 ? "" : "/AF[" + associated + "]") + ">>");
        object("<</Type/Pages/Kids[3 0 R]/Count 1>>");
        object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 90 90]>>");
        for (int i = 0; i < stores.length; i++) {
            object("<</Type/Filespec/F(manifest.c2pa)/UF(manifest.c2pa)/AFRelationship/C2PA_Manifest/EF<</F "
                    + (5 + 2 * i) + " 0 R>>>>");
            places.add(out.size());
            write(places.size() + " 0 obj\n<</Type/EmbeddedFile/Subtype/application#2Fc2pa/Length " + stores[i].length
                    + ">>\nstream\n");
            store = new Range(out.size(), out.size() + stores[i].length);
            out.writeBytes(stores[i]);
            write("\nendstream\nendobj\n");
        }
        int table = out.size();
        write("xref\n0 " + (places.size() + 1) + "\n0000000000 65535 f \n");
        places.forEach(place -> write("%010d 00000 n \n".formatted(place)));
        write("trailer\n<</Size " + (places.size() + 1) + "/Root 1 0 R>>\nstartxref\n" + table + "\n%%EOF\n");
        return out.toByteArray();
    }

    private void object(String dictionary) {
        places.add(out.size());
        write(places.size() + " 0 obj\n" + dictionary + "\nendobj\n");
    }

    private void write(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
