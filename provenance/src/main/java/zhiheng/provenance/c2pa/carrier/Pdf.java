package zhiheng.provenance.c2pa.carrier;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import zhiheng.provenance.c2pa.bytes.Asset;
import zhiheng.provenance.c2pa.bytes.BadAsset;
import zhiheng.provenance.c2pa.bytes.Range;

/**
 * PDF: the store is an embedded file that the catalogue lists among its associated files, with the relationship C2PA_Manifest (C2PA
 * 2.2, A.4). It is read and not written.
 */
final class Pdf implements Carrier {
    private static final COSName ASSOCIATED = COSName.getPDFName("AF");
    private static final COSName RELATIONSHIP = COSName.getPDFName("AFRelationship");
    private static final String MANIFEST = "C2PA_Manifest";
    private static final int LOOK = 1 << 16;
    private static final Pattern BEGIN = Pattern.compile("stream\\r?\\n");

    @Override
    public Optional<Stored> find(Asset in) throws IOException {
        try (var pdf = Loader.loadPDF(new AssetRead(in))) {
            var found = new ArrayList<COSDictionary>();
            for (var file : associated(pdf)) {
                if (file instanceof COSDictionary named && MANIFEST.equals(named.getNameAsString(RELATIONSHIP))) {
                    found.add(named);
                }
            }
            if (found.size() > 1) {
                throw new BadAsset("有多个 C2PA 清单库", "there is more than one manifest store");
            }
            return found.isEmpty() ? Optional.empty() : Optional.of(stored(found.getFirst(), pdf.getDocument(), in));
        } catch (BadAsset e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new BadAsset("PDF 结构异常或已加密", "the PDF is broken, or encrypted with a password");
        }
    }

    private static List<COSBase> associated(PDDocument pdf) {
        var listed = pdf.getDocumentCatalog().getCOSObject().getDictionaryObject(ASSOCIATED);
        var files = new ArrayList<COSBase>();
        if (listed instanceof COSArray several) {
            for (int i = 0; i < several.size(); i++) {
                files.add(several.getObject(i));
            }
        } else if (listed != null) {
            files.add(listed);
        }
        return files;
    }

    private static Stored stored(COSDictionary file, COSDocument pdf, Asset in) throws IOException {
        if (!(file.getDictionaryObject(COSName.EF) instanceof COSDictionary embedded)
                || !(embedded.getItem(COSName.F) instanceof COSObject reference)
                || !(reference.getObject() instanceof COSStream stream)) {
            throw new BadAsset("PDF 的清单附件缺少内容", "the PDF names a manifest and holds none");
        }
        byte[] raw;
        byte[] store;
        try (var lies = stream.createRawInputStream();
                var means = stream.createInputStream()) {
            raw = lies.readNBytes(Asset.MAX_BLOCK);
            store = means.readNBytes(Asset.MAX_BLOCK);
        }
        var at = pdf.getXrefTable().get(reference.getKey());
        long from = at == null ? -1 : content(at, raw, in);
        if (from < 0) {
            throw new BadAsset(
                    "PDF 的清单附件已加密或不在其表所指之处", "the manifest in the PDF is encrypted, or not where its table says");
        }
        return new Stored(store, List.of(new Range(from, from + raw.length)));
    }

    /** Where the content of a stream lies whose object begins at {@code at}; -1 when it does not. */
    private static long content(long at, byte[] raw, Asset in) throws IOException {
        if (at < 0 || at >= in.size()) {
            return -1;
        }
        var head = new String(in.bytes(at, Math.min(LOOK, in.size() - at)), StandardCharsets.ISO_8859_1);
        var begin = BEGIN.matcher(head);
        while (begin.find()) {
            if (in.matches(at + begin.end(), raw)) {
                return at + begin.end();
            }
        }
        return -1;
    }

    @Override
    public Plan plan(Asset in) throws IOException {
        throw new BadAsset("PDF 的清单只读取，不签名", "manifests in PDFs are read here, and PDFs not signed");
    }
}
