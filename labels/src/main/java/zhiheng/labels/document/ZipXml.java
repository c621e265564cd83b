package zhiheng.labels.document;

import java.io.IOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Sink;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.bytes.TextBytes;
import zhiheng.labels.format.Found;
import zhiheng.labels.format.LabelFormat;
import zhiheng.labels.label.ContentLabel;

/**
 * EPUB (a meta element of the package document) and OFD (a CustomData of OFD.xml). The guides name no place for these two;
 * each label goes where its format keeps custom data.
 */
public final class ZipXml implements LabelFormat {
    private static final Pattern ROOT_FILE = Pattern.compile("\\bfull-path\\s*=\\s*[\"']([^\"']+)[\"']");
    private static final Pattern META = Pattern.compile(
            "<(?:opf:)?meta\\s+name=\"AIGC\"\\s+content=\"([^\"<>]*)\"\\s*(?:/>|>\\s*</(?:opf:)?meta>)");
    private static final Pattern CUSTOM =
            Pattern.compile("<(?:\\w+:)?CustomData\\s+Name=\"AIGC\"\\s*>([^<>]*)</(?:\\w+:)?CustomData>");
    private static final Pattern CLOSING_METADATA = Pattern.compile("</(opf:)?metadata\\s*>");
    private static final Pattern CLOSING_CUSTOM = Pattern.compile("</(\\w+:)?CustomDatas\\s*>");
    private static final Pattern CLOSING_INFO = Pattern.compile("</(\\w+:)?DocInfo\\s*>");

    private final boolean epub;

    public ZipXml(boolean epub) {
        this.epub = epub;
    }

    @Override
    public void read(Source in, Found found) throws IOException {
        var zip = new Zip(in, found);
        strip(Ooxml.text(zip, part(zip)), found);
    }

    @Override
    public void write(Source in, Sink out, ContentLabel label, Limits limits) throws IOException {
        var scratch = new Found(limits);
        var zip = new Zip(in, scratch);
        String part = part(zip);
        String rest = strip(Ooxml.text(zip, part), scratch);
        if (zip.has("META-INF/signatures.xml") || (!epub && rest.contains("Signatures>"))) {
            throw new BadFile(
                    "文档带有数字签名, 修改会使其失效",
                    "the document carries a digital signature, which a label would break; label it before signing");
        }
        String value = TextBytes.xmlEscape(label.json());
        String labelled;
        if (epub) {
            labelled = insert(rest, CLOSING_METADATA, "<%smeta name=\"AIGC\" content=\"" + value + "\"/>", part);
        } else if (CLOSING_CUSTOM.matcher(rest).find()) {
            labelled =
                    insert(rest, CLOSING_CUSTOM, "<%1$sCustomData Name=\"AIGC\">" + value + "</%1$sCustomData>", part);
        } else {
            labelled = insert(
                    rest,
                    CLOSING_INFO,
                    "<%1$sCustomDatas><%1$sCustomData Name=\"AIGC\">" + value + "</%1$sCustomData></%1$sCustomDatas>",
                    part);
        }
        zip.write(out, Map.of(part, TextBytes.bytes(labelled)));
    }

    private String strip(String text, Found found) throws BadFile {
        var out = new StringBuilder();
        Matcher m = (epub ? META : CUSTOM).matcher(text);
        int copied = 0;
        while (m.find()) {
            found.step();
            String place = epub ? "package metadata" : "OFD.xml CustomData";
            if (found.label(place, TextBytes.xmlUnescape(TextBytes.meant(m.group(1))))) {
                out.append(text, copied, m.start());
                copied = m.end();
            }
        }
        return out.append(text.substring(copied)).toString();
    }

    /** {@code %s} in what is inserted stands for the namespace prefix in use; label values have none of it. */
    private static String insert(String text, Pattern closing, String what, String part) throws BadFile {
        Matcher m = closing.matcher(text);
        if (!m.find()) {
            throw new BadFile(part + " 结构异常", "the part " + part + " is written in a way that is not yet supported");
        }
        String prefix = m.group(1) == null ? "" : m.group(1);
        return text.substring(0, m.start())
                + what.replace("%1$s", prefix).replace("<%s", "<" + prefix)
                + text.substring(m.start());
    }

    private String part(Zip zip) throws IOException {
        if (!epub) {
            return "OFD.xml";
        }
        Matcher m = ROOT_FILE.matcher(Ooxml.text(zip, "META-INF/container.xml"));
        if (!m.find()) {
            throw new BadFile("EPUB 没有包文档", "META-INF/container.xml names no package document");
        }
        return TextBytes.meant(TextBytes.xmlUnescape(m.group(1)));
    }
}
