package zhiheng.server.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import zhiheng.base.testing.Needed;

/** Reads PDF files with the programs of another project. */
public final class Poppler {
    private Poppler() {}

    /** The text in the order of the page. */
    public static String text(byte[] pdf) throws Exception {
        return run(pdf, List.of("pdftotext", "-layout"), List.of("-"));
    }

    public static String info(byte[] pdf) throws Exception {
        return run(pdf, List.of("pdfinfo"), List.of());
    }

    /** The tree of its tags with their text. */
    public static String structure(byte[] pdf) throws Exception {
        return run(pdf, List.of("pdfinfo", "-struct-text"), List.of());
    }

    /** Its fonts: whether each is embedded, in part, with a way back to the text. */
    public static String fonts(byte[] pdf) throws Exception {
        return run(pdf, List.of("pdffonts"), List.of());
    }

    /** The first file that is attached. */
    public static byte[] attached(byte[] pdf) throws Exception {
        var out = Files.createTempFile("attached", "");
        try {
            run(pdf, List.of("pdfdetach", "-save", "1", "-o", out.toString()), List.of());
            return Files.readAllBytes(out);
        } finally {
            Files.delete(out);
        }
    }

    private static String run(byte[] pdf, List<String> before, List<String> after) throws IOException {
        Needed.program(before.getFirst());
        Path file = Files.createTempFile("paper", ".pdf");
        try {
            Files.write(file, pdf);
            var command = new ArrayList<>(before);
            command.add(file.toString());
            command.addAll(after);
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(said);
            }
            return said;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            Files.delete(file);
        }
    }
}
