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

    /** What {@link #insert} throws where the store has already been brought further, by an answer that was lost: to go on from there. */
    final class Further extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Position position;

        public Further(Position position) {
            super("the store is at " + position);
            this.position = position;
        }

        public Position position() {
            return position;
        }
    }
}
