package zhiheng.provenance.traces;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The quantisation table of a JPEG's brightness, in rows, and whether it is one of the standard's (ITU-T T.81, K.1) by its quality. */
record JpegTables(int[] light) {
    private static final int[] ZIGZAG = {
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14,
        21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60,
        61, 54, 47, 55, 62, 63
    };
    private static final int[] STANDARD = {
        16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29,
        51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121,
        120, 101, 72, 92, 95, 98, 112, 100, 103, 99
    };
    private static final int MOST = 8 << 20;

    static Optional<JpegTables> read(Path file) throws IOException {
        byte[] bytes;
        try (var in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MOST);
        }
        if (bytes.length < 4 || (bytes[0] & 0xff) != 0xff || (bytes[1] & 0xff) != 0xd8) {
            return Optional.empty();
        }
        for (int at = 2; at + 4 <= bytes.length; ) {
            int marker = bytes[at + 1] & 0xff;
            int length = (bytes[at + 2] & 0xff) << 8 | bytes[at + 3] & 0xff;
            if ((bytes[at] & 0xff) != 0xff || marker == 0xda || length < 2) {
                break;
            }
            if (marker == 0xdb) {
                var table = table(bytes, at + 4, Math.min(bytes.length, at + 2 + length));
                if (table != null) {
                    return Optional.of(new JpegTables(table));
                }
            }
            at += 2 + length;
        }
        return Optional.empty();
    }

    private static int @Nullable [] table(byte[] bytes, int from, int until) {
        for (int at = from; at < until; ) {
            int wide = (bytes[at] >> 4 & 15) == 0 ? 1 : 2;
            int number = bytes[at] & 15;
            if (at + 1 + 64 * wide > until) {
                return null;
            }
            if (number == 0) {
                var table = new int[64];
                for (int i = 0; i < 64; i++) {
                    int place = at + 1 + i * wide;
                    int value = bytes[place] & 0xff;
                    table[ZIGZAG[i]] = Math.max(1, wide == 1 ? value : value << 8 | bytes[place + 1] & 0xff);
                }
                return table;
            }
            at += 1 + 64 * wide;
        }
        return null;
    }

    /** The quality of the usual scaling at which the table is the standard's; -1 for a table of its own. */
    int quality() {
        for (int quality = 1; quality <= 100; quality++) {
            int scale = quality < 50 ? 5_000 / quality : 200 - 2 * quality;
            int off = 0;
            for (int i = 0; i < 64; i++) {
                int usual = Math.clamp((STANDARD[i] * scale + 50) / 100, 1, 255);
                off = Math.max(off, Math.abs(usual - light[i]));
            }
            if (off <= 1) {
                return quality;
            }
        }
        return -1;
    }

    Trace trace() {
        int quality = quality();
        return new Trace(TraceKind.TABLES, quality < 0 ? "own" : "standard " + quality, "");
    }
}
