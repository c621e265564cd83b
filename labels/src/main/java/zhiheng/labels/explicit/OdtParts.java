package zhiheng.labels.explicit;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import zhiheng.base.Text;
import zhiheng.labels.bytes.TextBytes;
import zhiheng.labels.document.Zip;

/** A document of words in OpenDocument. */
final class OdtParts extends OfficeParts {
    private static final String CONTENT = "content.xml";
    private static final Set<String> BLOCKS = Set.of("p", "h", "list", "table", "section", "table-of-content");
    private static final String NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";

    OdtParts(Zip zip) {
        super(zip);
    }

    @Override
    String text() throws IOException {
        return XmlPart.of(zip, CONTENT).words(Set.of("p", "h"), Set.of("p", "h"));
    }

    @Override
    Map<String, byte[]> with(String hint, ExplicitOptions.Place place) throws IOException, ExplicitRefusal {
        var part = XmlPart.of(zip, CONTENT);
        int body = -1;
        for (int i = 0; i < part.tags().size(); i++) {
            body = part.tags().get(i).local().equals("text")
                            && part.tags().get(i).depth() == 2
                    ? i
                    : body;
        }
        if (body < 0 || part.tags().get(body).empty()) {
            throw new ExplicitRefusal(
                    new Text("只支持 OpenDocument 文本文档", "of OpenDocument files only documents of words are supported"),
                    new Text("请在编辑软件中加入提示", "put the hint in with the editing program"));
        }
        int at = part.ends().get(body);
        for (int i = body + 1;
                place != ExplicitOptions.Place.END && i < part.tags().size();
                i++) {
            var tag = part.tags().get(i);
            if (tag.depth() == 3 && BLOCKS.contains(tag.local())) { // behind what is declared before the words
                at = tag.from();
                break;
            }
        }
        return Map.of(
                CONTENT,
                part.with(at, "<aigc:p xmlns:aigc=\"" + NAMESPACE + "\">【" + TextBytes.xmlEscape(hint) + "】</aigc:p>"));
    }
}
