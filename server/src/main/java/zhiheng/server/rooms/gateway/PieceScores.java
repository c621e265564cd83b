package zhiheng.server.rooms.gateway;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.inspect.VoteHead;
import zhiheng.server.ground.meaning.SentenceModel;

/**
 * Scores of a model that reads token ids: a classifier's own, or those of a head over what a sentence model says. What is longer than
 * the model reads at once is cut, and the highest score of its parts counts.
 */
final class PieceScores implements WindowScores {
    /** What becomes of the numbers of a classifier. */
    enum Reading {
        /** One label of several is right. */
        SOFTMAX,
        /** Each label is right or not. */
        SIGMOID,
        /** They are scores as they come. */
        NONE
    }

    private final SentenceModel model;
    private final @Nullable VoteHead head;
    private final Reading reading;

    private PieceScores(SentenceModel model, @Nullable VoteHead head, Reading reading) {
        this.model = model;
        this.head = head;
        this.reading = reading;
    }

    static PieceScores classifier(SentenceModel model, Reading reading) {
        return new PieceScores(model, null, reading);
    }

    static PieceScores headed(SentenceModel model, VoteHead head) {
        return new PieceScores(model, head, Reading.NONE);
    }

    @Override
    public float[] of(String window, OrtSession.RunOptions run) throws OrtException {
        var pieces = model.pieces(window);
        float[] highest = {};
        int from = 0;
        do {
            int to = Math.min(pieces.size(), from + SentenceModel.MOST_PIECES);
            var scores = scores(window, pieces.subList(from, to), run);
            if (highest.length == 0) {
                highest = scores;
            }
            for (int i = 0; i < scores.length; i++) {
                highest[i] = Math.max(highest[i], scores[i]);
            }
            from = to;
        } while (from < pieces.size());
        return highest;
    }

    private float[] scores(String window, List<Integer> pieces, OrtSession.RunOptions run) throws OrtException {
        return head == null
                ? read(model.first(pieces, run), reading)
                : new float[] {head.score(window, model.firstAndMean(pieces, run))};
    }

    static float[] read(float[] numbers, Reading reading) {
        var scores = numbers.clone();
        switch (reading) {
            case NONE -> {}
            case SIGMOID -> {
                for (int i = 0; i < scores.length; i++) {
                    scores[i] = (float) (1 / (1 + Math.exp(-numbers[i])));
                }
            }
            case SOFTMAX -> {
                float most = -Float.MAX_VALUE;
                for (var number : numbers) {
                    most = Math.max(most, number);
                }
                double sum = 0;
                for (var number : numbers) {
                    sum += Math.exp(number - most);
                }
                for (int i = 0; i < scores.length; i++) {
                    scores[i] = (float) (Math.exp(numbers[i] - most) / sum);
                }
            }
        }
        return scores;
    }

    @Override
    public void close() throws OrtException {
        model.close();
    }
}
