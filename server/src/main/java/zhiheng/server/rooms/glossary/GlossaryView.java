package zhiheng.server.rooms.glossary;

import java.util.List;

/** The terms, in the order of the reader's language. */
public record GlossaryView(String text, List<Term> terms) {
    /** @param other its name in the other language. @param see names and places of terms that help */
    public record Term(String id, String name, String other, String means, String from, String href, List<See> see) {}

    public record See(String name, String href) {}
}
