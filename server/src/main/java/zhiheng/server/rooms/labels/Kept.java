package zhiheng.server.rooms.labels;

import java.nio.file.Path;
import zhiheng.base.Text;
import zhiheng.labels.LabelException;
import zhiheng.labels.Labels;
import zhiheng.labels.label.Binding;
import zhiheng.labels.label.FoundLabel;
import zhiheng.server.ground.http.SentFile;

/** Whether a file whose pixels were written anew still says what it said: the same labels, and no signature that no longer holds. */
record Kept(Labels labels) {
    void check(SentFile before, SentFile after, boolean breaking) throws LabelException {
        check(before.name(), before.path(), after.path(), breaking);
    }

    void check(String name, Path before, Path after, boolean breaking) throws LabelException {
        var was = labels.read(before);
        if (!breaking && !was.bindings().isEmpty()) {
            throw new LabelException(
                    name,
                    new Text(
                            "加水印会使其中的签名失效：" + zh(was.bindings().getFirst()) + "；确需如此时请允许失效。",
                            "a watermark breaks what vouches for the file: "
                                    + was.bindings().getFirst().text().en() + "; allow breaking if you want that"));
        }
        var said = was.labels().stream().map(FoundLabel::label).toList();
        var says = labels.read(after).labels().stream().map(FoundLabel::label).toList();
        if (!says.equals(said)) {
            throw new LabelException(
                    name,
                    new Text(
                            "加水印会丢失其中已有的标识；请先加水印，再写标识。",
                            "a watermark would lose the label that is in the file; mark first, then label"));
        }
    }

    private static String zh(Binding binding) {
        return binding.text().zh();
    }
}
