package zhiheng.server.rooms.labels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import zhiheng.base.Text;
import zhiheng.labels.LabelBatch;
import zhiheng.labels.LabelException;
import zhiheng.labels.Labels;
import zhiheng.labels.explicit.ExplicitLabel;
import zhiheng.labels.explicit.ExplicitOptions;
import zhiheng.labels.explicit.ExplicitOutcome;
import zhiheng.labels.label.Format;

/**
 * Both labels on one file: what people see or hear first, since it changes the content, then the implicit one. A format
 * without metadata (plain text, BMP) gets the explicit one alone.
 */
record ExplicitFirst(Labels labels, ExplicitOptions options) {
    LabelBatch.Outcome label(LabelBatch.Job job) {
        var name = "." + UUID.randomUUID() + "." + job.out().getFileName();
        var seen = job.out().toAbsolutePath().resolveSibling(name);
        var bound = labels.forbids(job.in());
        if (bound.isPresent()) {
            return new LabelBatch.Outcome.Failed(job, bound.get());
        }
        try {
            return switch (ExplicitLabel.apply(job.in(), seen, options)) {
                case ExplicitOutcome.Refused refused -> new LabelBatch.Outcome.Failed(job, both(refused));
                case ExplicitOutcome.Done done -> implicit(job, seen, done);
            };
        } catch (LabelException e) {
            return new LabelBatch.Outcome.Failed(job, e.reason());
        } catch (IOException e) {
            return new LabelBatch.Outcome.Failed(
                    job, new Text("读写失败: " + e.getMessage(), "cannot read or write: " + e.getMessage()));
        } finally {
            try {
                Files.deleteIfExists(seen);
            } catch (IOException e) {
                // a left-over temporary file harms nobody
            }
        }
    }

    private LabelBatch.Outcome implicit(LabelBatch.Job job, Path seen, ExplicitOutcome.Done done)
            throws IOException, LabelException {
        if (isWithoutMetadata(done.format())) {
            Files.move(seen, job.out(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new LabelBatch.Outcome.Done(
                    job, new Labels.Written(done.format(), job.label(), List.of(), List.of()));
        }
        return new LabelBatch.Outcome.Done(job, labels.write(seen, job.out(), job.label()));
    }

    static boolean isWithoutMetadata(Format format) {
        return format == Format.TEXT || format == Format.BMP;
    }

    private static Text both(ExplicitOutcome.Refused refused) {
        return new Text(
                refused.reason().zh() + "；" + refused.remedy().zh(),
                refused.reason().en() + "; " + refused.remedy().en());
    }
}
