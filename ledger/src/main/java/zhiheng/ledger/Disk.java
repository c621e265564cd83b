package zhiheng.ledger;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Every way in which the log changes a disk, one method each, so that tests can fail each of them. */
interface Disk {
    /** A file open for writing. */
    interface Handle extends Closeable {
        /** May write less than asked; returns how much. */
        int write(ByteBuffer bytes, long position) throws IOException;

        /** Returns when all written bytes are durable. */
        void force() throws IOException;
    }

    /** Creates or empties a file. Mode 0600; {@code ownerOnly}: also where an older file had another. */
    Handle create(Path file, boolean ownerOnly) throws IOException;

    void mkdir(Path dir, boolean ownerOnly) throws IOException;

    /** Atomic; replaces {@code to}. */
    void rename(Path from, Path to) throws IOException;

    void delete(Path file) throws IOException;

    /** Makes the creation, renaming and deletion of {@code dir}'s files durable. */
    void syncDir(Path dir) throws IOException;
}
