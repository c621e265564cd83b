package zhiheng.server.ground.paper;

import java.util.List;

/** A document that is written from its top to its end. One writer of chapters serves every format. */
public interface Paper extends AutoCloseable {
    /** The small line above the title. */
    void kicker(String text);

    void title(String text);

    void heading(String text);

    void subheading(String text);

    /** @param text "" for nothing */
    void text(String text);

    void small(String text);

    void bullet(String text);

    /** Lines as they are, such as a signed note. */
    void code(String text);

    /** Of every page, with its number. */
    void footer(String text);

    /**
     * A table; without rows there is none. The lines of a cell after its first are smaller.
     *
     * @param widths in hundredths of the text's width
     * @param head empty for a table without a head, whose first column names its rows
     */
    void table(List<Integer> widths, List<String> head, List<List<String>> rows);

    byte[] bytes();

    @Override
    void close();
}
