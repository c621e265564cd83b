package zhiheng.labels.explicit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.TextBytes;
import zhiheng.labels.document.Zip;

/** Slides. */
final class PptxParts extends OfficeParts {
    private static final String A = "http://schemas.openxmlformats.org/drawingml/2006/main";
    private static final String P = "http://schemas.openxmlformats.org/presentationml/2006/main";
    private static final int EMU_PER_POINT = 12_700;

    private final String main;

    PptxParts(Zip zip, String main) {
        super(zip);
        this.main = main;
    }

    private List<String> slides(XmlPart presentation) throws IOException {
        var relations = relations(zip, main);
        var slides = new ArrayList<String>();
        for (var tag : presentation.tags()) {
            if (tag.local().equals("sldId") && slides.size() < MOST_PARTS) {
                var slide = target(relations, relation(tag));
                if (slide != null) {
                    slides.add(slide);
                }
            }
        }
        return slides;
    }

    @Override
    String text() throws IOException {
        var out = new StringBuilder();
        for (var slide : slides(XmlPart.of(zip, main))) {
            var part = XmlPart.of(zip, slide);
            if (!"0".equals(part.root().value("show"))) {
                out.append(part.words(Set.of("t"), Set.of("p"))).append('\n');
            }
        }
        return out.toString();
    }

    @Override
    Map<String, byte[]> with(String hint, ExplicitOptions.Place place) throws IOException {
        var presentation = XmlPart.of(zip, main);
        var slides = slides(presentation);
        int size = presentation.first("sldSz");
        if (slides.isEmpty() || size < 0) {
            throw new BadFile("演示文稿没有幻灯片", "the presentation has no slide");
        }
        var part = XmlPart.of(zip, place == ExplicitOptions.Place.END ? slides.getLast() : slides.getFirst());
        int tree = part.first("spTree");
        if (tree < 0 || part.tags().get(tree).empty()) {
            throw new BadFile("幻灯片没有图形", "the slide has no shapes");
        }
        long id = 1;
        for (var tag : part.tags()) {
            id = tag.local().equals("cNvPr") ? Math.max(id, number(tag.value("id"))) : id;
        }
        var sheet = presentation.tags().get(size);
        int at = part.ends().get(tree);
        for (int i = tree; i < part.tags().size(); i++) { // extensions stay last
            var tag = part.tags().get(i);
            boolean own = tag.depth() == part.tags().get(tree).depth() + 1;
            at = own && tag.local().equals("extLst") && tag.from() < at ? tag.from() : at;
        }
        return Map.of(
                part.name(), part.with(at, shape(hint, number(sheet.value("cx")), number(sheet.value("cy")), id + 1)));
    }

    /** A box at the lower left, of letters whose ink is 5 % of the slide's shortest side. */
    private static String shape(String hint, long width, long height, long id) {
        long shortest = Math.min(width, height);
        long points = Math.max(10, Math.round(shortest * 0.0625 / EMU_PER_POINT));
        long high = points * EMU_PER_POINT * 2;
        long wide = Math.min(width, points * EMU_PER_POINT * (hint.length() + 2));
        var fill = "<a:solidFill><a:srgbClr val=\"%s\"/></a:solidFill>";
        return "<p:sp xmlns:p=\"" + P + "\" xmlns:a=\"" + A + "\"><p:nvSpPr><p:cNvPr id=\"" + id
                + "\" name=\"AIGC\"/><p:cNvSpPr txBox=\"1\"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x=\"0\" y=\""
                + (height - high) + "\"/><a:ext cx=\"" + wide + "\" cy=\"" + high
                + "\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom>" + fill.formatted("000000")
                + "</p:spPr><p:txBody><a:bodyPr wrap=\"none\" anchor=\"ctr\"/><a:lstStyle/><a:p><a:r><a:rPr lang=\"zh-CN\" sz=\""
                + points * 100 + "\">" + fill.formatted("FFFFFF") + "</a:rPr><a:t>" + TextBytes.xmlEscape(hint)
                + "</a:t></a:r></a:p></p:txBody></p:sp>";
    }
}
