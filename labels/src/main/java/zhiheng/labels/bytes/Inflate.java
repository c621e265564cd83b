package zhiheng.labels.bytes;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Decompression that stops at a bound, whatever the data promise. */
public final class Inflate {
    public static final int MAX = 16 << 20;

    private Inflate() {}

    /** @param raw without zlib's header, as in zip files */
    public static byte[] all(byte[] compressed, int from, boolean raw, int max) throws BadFile {
        try (var inflater = new Inflater(raw)) {
            inflater.setInput(compressed, from, compressed.length - from);
            var out = new ByteArrayOutputStream();
            var buffer = new byte[8192];
            while (!inflater.finished()) {
                int n = inflater.inflate(buffer);
                if (n == 0 && !inflater.finished()) { // no more input, or a dictionary that nobody has
                    throw new BadFile("压缩数据不完整", "compressed data are incomplete");
                }
                out.write(buffer, 0, n);
                if (out.size() > max) {
                    throw new BadFile("解压后数据过大", "compressed data unfold to more than " + max + " bytes");
                }
            }
            return out.toByteArray();
        } catch (DataFormatException e) {
            throw new BadFile("压缩数据损坏", "compressed data are damaged");
        }
    }
}
