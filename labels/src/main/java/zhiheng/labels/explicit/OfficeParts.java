package zhiheng.labels.explicit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.document.Zip;
import zhiheng.labels.format.XmlScan;
import zhiheng.labels.label.Format;

/** The parts of an office file that people read, found by its relationships (OPC, 9.3), and a hint put into one of them. */
abstract class OfficeParts {
    static final String TYPES = "[Content_Types].xml";
    static final int MOST_PARTS = 2000;

    final Zip zip;

    OfficeParts(Zip zip) {
        this.zip = zip;
    }

    /** What people read, in its order. */
    abstract String text() throws IOException;

    /** The parts that change so that the hint is there. */
    abstract Map<String, byte[]> with(String hint, ExplicitOptions.Place place) throws IOException, ExplicitRefusal;

    static OfficeParts of(Zip zip, Format format) throws IOException, ExplicitRefusal {
        if (format == Format.ODF) {
            return new OdtParts(zip);
        }
        var main = relations(zip, "").stream()
                .filter(r -> r.type.endsWith("/officeDocument"))
                .findFirst()
                .orElseThrow(() -> new BadFile("文档没有主要部分", "the package names no main part"));
        var root = XmlPart.of(zip, main.target).root().local();
        return switch (root) {
            case "document" -> new DocxParts(zip, main.target);
            case "presentation" -> new PptxParts(zip, main.target);
            case "workbook" -> new XlsxParts(zip, main.target);
            default ->
                throw new ExplicitRefusal(
                        new Text("不认识的 Office 文档: " + root, "this kind of Office file is not known: " + root),
                        new Text("请在编辑软件中加入提示", "put the hint in with the editing program"));
        };
    }

    /** One relationship: its name, the end of its kind, and the part that it leads to. */
    record Relation(String id, String type, String target) {}

    /** The relationships of a part, or of the package itself ({@code ""}); those that lead outside are left out. */
    static List<Relation> relations(Zip zip, String part) throws IOException {
        int slash = part.lastIndexOf('/');
        var folder = part.substring(0, slash + 1);
        var name = zip.alike(folder + "_rels/" + part.substring(slash + 1) + ".rels");
        var all = new ArrayList<Relation>();
        if (zip.has(name)) {
            XmlPart.of(zip, name).tags().forEach(tag -> {
                var id = tag.value("Id");
                var type = tag.value("Type");
                var target = tag.value("Target");
                if (id != null && type != null && target != null && !"External".equals(tag.value("TargetMode"))) {
                    all.add(new Relation(id, type, zip.alike(resolved(folder, target))));
                }
            });
        }
        return all;
    }

    private static String resolved(String folder, String target) {
        if (target.startsWith("/")) {
            return target.substring(1);
        }
        var steps = new ArrayList<String>();
        for (var step : (folder + target).split("/")) {
            if (step.equals("..") && !steps.isEmpty()) {
                steps.removeLast();
            } else if (!step.equals(".")) {
                steps.add(step);
            }
        }
        return String.join("/", steps);
    }

    /** The part that a relationship of another leads to. */
    static @Nullable String target(List<Relation> relations, @Nullable String id) {
        return relations.stream()
                .filter(r -> r.id.equals(id))
                .map(Relation::target)
                .findFirst()
                .orElse(null);
    }

    static @Nullable String relation(XmlScan.Tag tag) {
        for (var attribute : tag.attributes()) {
            if (attribute.local().equals("id") && tag.uri(attribute).endsWith("/relationships")) {
                return attribute.meant();
            }
        }
        return null;
    }

    static long number(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,15}") ? Long.parseLong(text) : 0;
    }
}
