package zhiheng.labels.explicit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.TextBytes;
import zhiheng.labels.document.Zip;
import zhiheng.labels.format.XmlScan;
import zhiheng.labels.format.XmlText;

/** A part with all its tags; {@code ends} has, for each, where its end tag begins. */
record XmlPart(String name, XmlText text, List<XmlScan.Tag> tags, List<Integer> ends) {
    static XmlPart of(Zip zip, String name) throws IOException {
        var bytes = zip.bytes(name);
        if (bytes == null) {
            throw new BadFile("文档缺少 " + name, "the document lacks " + name);
        }
        var text = XmlText.of(bytes);
        var tags = new ArrayList<XmlScan.Tag>();
        var ends = new ArrayList<Integer>();
        var open = new ArrayList<Integer>();
        boolean sound = XmlScan.isSound(text.view(), new XmlScan.Visitor() {
            @Override
            public void start(XmlScan.Tag tag) {
                open.add(tags.size());
                tags.add(tag);
                ends.add(tag.to());
            }

            @Override
            public void end(XmlScan.Tag tag, int from, int to) {
                ends.set(open.removeLast(), from);
            }
        });
        if (!sound || tags.isEmpty()) {
            throw new BadFile(name + " 不规范", "the part " + name + " is no sound XML");
        }
        return new XmlPart(name, text, tags, ends);
    }

    XmlScan.Tag root() {
        return tags.getFirst();
    }

    /** The place of the first tag of this name, or -1. */
    int first(String local) {
        for (int i = 0; i < tags.size(); i++) {
            if (tags.get(i).local().equals(local)) {
                return i;
            }
        }
        return -1;
    }

    /** With words put in at a place of the view. */
    byte[] with(int at, String more) {
        return text.bytes(text.view().substring(0, at)
                + ExplicitOffice.latin1(more)
                + text.view().substring(at));
    }

    /** The words of elements of these names; a paragraph ends a line. What is deleted, hidden or a command of a field is not read. */
    String words(Set<String> words, Set<String> paragraphs) throws BadFile {
        var out = new StringBuilder();
        var view = text.view();
        XmlScan.isSound(view, new XmlScan.Visitor() {
            private int inside = -1;
            private boolean hidden;

            @Override
            public void start(XmlScan.Tag tag) {
                if (tag.local().equals("r") || tag.local().equals("p")) {
                    hidden = false;
                }
                hidden |= tag.local().equals("vanish");
                inside = inside < 0 && words.contains(tag.local()) ? tag.depth() : inside;
            }

            @Override
            public void text(int from, int to, boolean cdata) {
                if (inside >= 0 && !hidden) {
                    var piece = TextBytes.meant(view.substring(from, to));
                    out.append(cdata ? piece : TextBytes.xmlUnescape(piece));
                }
            }

            @Override
            public void end(XmlScan.Tag tag, int from, int to) {
                inside = inside == tag.depth() ? -1 : inside;
                if (paragraphs.contains(tag.local())) {
                    out.append('\n');
                }
            }
        });
        return out.toString();
    }
}
