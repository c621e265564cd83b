package zhiheng.labels.explicit;

/**
 * Puts the hint on a text that arrives in pieces, such as the answer of a chat model: before the first piece that is not
 * empty, or after the last. Pure: each step gives what to send and the state to go on with, so it can be kept, resent or
 * thrown away at any point. A text of no pieces, or only empty ones, gets no hint.
 *
 * @param hint the words, already in the form in which they are to appear
 * @param started whether anything was sent yet
 */
public record ExplicitStream(String hint, ExplicitOptions.Place place, boolean started) {
    /** What to send now, and the state for the next piece. */
    public record Step(String send, ExplicitStream next) {}

    public ExplicitStream {
        if (!ExplicitText.hasBothElements(hint)) {
            throw new IllegalArgumentException(ExplicitText.ELEMENTS.en());
        }
        if (place == ExplicitOptions.Place.MIDDLE) {
            throw new IllegalArgumentException(
                    "the middle of a stream is not known while it runs; use start or end (5.1)");
        }
    }

    /** The hint on a line of its own before the answer. */
    public static ExplicitStream atStart(String hint) {
        return new ExplicitStream("【" + hint + "】\n", ExplicitOptions.Place.START, false);
    }

    /** The hint on a line of its own after the answer. */
    public static ExplicitStream atEnd(String hint) {
        return new ExplicitStream("\n【" + hint + "】", ExplicitOptions.Place.END, false);
    }

    public Step piece(String text) {
        if (text.isEmpty() || started) {
            return new Step(text, this);
        }
        return new Step(
                place == ExplicitOptions.Place.START ? hint + text : text, new ExplicitStream(hint, place, true));
    }

    /** What to send after the last piece. */
    public String end() {
        return started && place == ExplicitOptions.Place.END ? hint : "";
    }
}
