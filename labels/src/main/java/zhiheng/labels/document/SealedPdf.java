package zhiheng.labels.document;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Sink;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.format.Found;
import zhiheng.labels.format.Keyed;
import zhiheng.labels.format.LabelJson;
import zhiheng.labels.label.ContentLabel;

/**
 * A PDF that is encrypted and that everybody can open, since its user password is empty (ISO 32000-1, 7.6): read, and, where its author
 * allows changes, written as an incremental update. PDFBox does the ciphers; it holds the file in memory, so its size is bounded.
 */
final class SealedPdf {
    private SealedPdf() {}

    private static PDDocument open(Source in, Limits limits) throws IOException {
        try {
            var pdf = Loader.loadPDF(new RandomAccessReadBuffer(in.bytes(0, in.size(), limits)));
            if (pdf.isEncrypted()) {
                return pdf;
            }
            pdf.close(); // what PDFBox mended by guess is not the file as it says it is
            throw new IOException("not encrypted as its trailer says");
        } catch (InvalidPasswordException e) {
            throw new BadFile(
                    "PDF 已用密码加密: 标识无法读取, 也不能写入; 请先解密, 或在加密之前标识",
                    "the PDF is encrypted with a password: its label can be neither read nor written; decrypt it, or label before encrypting");
        } catch (BadFile e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new BadFile("加密的 PDF 结构异常", "the encrypted PDF is broken");
        }
    }

    static void read(Source in, Found found) throws IOException {
        try (var pdf = open(in, found.limits())) {
            for (var entry : texts(pdf.getDocumentInformation().getCOSObject()).entrySet()) {
                var keyed = Keyed.of(entry.getKey(), entry.getValue());
                if (keyed != null) {
                    keyed.tell(found, "Info /" + entry.getKey());
                }
            }
        }
    }

    private static Map<String, String> texts(COSDictionary info) {
        var texts = new TreeMap<String, String>();
        for (var key : info.keySet()) {
            if (info.getDictionaryObject(key) instanceof COSString text) {
                texts.put(key.getName(), text.getString());
            }
        }
        return texts;
    }

    static void write(Source in, Sink out, ContentLabel label, Limits limits) throws IOException {
        try (var pdf = open(in, limits)) {
            if (!pdf.getCurrentAccessPermission().canModify()) {
                throw new BadFile(
                        "PDF 的作者不允许修改, 不写入标识; 请在保护之前标识",
                        "the author of the PDF does not allow changes, so it is not labelled; label it before it is protected");
            }
            var info = pdf.getDocumentInformation().getCOSObject();
            for (var key : List.copyOf(info.keySet())) {
                if (info.getDictionaryObject(key) instanceof COSString text) {
                    var keyed = Keyed.of(key.getName(), text.getString());
                    if (keyed != null && LabelJson.isLabel(keyed.value())) {
                        info.removeItem(key);
                    }
                }
            }
            info.setString(COSName.getPDFName("AIGC"), label.json());
            info.setNeedToBeUpdated(true);
            pdf.getDocument().getTrailer().setNeedToBeUpdated(true);
            var updated = new ByteArrayOutputStream();
            pdf.saveIncremental(updated);
            out.write(updated.toByteArray());
        }
    }
}
