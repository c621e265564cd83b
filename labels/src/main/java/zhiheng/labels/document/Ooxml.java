package zhiheng.labels.document;

import java.io.IOException;
import java.util.LinkedHashMap;
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

/** DOCX, XLSX, PPTX and their templates: the label is the custom property {@code AIGC} in docProps/custom.xml. */
public final class Ooxml implements LabelFormat {
    private static final String PART = "docProps/custom.xml";
    private static final String TYPES = "[Content_Types].xml";
    private static final String RELATIONS = "_rels/.rels";
    private static final String TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml";
    private static final String RELATION =
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties";
    private static final String FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}";
    private static final Pattern PROPERTY = Pattern.compile(
            "<property\\b([^<>]*+)>\\s*+(<(?:\\w+:)?\\w+[^<>]*+>[^<]*+</(?:\\w+:)?\\w+\\s*>)\\s*+</property>");
    private static final Pattern NAME = Pattern.compile("\\bname\\s*=\\s*[\"']([^\"']*)[\"']");
    private static final Pattern PID = Pattern.compile("\\bpid\\s*=\\s*[\"'](\\d{1,9})[\"']");

    @Override
    public void read(Source in, Found found) throws IOException {
        var zip = new Zip(in, found);
        require(zip);
        String custom = zip.text(PART);
        if (custom != null) {
            edit(custom, found);
        }
    }

    @Override
    public void write(Source in, Sink out, ContentLabel label, Limits limits) throws IOException {
        var scratch = new Found(limits);
        var zip = new Zip(in, scratch);
        require(zip);
        Map<String, byte[]> changed = new LinkedHashMap<>();
        String custom = zip.text(PART);
        String rest = custom == null
                ? "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Properties"
                        + " xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\""
                        + " xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\"></Properties>"
                : edit(custom, scratch);
        changed.put(PART, TextBytes.bytes(before(rest, "</Properties>", property(rest, label), PART)));
        String types = text(zip, TYPES);
        if (!types.contains(TYPE)) {
            changed.put(
                    TYPES,
                    TextBytes.bytes(before(
                            types,
                            "</Types>",
                            "<Override PartName=\"/" + PART + "\" ContentType=\"" + TYPE + "\"/>",
                            TYPES)));
        }
        String relations = text(zip, RELATIONS);
        if (!relations.contains("relationships/custom-properties")) {
            String id = "rIdAIGC";
            while (relations.contains("\"" + id + "\"")) {
                id += "x";
            }
            changed.put(
                    RELATIONS,
                    TextBytes.bytes(before(
                            relations,
                            "</Relationships>",
                            "<Relationship Id=\"" + id + "\" Type=\"" + RELATION + "\" Target=\"" + PART + "\"/>",
                            RELATIONS)));
        }
        zip.write(out, changed);
    }

    private static void require(Zip zip) throws BadFile {
        if (!zip.has(TYPES) || !zip.has(RELATIONS)) {
            throw new BadFile("不是完整的 Office 文档", "this is not a whole Office document: " + RELATIONS + " is missing");
        }
        if (zip.names().stream().anyMatch(n -> n.startsWith("_xmlsignatures/"))) {
            throw new BadFile(
                    "文档带有数字签名, 修改会使其失效",
                    "the document carries a digital signature, which a label would break; label it before signing");
        }
    }

    /** The properties without the labels among them, which go to {@code found}. */
    private static String edit(String custom, Found found) throws BadFile {
        var out = new StringBuilder();
        Matcher m = PROPERTY.matcher(custom);
        int copied = 0;
        while (m.find()) {
            found.step();
            Matcher name = NAME.matcher(m.group(1));
            if (!name.find() || !name.group(1).contains("AIGC")) {
                continue;
            }
            String value = TextBytes.xmlUnescape(TextBytes.meant(m.group(2).replaceAll("<[^>]*>", "")));
            if (found.label("docProps/custom.xml " + name.group(1), value)) {
                out.append(custom, copied, m.start());
                copied = m.end();
            }
        }
        return out.append(custom.substring(copied)).toString();
    }

    private static String property(String rest, ContentLabel label) {
        int pid = 1;
        Matcher m = PID.matcher(rest);
        while (m.find()) {
            pid = Math.max(pid, Integer.parseInt(m.group(1)));
        }
        String vt = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes";
        return "<property fmtid=\"" + FORMAT_ID + "\" pid=\"" + (pid + 1) + "\" name=\"AIGC\"><vt:lpwstr xmlns:vt=\""
                + vt + "\">" + TextBytes.xmlEscape(label.json()) + "</vt:lpwstr></property>";
    }

    static String text(Zip zip, String name) throws IOException {
        String text = zip.text(name);
        if (text == null) {
            throw new BadFile("文档缺少 " + name, "the document lacks its part " + name);
        }
        return text;
    }

    static String before(String text, String closing, String insert, String part) throws BadFile {
        int at = text.lastIndexOf(closing);
        if (at < 0) {
            throw new BadFile(part + " 结构异常", "the part " + part + " is written in a way that is not yet supported");
        }
        return text.substring(0, at) + insert + text.substring(at);
    }
}
