package zhiheng.provenance.c2pa;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import zhiheng.base.testing.Needed;

/** Small files of each format, made here. */
final class Samples {
    /** Each format by the end of its name, and its media type. */
    static final Map<String, String> TYPES = types();

    private static final String SVG = "<?xml version=\"1.0\"?>\n<!-- <svg> --><svg xmlns=\"http://www.w3.org/2000/svg\""
            + " width=\"9\" height=\"9\"><title>图</title><rect width=\"9\" height=\"9\"/></svg>\n";

    private Samples() {}

    private static Map<String, String> types() {
        var types = new LinkedHashMap<String, String>();
        types.put("jpg", "image/jpeg");
        types.put("png", "image/png");
        types.put("gif", "image/gif");
        types.put("tif", "image/tiff");
        types.put("svg", "image/svg+xml");
        types.put("webp", "image/webp");
        types.put("heic", "image/heic");
        types.put("avif", "image/avif");
        types.put("wav", "audio/wav");
        types.put("mp3", "audio/mpeg");
        types.put("flac", "audio/flac");
        types.put("m4a", "audio/mp4");
        types.put("mp4", "video/mp4");
        types.put("mov", "video/quicktime");
        types.put("avi", "video/x-msvideo");
        return types;
    }

    /** A file of this format in the folder. */
    static Path file(Path folder, String extension) {
        var file = folder.resolve("plain." + extension);
        try {
            switch (extension) {
                case "jpg", "png", "gif", "tif" -> Files.write(file, picture(extension));
                case "svg" -> Files.writeString(file, SVG);
                case "heic" -> run("heif-enc", folder, png(folder).toString(), "-o", file.toString());
                case "avif" -> run("avifenc", folder, png(folder).toString(), file.toString());
                case "webp" -> ffmpeg(folder, "-i", png(folder).toString(), file.toString());
                case "wav", "mp3", "flac", "m4a" -> ffmpeg(folder, "-f", "lavfi", "-i", "sine=d=0.3", file.toString());
                default ->
                    ffmpeg(
                            folder,
                            "-f",
                            "lavfi",
                            "-i",
                            "testsrc=d=0.4:s=64x48",
                            "-f",
                            "lavfi",
                            "-i",
                            "sine=d=0.4",
                            file.toString());
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return file;
    }

    private static Path png(Path folder) throws IOException {
        return Files.write(folder.resolve("source.png"), picture("png"));
    }

    static void ffmpeg(Path folder, String... arguments) {
        var all = new ArrayList<>(List.of("-v", "error", "-y"));
        all.addAll(List.of(arguments));
        run("ffmpeg", folder, all.toArray(String[]::new));
    }

    /** What a program says; a test fails when it ends with an error. */
    static String run(String program, Path folder, String... arguments) {
        Needed.program(program);
        var command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        try {
            var process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static byte[] picture(String format) {
        return picture(format, 48, 32);
    }

    static byte[] picture(String format, int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                image.setRGB(x, y, new Color(x * 5 % 256, y * 7 % 256, x * y % 256).getRGB());
            }
        }
        var out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalStateException("no writer of " + format);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }
}
