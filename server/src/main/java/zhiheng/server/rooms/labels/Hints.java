package zhiheng.server.rooms.labels;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import zhiheng.base.Text;
import zhiheng.labels.LabelBatch;
import zhiheng.labels.LabelException;
import zhiheng.labels.Labels;
import zhiheng.labels.explicit.ExplicitCheck;
import zhiheng.labels.explicit.ExplicitLabel;
import zhiheng.labels.explicit.ExplicitMark;
import zhiheng.labels.explicit.ExplicitOptions;
import zhiheng.labels.label.ContentLabel;
import zhiheng.provenance.sight.WordReader;
import zhiheng.server.ground.http.JsonOut;

/**
 * The hint that people see or hear, looked for and put on. Words in pictures are read where the models for it are installed. Both cost
 * seconds of work, so only a few are done at once.
 */
final class Hints implements AutoCloseable {
    private static final int AT_ONCE = 2;

    private final Path models;
    private final Semaphore turns = new Semaphore(AT_ONCE);
    private Optional<WordReader> reader = Optional.empty();

    Hints(Path models) {
        this.models = models;
    }

    /** With the models that lie beside the launcher, if any. */
    static Hints installed() {
        return new Hints(WordReader.folder(Path.of(System.getProperty("zhiheng.home", "."))));
    }

    /** Models are opened when they are first needed, and again tried for where there were none. */
    private synchronized ExplicitOptions options() {
        reader = reader.or(() -> WordReader.in(models));
        return reader.map(ExplicitOptions.DEFAULT::withEye).orElse(ExplicitOptions.DEFAULT);
    }

    ExplicitCheck check(Path file) {
        turns.acquireUninterruptibly();
        try {
            return ExplicitLabel.check(file, options());
        } finally {
            turns.release();
        }
    }

    /** Both labels on a copy of the file: the hint first, since it changes the content. */
    Labels.Written write(Path in, Path out, ContentLabel label, Labels labels) throws LabelException {
        turns.acquireUninterruptibly();
        try {
            var job = new LabelBatch.Job(in, out, label);
            return switch (new ExplicitFirst(labels, ExplicitOptions.DEFAULT).label(job)) {
                case LabelBatch.Outcome.Done done -> done.written();
                case LabelBatch.Outcome.Failed failed -> throw new LabelException(in.toString(), failed.reason());
            };
        } finally {
            turns.release();
        }
    }

    static boolean found(ExplicitCheck check) {
        return check instanceof ExplicitCheck.Compliant || check instanceof ExplicitCheck.NonCompliant;
    }

    /** What a check says, in one sentence or a few. */
    static List<Text> told(ExplicitCheck check) {
        return switch (check) {
            case ExplicitCheck.Compliant c -> List.of(mark(c.mark()));
            case ExplicitCheck.NonCompliant n -> n.problems();
            case ExplicitCheck.NotFound n -> List.of(n.reason());
            case ExplicitCheck.Inconclusive i -> List.of(i.reason(), i.remedy());
        };
    }

    private static Text mark(ExplicitMark mark) {
        return switch (mark) {
            case ExplicitMark.Words w -> new Text("文字提示: " + w.words(), "words: " + w.words());
            case ExplicitMark.Drawn d -> drawn(d);
            case ExplicitMark.Filmed f -> drawn(f.drawn());
            case ExplicitMark.Rhythm r ->
                new Text("节奏标识, 位于 " + seconds(r.at()) + " 秒", "the rhythm, at " + seconds(r.at()) + " s");
            case ExplicitMark.Speech s ->
                new Text("语音标识, 位于 " + seconds(s.at()) + " 秒", "the spoken hint, at " + seconds(s.at()) + " s");
        };
    }

    private static Text drawn(ExplicitMark.Drawn d) {
        return new Text(
                "画面中的提示, 高 " + d.height() + ", 应不低于 " + d.requiredHeight(),
                "a hint in the picture, " + d.height() + " high, of " + d.requiredHeight() + " at least");
    }

    private static String seconds(java.time.Duration duration) {
        return String.valueOf(duration.toMillis() / 1000.0);
    }

    static Map<String, Object> json(ExplicitCheck check) {
        return JsonOut.map(
                "verdict",
                check.word(),
                "clause",
                check.clause(),
                "told",
                told(check).stream()
                        .map(text -> Map.of("zh", text.zh(), "en", text.en()))
                        .toList());
    }

    @Override
    public synchronized void close() {
        reader.ifPresent(WordReader::close);
        reader = Optional.empty();
    }
}
