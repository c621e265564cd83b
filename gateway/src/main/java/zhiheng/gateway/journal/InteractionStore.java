package zhiheng.gateway.journal;

import java.util.List;
import java.util.Map;
import zhiheng.gateway.Interaction;

/** Where interactions end up to be searched. */
public interface InteractionStore {
    /** The position that the last {@link #insert} named. */
    Position position() throws Exception;

    /**
     * Inserts and remembers the position, all or nothing; so each interaction is there once, whatever crashes.
     *
     * @param contents the sealed content of some of them, by id
     */
    void insert(List<Interaction> interactions, Map<String, byte[]> contents, Position next) throws Exception;
}
