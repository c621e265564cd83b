package zhiheng.labels.explicit;

import java.io.IOException;

/** Sound as samples between -1 and 1, folded to two channels, read once from start to end. */
interface Pcm extends AutoCloseable {
    int rate();

    /** Fills both arrays alike; the number of samples read, 0 at the end. */
    int read(float[] left, float[] right) throws IOException;

    @Override
    void close() throws IOException;
}
