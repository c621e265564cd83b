package zhiheng.provenance.c2pa.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A file that is not written yet: stretches of another file with new bytes between them. It is read, hashed and checked as
 * if it lay on the disk, so that the hash in its manifest is of exactly what will be written.
 */
public final class Layout implements Asset {
    /** A stretch of another asset, and where it begins in this one. */
    private record Piece(long at, Asset from, long fromAt, long length) {}

    private final List<Piece> pieces = new ArrayList<>();
    private long size;

    /** Appends {@code [from, to)} of another file. */
    public Layout copy(Asset asset, long from, long to) {
        if (to > from) {
            pieces.add(new Piece(size, asset, from, to - from));
            size += to - from;
        }
        return this;
    }

    public Layout add(byte[] bytes) {
        return copy(Asset.of(bytes), 0, bytes.length);
    }

    /**
     * Writes the file from its start, and hashes it on the way but for some stretches, which are in order: one pass over what it is
     * made of. Each piece is read back, and is what was hashed.
     */
    public void write(FileChannel out, MessageDigest digest, List<Range> excluded) throws IOException {
        var buffer = new byte[PIECE];
        var written = new byte[PIECE];
        for (long at = 0; at < size; at += PIECE) {
            int n = (int) Math.min(PIECE, size - at);
            read(at, buffer, 0, n);
            long from = at;
            for (var range : excluded) {
                int covered = (int) (Math.clamp(range.from(), from, at + n) - from);
                digest.update(buffer, (int) (from - at), covered);
                from = Math.clamp(range.to(), from + covered, at + n);
            }
            digest.update(buffer, (int) (from - at), (int) (at + n - from));
            Asset.writeAll(out, ByteBuffer.wrap(buffer, 0, n));
            FileAsset.readAll(out, at, ByteBuffer.wrap(written, 0, n));
            if (!Arrays.equals(buffer, 0, n, written, 0, n)) {
                throw new BadAsset("写入的内容读回后不一致", "what was written reads otherwise");
            }
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(long at, byte[] to, int offset, int length) throws IOException {
        long end = at + length;
        for (var piece : pieces) {
            long from = Math.max(at, piece.at);
            long until = Math.min(end, piece.at + piece.length);
            if (from < until) {
                piece.from.read(piece.fromAt + from - piece.at, to, (int) (offset + from - at), (int) (until - from));
            }
        }
    }

    @Override
    public void digest(MessageDigest digest, long from, long to) throws IOException {
        for (var piece : pieces) {
            long start = Math.max(from, piece.at);
            long end = Math.min(to, piece.at + piece.length);
            if (start < end) {
                piece.from.digest(digest, piece.fromAt + start - piece.at, piece.fromAt + end - piece.at);
            }
        }
    }

    @Override
    public void write(WritableByteChannel out, long from, long to) throws IOException {
        for (var piece : pieces) {
            long start = Math.max(from, piece.at);
            long end = Math.min(to, piece.at + piece.length);
            if (start < end) {
                piece.from.write(out, piece.fromAt + start - piece.at, piece.fromAt + end - piece.at);
            }
        }
    }
}
