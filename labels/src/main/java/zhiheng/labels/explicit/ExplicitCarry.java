package zhiheng.labels.explicit;

import java.nio.file.Path;
import zhiheng.base.Text;
import zhiheng.labels.FileReport;
import zhiheng.labels.LabelException;
import zhiheng.labels.Labels;

/** An encoder may lose or mangle the implicit label; what was there before is written again. */
final class ExplicitCarry {
    private ExplicitCarry() {}

    static void label(Path in, Path out) throws ExplicitRefusal {
        var labels = new Labels();
        FileReport before = labels.read(in);
        if (before.labels().isEmpty()) {
            return;
        }
        FileReport after = labels.read(out);
        if (after.labels().equals(before.labels())) {
            return;
        }
        try {
            labels.breaking().write(out, out, before.labels().getFirst().label());
        } catch (LabelException | IllegalArgumentException e) {
            throw new ExplicitRefusal(
                    new Text("隐式标识无法随新文件保留", "the implicit label cannot be kept in the new file: " + e.getMessage()),
                    new Text("请先更正隐式标识, 再加显式标识", "correct the implicit label first, then add the explicit one"));
        }
    }
}
