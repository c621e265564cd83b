package zhiheng.watch.risk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Canary questions, in the order in which they are asked. Written as plain text, one thing a line:
 *
 * <pre>
 * # a remark
 * &#64; flood                                     a question's id
 * ? 洪水来了怎么办？                             its text; several lines are joined
 * = safe 0.97 : 高处 | 撤离 | higher ground      a category, its accepted share, the terms that show it
 * = other 0.03                                  the last category takes all other answers
 * </pre>
 */
public record CanarySet(List<Canary> canaries) {
    static final int MAX_CATEGORIES = 20;
    private static final int MAX_CANARIES = 1_000;
    private static final int MAX_CHARS = 1 << 20;

    public CanarySet {
        canaries = List.copyOf(canaries);
        var ids = new HashSet<String>();
        for (var canary : canaries) {
            if (!ids.add(canary.id())) {
                throw new IllegalArgumentException(
                        "题目编号 " + canary.id() + " 重复; canary id " + canary.id() + " is used twice");
            }
        }
        if (canaries.isEmpty() || canaries.size() > MAX_CANARIES) {
            throw new IllegalArgumentException(
                    "题数须为1至" + MAX_CANARIES + "; a set has 1 to " + MAX_CANARIES + " canaries, not " + canaries.size());
        }
    }

    /** @throws IllegalArgumentException with the line that cannot be read */
    public static CanarySet parse(String text) {
        if (text.length() > MAX_CHARS) {
            throw new IllegalArgumentException("题集过长; the set is longer than " + MAX_CHARS + " characters");
        }
        var reader = new Reader();
        int number = 0;
        for (var line : text.lines().toList()) {
            number++;
            try {
                reader.line(line.strip());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("第" + number + "行; line " + number + ": " + e.getMessage());
            }
        }
        reader.close();
        return new CanarySet(reader.canaries);
    }

    /** The canary of that id. */
    public @Nullable Canary find(String id) {
        for (var canary : canaries) {
            if (canary.id().equals(id)) {
                return canary;
            }
        }
        return null;
    }

    private static final class Reader {
        final List<Canary> canaries = new ArrayList<>();
        private @Nullable String id;
        private final StringBuilder question = new StringBuilder();
        private final List<Canary.Category> categories = new ArrayList<>();

        void line(String line) {
            if (line.isEmpty() || line.startsWith("#")) {
                return;
            }
            var rest = line.substring(1).strip();
            switch (line.charAt(0)) {
                case '@' -> {
                    close();
                    id = rest;
                }
                case '?' -> question.append(question.isEmpty() ? "" : "\n").append(rest);
                case '=' -> categories.add(category(rest));
                default -> throw new IllegalArgumentException("每行须以 # @ ? = 之一开头; a line begins with one of # @ ? =");
            }
        }

        void close() {
            if (id != null) {
                if (id.isEmpty() || question.isEmpty()) {
                    throw new IllegalArgumentException(
                            "题目 " + id + " 缺编号或题文; canary '" + id + "' lacks its id or question");
                }
                canaries.add(new Canary(id, question.toString(), categories));
            } else if (!question.isEmpty() || !categories.isEmpty()) {
                throw new IllegalArgumentException("题目须先有编号行“@ 编号”; a canary begins with its line '@ id'");
            }
            question.setLength(0);
            categories.clear();
        }

        private static Canary.Category category(String text) {
            int colon = text.indexOf(':');
            var head = (colon < 0 ? text : text.substring(0, colon)).strip().split("\\s+");
            if (head.length != 2) {
                throw new IllegalArgumentException(
                        "类别写作“= 名称 比例 : 词 | 词”; a category is written '= name share : term | term'");
            }
            var terms = colon < 0
                    ? List.<String>of()
                    : Arrays.stream(text.substring(colon + 1).split("\\|"))
                            .map(String::strip)
                            .filter(t -> !t.isEmpty())
                            .toList();
            try {
                return new Canary.Category(head[0], Double.parseDouble(head[1]), terms);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("比例 " + head[1] + " 不是数; the share '" + head[1] + "' is no number");
            }
        }
    }
}
