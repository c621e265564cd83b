package zhiheng.labels.explicit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.bytes.TextBytes;
import zhiheng.labels.format.Found;

/** The chunks of a PNG that go along when its pixels are coded again. */
final class PngParts {
    /** Those that the coder writes itself, or that describe the pixels as they were coded. */
    private static final Set<String> OF_THE_PIXELS =
            Set.of("IHDR", "PLTE", "IDAT", "IEND", "tRNS", "bKGD", "hIST", "sBIT", "sPLT");

    private PngParts() {}

    static boolean animated(Path file) throws IOException {
        try (Source in = Source.open(file)) {
            for (long at = 8; at + 12 <= in.size() && !in.matches(at + 4, "IDAT"); at += 12 + in.u32(at)) {
                if (in.matches(at + 4, "acTL")) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Puts the other chunks of {@code old} into the freshly coded file, before or behind the pixels as they were. */
    static void adopt(Path old, Path fresh) throws IOException {
        var before = new ByteArrayOutputStream();
        var behind = new ByteArrayOutputStream();
        var found = new Found(Limits.DEFAULT);
        try (Source in = Source.open(old)) {
            boolean pixels = false;
            for (long at = 8; at + 12 <= in.size(); ) {
                found.step();
                long length = 12 + in.u32(at);
                String type = TextBytes.latin1(in.bytes(at + 4, 4));
                in.require(at, length);
                pixels |= type.equals("IDAT");
                if (!OF_THE_PIXELS.contains(type)) {
                    (pixels ? behind : before).writeBytes(in.bytes(at, length, Limits.DEFAULT));
                }
                at += length;
            }
        }
        byte[] coded = Files.readAllBytes(fresh);
        int header = 8 + 25;
        int end = coded.length - 12;
        try (var out = Files.newOutputStream(fresh)) {
            out.write(coded, 0, header);
            before.writeTo(out);
            out.write(coded, header, end - header);
            behind.writeTo(out);
            out.write(coded, end, 12);
        }
    }
}
