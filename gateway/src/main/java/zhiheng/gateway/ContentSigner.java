package zhiheng.gateway;

import zhiheng.base.Text;

/** Signs pictures and sounds of an answer with the operator's key, once they are labelled: what comes later would break the signature. Blocks. */
@FunctionalInterface
public interface ContentSigner {
    /** What became of a content. */
    sealed interface Outcome {
        record Signed(byte[] content) implements Outcome {}

        /** Its format has no place for a signature, so that the label is all that goes with it. */
        record NoPlace() implements Outcome {}

        record Failed(Text why) implements Outcome {}
    }

    /**
     * Signs a content.
     *
     * @param came the content as the model's server sent it, which may be signed already
     * @param labelled the same with its labels
     * @param model by which name it was asked for
     */
    Outcome sign(byte[] came, byte[] labelled, String model);
}
