package zhiheng.labels.document;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiheng.labels.FormatChecks.LABEL;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.labels.Labels;
import zhiheng.labels.Tools;
import zhiheng.labels.bytes.TextBytes;

/** LibreOffice opens the Office documents that we labelled and shows the label among their properties. */
public class OfficeTest {
    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
    private static final String OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String ML = "application/vnd.openxmlformats-officedocument.";

    @TempDir
    private Path dir;

    private static Map<String, String> parts(String main, String type, String... overrides) {
        var types = new StringBuilder(HEAD + "<Types xmlns=\"" + PACKAGE + "content-types\">"
                + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>");
        types.append(override(main, type));
        for (int i = 0; i < overrides.length; i += 2) {
            types.append(override(overrides[i], overrides[i + 1]));
        }
        var parts = new LinkedHashMap<String, String>();
        parts.put("[Content_Types].xml", types + "</Types>");
        parts.put("_rels/.rels", relations("officeDocument", main));
        return parts;
    }

    private static String override(String part, String type) {
        return "<Override PartName=\"/" + part + "\" ContentType=\"" + ML + type + "+xml\"/>";
    }

    private static String relations(String kind, String target) {
        return HEAD + "<Relationships xmlns=\"" + PACKAGE + "relationships\"><Relationship Id=\"rId1\" Type=\"" + OFFICE
                + "/" + kind + "\" Target=\"" + target + "\"/></Relationships>";
    }

    public static byte[] docx() throws Exception {
        var parts = parts("word/document.xml", "wordprocessingml.document.main");
        parts.put(
                "word/document.xml",
                HEAD
                        + "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r>"
                        + "<w:t>A kept line</w:t></w:r></w:p></w:body></w:document>");
        return DocumentsTest.zip(parts);
    }

    public static byte[] xlsx() throws Exception {
        String space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        var parts = parts(
                "xl/workbook.xml", "spreadsheetml.sheet.main", "xl/worksheets/sheet1.xml", "spreadsheetml.worksheet");
        parts.put(
                "xl/workbook.xml",
                HEAD + "<workbook xmlns=\"" + space + "\" xmlns:r=\"" + OFFICE
                        + "\"><sheets><sheet name=\"s\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
        parts.put("xl/_rels/workbook.xml.rels", relations("worksheet", "worksheets/sheet1.xml"));
        parts.put(
                "xl/worksheets/sheet1.xml",
                HEAD + "<worksheet xmlns=\"" + space + "\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is>"
                        + "<t>A kept line</t></is></c></row></sheetData></worksheet>");
        return DocumentsTest.zip(parts);
    }

    public static byte[] pptx() throws Exception {
        String spaces = "xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\" xmlns:r=\"" + OFFICE
                + "\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"";
        var parts = parts(
                "ppt/presentation.xml",
                "presentationml.presentation.main",
                "ppt/slides/slide1.xml",
                "presentationml.slide");
        parts.put(
                "ppt/presentation.xml",
                HEAD + "<p:presentation " + spaces + "><p:sldIdLst><p:sldId id=\"256\" r:id=\"rId1\"/></p:sldIdLst>"
                        + "<p:sldSz cx=\"9144000\" cy=\"6858000\"/></p:presentation>");
        parts.put("ppt/_rels/presentation.xml.rels", relations("slide", "slides/slide1.xml"));
        parts.put(
                "ppt/slides/slide1.xml",
                HEAD + "<p:sld " + spaces
                        + "><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/>"
                        + "<p:nvPr/></p:nvGrpSpPr><p:grpSpPr/><p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"t\"/><p:cNvSpPr/>"
                        + "<p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"900000\" cy=\"900000\"/>"
                        + "</a:xfrm><a:prstGeom prst=\"rect\"/></p:spPr><p:txBody><a:bodyPr/><a:p><a:r><a:t>A kept line</a:t>"
                        + "</a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:sld>");
        return DocumentsTest.zip(parts);
    }

    @Test
    void libre_office_shows_the_label_among_the_properties() throws Exception {
        Tools.require("soffice");
        check("a.docx", docx(), "fodt");
        check("b.xlsx", xlsx(), "fods");
        check("c.pptx", pptx(), "fodp");
    }

    private void check(String name, byte[] file, String flat) throws Exception {
        Path in = Files.write(dir.resolve("in-" + name), file);
        Path out = dir.resolve(name);
        new Labels().write(in, out, LABEL);
        Tools.run(
                "soffice",
                "-env:UserInstallation=" + dir.resolve("profile").toUri(),
                "--headless",
                "--convert-to",
                flat,
                "--outdir",
                dir.toString(),
                out.toString());
        String text = Files.readString(dir.resolve(name.replaceAll("\\.\\w+$", "." + flat)));
        String property = text.replaceAll("(?s).*<meta:user-defined meta:name=\"AIGC\"[^>]*>([^<]*)<.*", "$1");

        assertThat(TextBytes.xmlUnescape(property)).as(name).isEqualTo(LABEL.json());
        assertThat(text).as(name).contains("A kept line");
    }
}
