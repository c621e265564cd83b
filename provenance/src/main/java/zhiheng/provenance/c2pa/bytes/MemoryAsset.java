package zhiheng.provenance.c2pa.bytes;

import java.security.MessageDigest;

/** A file held in memory. */
final class MemoryAsset implements Asset {
    private final byte[] bytes;

    MemoryAsset(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public void read(long at, byte[] to, int offset, int length) {
        System.arraycopy(bytes, (int) at, to, offset, length);
    }

    @Override
    public void digest(MessageDigest digest, long from, long to) {
        digest.update(bytes, (int) from, (int) (to - from));
    }
}
