package zhiheng.server.ground.page;

import java.util.List;

/** The words of all rooms, in both languages. */
public record WordBook(Words zh, Words en) {
    /** @param rooms a class of each room that has words */
    public static WordBook of(List<Class<?>> rooms) {
        return new WordBook(Words.of("zh", rooms), Words.of("en", rooms));
    }

    /** Chinese when {@code language} begins with "zh", English otherwise. */
    public Words in(String language) {
        return language.startsWith("zh") ? zh : en;
    }
}
