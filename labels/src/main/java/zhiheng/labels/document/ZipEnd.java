package zhiheng.labels.document;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Sink;
import zhiheng.labels.bytes.Source;

/**
 * The end of a zip archive: where its directory is, also in the form with 64 bits (APPNOTE 6.3, 4.3.14 to 4.3.16).
 *
 * @param at where the directory must have ended
 */
record ZipEnd(long at, long count, long directory, byte[] comment) {
    private static final long NARROW = 0xffff_ffffL;

    static ZipEnd find(Source in) throws IOException {
        long end = record(in);
        byte[] comment = in.bytes(end + 22, in.u16le(end + 20));
        long count = in.u16le(end + 10);
        long size = in.u32le(end + 12);
        long directory = in.u32le(end + 16);
        boolean wide = end >= 20 && in.u32le(end - 20) == 0x07064b50L;
        if (!wide) {
            if (in.u16le(end + 4) != 0) {
                throw new BadFile("分卷压缩包不受支持", "the archive is split over several files");
            }
            return checked(end, count, size, directory, comment);
        }
        long at = in.u64le(end - 12);
        if (at > end - 76 || in.u32le(at) != 0x06064b50L) {
            throw broken();
        }
        return checked(at, in.u64le(at + 32), in.u64le(at + 40), in.u64le(at + 48), comment);
    }

    private static ZipEnd checked(long at, long count, long size, long directory, byte[] comment) throws BadFile {
        if (size > at || directory > at - size || count > size / 46) {
            throw broken();
        }
        return new ZipEnd(at, count, directory, comment);
    }

    static BadFile broken() {
        return new BadFile("压缩包目录损坏", "the archive's directory is broken");
    }

    private static long record(Source in) throws IOException {
        long from = Math.max(0, in.size() - 65_557);
        byte[] tail = in.bytes(from, in.size() - from);
        for (int i = tail.length - 22; i >= 0; i--) {
            if (tail[i] == 'P'
                    && tail[i + 1] == 'K'
                    && tail[i + 2] == 5
                    && tail[i + 3] == 6
                    && i + 22 + (tail[i + 20] & 0xff) + ((tail[i + 21] & 0xff) << 8) == tail.length) {
                return from + i;
            }
        }
        throw new BadFile("压缩包不完整, 没有目录", "the archive is incomplete: it has no directory");
    }

    /** The end of a new archive, in the narrow form wherever that holds the numbers. */
    static void write(Sink out, long count, long directory, long size, byte[] comment) throws IOException {
        long at = directory + size;
        if (count >= 0xffff || at >= NARROW) {
            ByteBuffer wide = ByteBuffer.allocate(76).order(ByteOrder.LITTLE_ENDIAN);
            wide.putInt(0x06064b50)
                    .putLong(44)
                    .putShort((short) 45)
                    .putShort((short) 45)
                    .putLong(0);
            wide.putLong(count).putLong(count).putLong(size).putLong(directory);
            wide.putInt(0x07064b50).putInt(0).putLong(at).putInt(1);
            out.write(wide.array());
        }
        ByteBuffer end = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN);
        short narrow = (short) Math.min(count, 0xffff);
        end.putInt(0x06054b50).putInt(0).putShort(narrow).putShort(narrow);
        end.putInt((int) Math.min(size, NARROW)).putInt((int) Math.min(directory, NARROW));
        end.putShort((short) comment.length);
        out.write(end.array());
        out.write(comment);
    }
}
