package zhiheng.server.rooms.gateway;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

/** What a model says of a stretch of text: a score for each of its labels. */
interface WindowScores extends AutoCloseable {
    /** @param run can be stopped from another thread */
    float[] of(String window, OrtSession.RunOptions run) throws OrtException;

    @Override
    void close() throws OrtException;
}
