package zhiheng.provenance.c2pa.bytes;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;
import java.util.ArrayList;
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
