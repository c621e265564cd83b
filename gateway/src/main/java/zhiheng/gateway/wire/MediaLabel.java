package zhiheng.gateway.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.gateway.permit.Terms.ExplicitPlace;
import zhiheng.labels.LabelException;
import zhiheng.labels.Labels;
import zhiheng.labels.explicit.ExplicitLabel;
import zhiheng.labels.explicit.ExplicitOptions;
import zhiheng.labels.explicit.ExplicitOutcome;
import zhiheng.labels.label.ContentLabel;

/** Labels an image or a sound on its way through: the explicit label when the permit places one, then the implicit. Blocks. */
final class MediaLabel {
    /** The labelled bytes, or why the format cannot be labelled. */
    record Result(byte[] bytes, @Nullable String refused) {}

    private MediaLabel() {}

    static Result put(byte[] media, @Nullable ContentLabel label, ExplicitPlace place) {
        Path folder = null;
        try {
            folder = Files.createTempDirectory("label");
            var file = Files.write(folder.resolve("in"), media);
            if (place != ExplicitPlace.INTERFACE) {
                var marked = folder.resolve("marked");
                var where = place == ExplicitPlace.START ? ExplicitOptions.Place.START : ExplicitOptions.Place.END;
                switch (ExplicitLabel.apply(file, marked, ExplicitOptions.DEFAULT.withPlace(where))) {
                    case ExplicitOutcome.Done done -> file = marked;
                    case ExplicitOutcome.Refused refused -> {
                        return new Result(
                                media,
                                refused.reason().zh() + " / " + refused.reason().en());
                    }
                }
            }
            if (label != null) {
                var labelled = folder.resolve("labelled");
                new Labels().breaking().write(file, labelled, label);
                file = labelled;
            }
            return new Result(Files.readAllBytes(file), null);
        } catch (LabelException e) {
            return new Result(media, Errors.both(e.reason()));
        } catch (IOException e) {
            return new Result(media, Errors.both(new Text("临时文件不可用", "no room for a temporary file")));
        } finally {
            remove(folder);
        }
    }

    private static void remove(@Nullable Path folder) {
        if (folder == null) {
            return;
        }
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            System.getLogger(MediaLabel.class.getName())
                    .log(System.Logger.Level.WARNING, "a temporary file was left: {0}", folder);
        }
    }
}
