package zhiheng.gateway.inspect;

import java.util.ArrayList;
import java.util.List;
import zhiheng.gateway.FindingKind;

/** Scores stretches of text with a {@link GramModel}: two blocks at a time, each block with the one before it. */
final class GramScanner implements Scanner {
    /** A sentence of instructions is about so long, in characters. */
    static final int BLOCK = 96;

    private static final String KIND = FindingKind.INJECTION_MODEL.id();

    private final GramModel model;
    private final byte[] weights;
    private final short[] pairs;
    /** The last four characters, blanks in a row as one, as {@link Grams} cuts them. */
    private long last;

    private int length;
    private long word;
    private long wordBefore;
    private int position;
    private long before;
    private int gramsBefore;
    private long sum;
    private int count;
    private int hanBefore;
    private int han;
    private float latin = -Float.MAX_VALUE;
    private float chinese = -Float.MAX_VALUE;

    /** The highest scores of stretches in a text, of those that are Chinese and of the others. */
    record Highest(float latin, float chinese) {
        boolean reaches(GramModel model) {
            return latin >= model.latin() || chinese >= model.chinese();
        }
    }

    GramScanner(GramModel model) {
        this.model = model;
        weights = model.weights();
        pairs = model.pairs();
    }

    @Override
    public void advance(Window window, List<Found> found) {
        while (position < window.size()) {
            if (position > 0 && position % BLOCK == 0) {
                if (position > BLOCK) {
                    judge(window, found);
                }
                before = sum;
                gramsBefore = count;
                hanBefore = han;
                sum = 0;
                count = 0;
                han = 0;
            }
            take(window, Math.min(window.size(), position + BLOCK - position % BLOCK));
        }
        if (window.over() && position > 0) {
            if (word != 0) {
                sum += endOfWord(word);
                word = 0;
            }
            judge(window, found);
        }
    }

    /** Adds up to {@code end}, within a block. */
    private void take(Window window, int end) {
        long grams = last;
        int total = 0;
        int chineseCharacters = 0;
        long letters = word;
        for (; position < end; position++) {
            char folded = window.at(position);
            char c = folded <= ' ' ? ' ' : folded;
            int previous = (int) (grams & 0xFFFF);
            if (c == ' ' && previous == ' ') {
                continue;
            }
            if (CharKinds.is(c, CharKinds.ALNUM)) {
                letters = Grams.longer(letters, c);
            } else if (letters != 0) {
                total += endOfWord(letters);
                letters = 0;
            }
            grams = grams << 16 | c;
            length = Math.min(length + 1, GramModel.LONGEST_GRAM);
            count += length;
            if ((c | previous) < 128 && length > 1) {
                total += pairs[previous << 7 | c];
            } else {
                chineseCharacters += c >= 0x3400 && c < 0xA000 ? 1 : 0;
                total += weight(grams, 1);
                total += length > 1 ? weight(grams, 2) : 0;
            }
            if (length > 2) {
                total += weight(grams, 3);
                total += length > 3 ? weight(grams, 4) : 0;
            }
        }
        last = grams;
        word = letters;
        sum += total;
        han += chineseCharacters;
    }

    /** @return the weights of the word and of the two last words */
    private int endOfWord(long ended) {
        count += Grams.OF_WORD;
        int total = weights[GramModel.slot(ended, Grams.WORD)]
                + weights[GramModel.slot(Grams.two(wordBefore, ended), Grams.WORD)];
        wordBefore = ended;
        return total;
    }

    private int weight(long last, int gram) {
        return weights[GramModel.slot(last & -1L >>> 64 - 16 * gram, gram)];
    }

    static Highest highest(GramModel model, String text) {
        var window = new Window(text.length());
        window.append(text, 0, text.length());
        window.end();
        var scanner = new GramScanner(model);
        scanner.advance(window, new ArrayList<>());
        return new Highest(scanner.latin, scanner.chinese);
    }

    private void judge(Window window, List<Found> found) {
        float score = model.score(before + sum, gramsBefore + count);
        boolean isChinese = 4 * (hanBefore + han) >= position - live();
        if (isChinese) {
            chinese = Math.max(chinese, score);
        } else {
            latin = Math.max(latin, score);
        }
        if (score >= (isChinese ? model.chinese() : model.latin())) {
            found.add(Found.in(window, KIND, live(), position));
        }
    }

    /** The blocks that are scored together. */
    @Override
    public int live() {
        return Math.max(0, (position - 1) / BLOCK - 1) * BLOCK;
    }
}
