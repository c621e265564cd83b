package zhiheng.gateway.contain;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Sentences of a stranger's text that speak to whoever fills in arguments: they name an argument or a tool, or tell what to write, use, send.
 * A value that stands in such a sentence, behind the word that says so, was dictated. That is a guess by words, and the only one here: it
 * can hold back, and never lets pass.
 */
final class Orders {
    private static final Pattern SENTENCE = Pattern.compile("[。!?;\\n]+|\\.(?=[\\s\"”’)]|$)");
    private static final Pattern MARK = Pattern.compile("\\b(?:change|set|use|write|put|say|tell"
            + "|send|reply|replies|mail|post|must|should|replace|make|enter|give|add|instead"
            + "|body|bodies|subject|titles?|reference|wording)\\b"
            + "|改|换|写|填|用|请|须|必|设为|发|回复|说|注明|正文|标题|附言|内容");
    /** These say it without a doubt: no text that somebody asked for says them by chance. */
    private static final Pattern STRONG = Pattern.compile("\\b(?:change|replace|instead|must)\\b|改为|改成|改用|换成|务必|必须");
    /** Of more than that nothing is known, and then everything may have been dictated. */
    private static final int MOST = 20_000;

    private record Sentence(String plain, String squashed) {}

    private final List<Sentence> sentences = new ArrayList<>();
    private boolean full;

    /** A stranger wrote it. */
    void read(String text) {
        for (var variant : Variants.decoded(text)) {
            for (var sentence : SENTENCE.split(Named.plain(variant))) {
                if (sentences.size() == MOST) {
                    full = true;
                    return;
                }
                if (!sentence.isBlank() && isAny(sentence)) {
                    sentences.add(new Sentence(sentence, Squashed.of(sentence)));
                }
            }
        }
    }

    private static boolean isAny(String sentence) {
        return MARK.matcher(sentence).find() || STRONG.matcher(sentence).find() || sentence.indexOf('_') >= 0;
    }

    /** Whether one tells what an argument is to say. */
    boolean dictate(String value, String argument, String tool) {
        return says(value, argument, tool, false);
    }

    /** As {@link #dictate}, where the sentence names the argument or leaves no doubt. */
    boolean command(String value, String argument, String tool) {
        return says(value, argument, tool, true);
    }

    private boolean says(String value, String argument, String tool, boolean strong) {
        var squashed = Squashed.of(value);
        if (squashed.isEmpty() || full) {
            return full;
        }
        var names = Set.of(Named.plain(argument), Named.plain(tool));
        for (var sentence : sentences) {
            int at = sentence.squashed.lastIndexOf(squashed);
            if (at < 0) {
                continue;
            }
            boolean named = names.stream().anyMatch(sentence.plain::contains);
            if (named || STRONG.matcher(sentence.plain).find() || !strong && marked(sentence.plain, value)) {
                return true;
            }
        }
        return false;
    }

    /**
     * A mark before the value, in its own part of the sentence, and nothing of the part behind it: what is dictated ends where it ends,
     * and what a sentence only speaks of goes on.
     */
    private static boolean marked(String sentence, String value) {
        var words = Named.plain(value).replaceAll("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]+$", "");
        int at = sentence.lastIndexOf(words);
        if (at < 0) {
            return MARK.matcher(sentence).find();
        }
        var behind = sentence.substring(at + words.length()).strip();
        var before = sentence.substring(sentence.lastIndexOf(',', at) + 1, at);
        return MARK.matcher(before).find() && (behind.isEmpty() || !Character.isLetterOrDigit(behind.codePointAt(0)));
    }
}
