package zhiheng.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the write-ahead files of a stopped log hold.
 *
 * @param entries in order of their index, from {@code first}
 * @param tornBytes the length of a last frame that a crash cut short; it was never acknowledged
 * @param files all segments, the oldest first
 */
record WalReader(long first, List<byte[]> entries, long tornBytes, List<Path> files) {

    /** LedgerException when the damage cannot come from a crash. */
    static WalReader read(Path privateDir) throws IOException {
        List<Path> files = files(privateDir);
        var entries = new ArrayList<byte[]>();
        long first = -1;
        long torn = 0;
        for (int i = 0; i < files.size(); i++) {
            Path file = files.get(i);
            byte[] bytes = Files.readAllBytes(file);
            int at = 0;
            int body;
            while ((body = frameAt(bytes, at)) >= 0) {
                var frame = ByteBuffer.wrap(bytes, at + Wal.HEADER, body);
                long index = frame.getLong();
                first = first < 0 ? index : first;
                if (index != first + entries.size()) {
                    throw damaged(file, at);
                }
                readEntries(frame, entries, file, at);
                at += Wal.HEADER + body;
            }
            torn = bytes.length - at - zerosFrom(bytes, at);
            if (torn > 0 && (i < files.size() - 1 || laterFrame(bytes, at))) {
                throw damaged(file, at);
            }
        }
        return new WalReader(first, entries, torn, files);
    }

    static List<Path> files(Path privateDir) throws IOException {
        if (!Files.isDirectory(privateDir)) {
            return List.of();
        }
        try (var all = Files.list(privateDir)) {
            return all.filter(f -> String.valueOf(f.getFileName()).startsWith(Wal.PREFIX))
                    .sorted()
                    .toList();
        }
    }

    /** The length of the body of the whole frame at {@code at}, or -1. */
    private static int frameAt(byte[] bytes, int at) {
        var buffer = ByteBuffer.wrap(bytes);
        if (at + Wal.HEADER > bytes.length || buffer.getInt(at) != Wal.MAGIC) {
            return -1;
        }
        int body = buffer.getInt(at + 4);
        return body >= 8 && body <= bytes.length - at - Wal.HEADER && buffer.getInt(at + 8) == Wal.crc(bytes, at, body)
                ? body
                : -1;
    }

    private static void readEntries(ByteBuffer frame, List<byte[]> entries, Path file, int at) {
        while (frame.remaining() >= 2) {
            int length = frame.getShort() & 0xffff;
            if (length > frame.remaining()) {
                throw damaged(file, at);
            }
            byte[] entry = new byte[length];
            frame.get(entry);
            entries.add(entry);
        }
    }

    private static int zerosFrom(byte[] bytes, int from) {
        int end = bytes.length;
        while (end > from && bytes[end - 1] == 0) {
            end--;
        }
        return bytes.length - end;
    }

    /** A frame is written only after the one before it is durable, so a whole frame behind a torn one is no crash. */
    private static boolean laterFrame(byte[] bytes, int from) {
        for (int at = from + 1; at + Wal.HEADER <= bytes.length; at++) {
            if (bytes[at] == 'Z' && frameAt(bytes, at) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static LedgerException damaged(Path file, int at) {
        return new LedgerException(
                "预写文件 " + file + " 在第 " + at + " 字节处损坏，且不是崩溃造成的。请从备份恢复该文件；日志未作任何改动。",
                "The write-ahead file " + file + " is damaged at byte " + at
                        + ", and not by a crash. Restore it from a backup; the log was left as it is.");
    }
}
