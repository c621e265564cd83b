package zhiheng.provenance.c2pa.carrier;

import java.io.IOException;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.io.RandomAccessReadView;
import zhiheng.provenance.c2pa.bytes.Asset;

/** A file as PDFBox reads it: a piece at a time, never whole in memory. */
final class AssetRead implements RandomAccessRead {
    private final Asset in;
    private long at;
    private boolean closed;

    AssetRead(Asset in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        return at < in.size() ? in.u8(at++) : -1;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        int n = (int) Math.min(length, in.size() - at);
        if (n <= 0) {
            return length == 0 ? 0 : -1;
        }
        in.read(at, to, offset, n);
        at += n;
        return n;
    }

    @Override
    public long getPosition() {
        return at;
    }

    @Override
    public void seek(long position) throws IOException {
        if (position < 0) {
            throw new IOException("a negative place");
        }
        at = Math.min(position, in.size());
    }

    @Override
    public long length() {
        return in.size();
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public boolean isEOF() {
        return at >= in.size();
    }

    @Override
    public RandomAccessReadView createView(long start, long length) {
        return new RandomAccessReadView(this, start, length);
    }

    /** The file is closed by who opened it. */
    @Override
    public void close() {
        closed = true;
    }
}
