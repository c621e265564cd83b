package zhiheng.labels.explicit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.labels.label.Format;

/** The explicit label of an animation and of a TIFF of several pages (GB 45438-2025, 5.2): on every picture. */
final class ExplicitFrames implements ExplicitFiles.Medium {
    /** Beyond this many pictures a check looks no further. */
    private static final int MOST_LOOKED_AT = 500;

    @Override
    public String clause() {
        return "5.2";
    }

    @Override
    public ExplicitOutcome.Done apply(Path in, Path temp, Format format, ExplicitOptions options)
            throws IOException, ExplicitRefusal {
        var font = HintFont.find(options);
        var first = new ArrayList<ExplicitMark>();
        Text how = Frames.of(in, format).write(temp, image -> {
            var mark = ExplicitImage.draw(image, 1, options, font);
            if (first.isEmpty()) {
                first.add(mark);
            }
        });
        ExplicitCarry.label(in, temp);
        ExplicitRefusal.readBack(check(temp, format, options));
        return new ExplicitOutcome.Done(format, clause(), first.getFirst(), how);
    }

    @Override
    public ExplicitCheck check(Path file, Format format, ExplicitOptions options) throws IOException, ExplicitRefusal {
        var sight = new Sight(new HintFinder(HintTemplate.usual(options)));
        Frames.of(file, format).read(image -> sight.picture(Luma.of(image)));
        return sight.judged(clause());
    }

    /** Goes from picture to picture: where one of the same size had the hint, the next is first looked at there. */
    private static final class Sight {
        private final HintFinder finder;
        private HintFinder.@Nullable Match match;
        private ExplicitMark.@Nullable Drawn mark;
        private final List<Text> problems = new ArrayList<>();
        private int width;
        private int height;
        private int pictures;
        private int without;
        private int lines;

        Sight(HintFinder finder) {
            this.finder = finder;
        }

        void picture(Luma picture) {
            if (++pictures > MOST_LOOKED_AT) {
                return;
            }
            var before = match;
            boolean same = before != null && picture.width() == width && picture.height() == height;
            if (same && before != null && finder.still(picture, before)) {
                return;
            }
            var seen = finder.look(picture);
            lines += seen.lines();
            match = seen.match().orElse(null);
            width = picture.width();
            height = picture.height();
            if (seen.match().isEmpty()) {
                without++;
                return;
            }
            var drawn = ExplicitImage.drawn(width, height, seen.match().get());
            mark = mark == null ? drawn : mark;
            problems.addAll(ExplicitImage.problems(width, height, drawn));
        }

        ExplicitCheck judged(String clause) {
            var found = mark;
            if (pictures > MOST_LOOKED_AT) {
                return new ExplicitCheck.Inconclusive(
                        clause,
                        new Text(
                                "画面过多, 只查看了前 " + MOST_LOOKED_AT + " 幅",
                                "only the first " + MOST_LOOKED_AT + " pictures were looked at"),
                        new Text("请抽查其余画面", "look at some of the others"));
            }
            if (found == null) {
                return ExplicitImage.missing(clause, lines);
            }
            if (without > 0) {
                problems.add(new Text(
                        pictures + " 幅画面中有 " + without + " 幅未见标识 (5.2)",
                        without + " of " + pictures + " pictures lack the hint (5.2)"));
            }
            return problems.isEmpty()
                    ? new ExplicitCheck.Compliant(clause, found)
                    : new ExplicitCheck.NonCompliant(clause, found, List.copyOf(problems));
        }
    }

    /** Of an animation or many pages, else of the one picture. */
    static ExplicitFiles.Medium orOne(Path file, Format format) throws IOException {
        return Frames.areIn(file, format) ? new ExplicitFrames() : new ExplicitImage();
    }
}
