package zhiheng.server.ground.page;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import gg.jte.html.escape.Escape;
import java.util.ArrayList;
import java.util.List;

/** A sentence with moments in it: a template writes each as {@code <time>}, see {@link When}; elsewhere it is its text. */
public final class Sentence implements Content {
    /** Stand for the moments while the words are put together; no word of ours and nothing typed keeps them. */
    private static final char FIRST = '\uE000';

    private final String text;
    private final List<When> moments;

    private Sentence(String text, List<When> moments) {
        this.text = text;
        this.moments = moments;
    }

    /** The words under {@code key}; those of {@code values} that are moments are written as such. */
    static Sentence of(Words words, String key, Object... values) {
        var moments = new ArrayList<When>();
        var plain = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof When moment) {
                plain[i] = String.valueOf((char) (FIRST + moments.size()));
                moments.add(moment);
            } else {
                plain[i] = values[i];
            }
        }
        return new Sentence(words.t(key, plain), List.copyOf(moments));
    }

    @Override
    public void writeTo(TemplateOutput output) {
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            int moment = text.charAt(i) - FIRST;
            if (moment >= 0 && moment < moments.size()) {
                Escape.htmlContent(text.substring(from, i), output);
                moments.get(moment).writeTo(output);
                from = i + 1;
            }
        }
        Escape.htmlContent(text.substring(from), output);
    }

    @Override
    public String toString() {
        var plain = text;
        for (int i = 0; i < moments.size(); i++) {
            plain = plain.replace(
                    String.valueOf((char) (FIRST + i)), moments.get(i).text());
        }
        return plain;
    }
}
