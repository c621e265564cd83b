package zhiheng.gateway.inspect;

import java.util.List;

/** The rest of an e-mail address whose sign is spelled, as people write it against collectors: "anna (at) firm dot com", "lihua艾特163点com". */
final class SpelledAddress {
    private static final List<String> AT =
            List.of("(at)", "[at]", "{at}", "<at>", "(a)", "[a]", "at ", "艾特", "#", "(@)", "[@]");
    private static final List<String> DOT = List.of("(dot)", "[dot]", "{dot}", "dot ", "(.)", "[.]", ".", "点");
    /** What a "#" stands before, where it stands for an "@". */
    private static final List<String> HOUSES =
            List.of("qq", "163", "126", "139", "gmail", "foxmail", "sina", "hotmail", "outlook");

    /** "Look at the dot com crash" is none. */
    private static final List<String> ARTICLES =
            List.of("the", "a", "an", "this", "that", "our", "your", "each", "every", "one");

    private SpelledAddress() {}

    /** Whether a spelled sign stands here; most texts are passed with one look. */
    static boolean mayFollow(Window window, int end) {
        char c = window.at(end);
        if (c != ' ') {
            return (c == '(' || c == '[' || c == '{' || c == '#' || c == '艾') && end(window, end) > 0;
        }
        char next = window.at(end + 1);
        return (next == 'a' && window.at(end + 2) == 't' && window.at(end + 3) == ' '
                        || (next == '(' || next == '[') && (window.at(end + 2) == 'a' || window.at(end + 2) == '@'))
                && end(window, end) > 0;
    }

    /** @return where the address ends of which the part before the sign ended here, 0 when there is none */
    static int end(Window window, int local) {
        char first = window.at(local);
        if (" ([{<#艾".indexOf(first) < 0) {
            return 0;
        }
        int at = sign(window, local, AT);
        if (at == 0) {
            return 0;
        }
        boolean hash = window.at(local) == '#';
        boolean word = window.at(local) == ' ' && window.at(local + 1) == 'a';
        boolean spelled = !word;
        int labels = 0;
        while (labels < 5) {
            int start = at;
            while (at - start < 40 && (CharKinds.is(window.at(at), CharKinds.ALNUM) || window.at(at) == '-')) {
                at++;
            }
            if (at == start
                    || at - start >= 40
                    || hash && labels == 0 && !HOUSES.contains(text(window, start, at))
                    || word && labels == 0 && ARTICLES.contains(text(window, start, at))) {
                return 0;
            }
            labels++;
            int next = sign(window, at, DOT);
            if (next == 0 || !CharKinds.is(window.at(next), CharKinds.ALNUM)) {
                boolean top = labels > 1 && at - start >= 2 && at - start <= 6 && letters(window, start, at);
                return top && spelled ? at : 0;
            }
            spelled |= window.at(at) != '.';
            at = next;
        }
        return 0;
    }

    /** @return the position after one of the signs and the blanks around it, 0 when none stands here */
    private static int sign(Window window, int position, List<String> signs) {
        int at = window.at(position) == ' ' ? position + 1 : position;
        for (var sign : signs) {
            boolean word = sign.endsWith(" ");
            if (word && at == position || sign.equals(".") && at > position) {
                continue;
            }
            int i = 0;
            while (i < sign.length() && window.at(at + i) == sign.charAt(i)) {
                i++;
            }
            if (i == sign.length()) {
                int end = at + i;
                return !word && window.at(end) == ' ' && !sign.equals(".") ? end + 1 : end;
            }
        }
        return 0;
    }

    private static boolean letters(Window window, int start, int end) {
        return window.pass(CharKinds.LATIN, start) >= end;
    }

    private static String text(Window window, int start, int end) {
        var text = new StringBuilder(end - start);
        for (int i = start; i < end; i++) {
            text.append(window.at(i));
        }
        return text.toString();
    }
}
