package zhiheng.provenance.c2pa.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;

/**
 * A file written and hashed in one go: while one thread writes, another hashes what already lies on the disk, so that the hash is of
 * what was written and not of what was meant, and costs no time of its own where there are two cores.
 */
public final class HashedWrite {
    /** So much is written before the other thread is told. */
    private static final int STEP = 4 * Asset.PIECE;

    private final FileChannel file;
    private final MessageDigest digest;
    private final List<Range> excluded;
    private final Semaphore written = new Semaphore(0);

    /** @param excluded what is left out of the hash, in order */
    public HashedWrite(FileChannel file, MessageDigest digest, List<Range> excluded) {
        this.file = file;
        this.digest = digest;
        this.excluded = List.copyOf(excluded);
    }

    /** Writes the whole of a layout from the start of the file. Returns its hash. */
    public byte[] write(Layout layout) throws IOException {
        long size = layout.size();
        var hash = new FutureTask<>(() -> hash(size));
        var hasher = Thread.ofVirtual().name("c2pa-hash").start(hash);
        try {
            for (long at = 0; at < size; at += STEP) {
                layout.write(file, at, Math.min(size, at + STEP));
                written.release();
            }
            return hash.get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            hasher.interrupt(); // of no effect once it is done
        }
    }

    private byte[] hash(long size) throws IOException, InterruptedException {
        var buffer = new byte[Asset.PIECE];
        for (long step = 0; step < size; step += STEP) {
            written.acquire();
            long end = Math.min(size, step + STEP);
            for (long at = step; at < end; at += Asset.PIECE) {
                int n = (int) Math.min(Asset.PIECE, end - at);
                FileAsset.readAll(file, at, ByteBuffer.wrap(buffer, 0, n));
                hash(buffer, at, n);
            }
        }
        return digest.digest();
    }

    private void hash(byte[] piece, long at, int length) {
        long from = at;
        for (var range : excluded) {
            int covered = (int) (Math.clamp(range.from(), from, at + length) - from);
            digest.update(piece, (int) (from - at), covered);
            from = Math.clamp(range.to(), from + covered, at + length);
        }
        digest.update(piece, (int) (from - at), (int) (at + length - from));
    }
}
