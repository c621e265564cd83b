package zhiheng.provenance.traces;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.provenance.fingerprint.PictureFile;

/** The figures behind the traces in pixels, for those who set thresholds. */
public record Figures(double upsampling, double resampling, double doubleJpeg) {
    /** Of a picture's file. */
    public static Optional<Figures> of(Path file) throws IOException {
        var tables = JpegTables.read(file).orElse(null);
        return PictureFile.middle(file, Pixels.MOST).map(picture -> of(picture, tables));
    }

    static Figures of(BufferedImage picture, @Nullable JpegTables tables) {
        var pixels = new Pixels(picture);
        return new Figures(pixels.upsampling(), pixels.resampling(), tables == null ? 0 : pixels.doubleJpeg(tables));
    }
}
