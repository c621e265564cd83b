package zhiheng.gateway.journal;

import java.util.List;
import zhiheng.gateway.Interaction;

/** Where interactions end up to be searched. */
public interface InteractionStore {
    /** The position that the last {@link #insert} named. */
    Position position() throws Exception;

    /** Inserts and remembers the position, both or neither; so each interaction is there once, whatever crashes. */
    void insert(List<Interaction> interactions, Position next) throws Exception;
}
