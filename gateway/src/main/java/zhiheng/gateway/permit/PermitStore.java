package zhiheng.gateway.permit;

import java.util.List;

/** Where permits, and changes of them that are under way, survive a restart. What returns is durable. */
public interface PermitStore {
    /** All permits, as the last change that was done left them. */
    List<Permit> load();

    /** The changes that were begun and neither done nor taken back, in the order of their numbers. */
    List<PermitChange> open();

    /** A change begins. Doing it again changes nothing. */
    void intend(PermitChange change);

    /** The change that leads to {@code after} is done. */
    void commit(Permit after);

    /** The change is not made. */
    void takeBack(PermitChange change);

    /** Keeps nothing: for permits that end with the process. */
    PermitStore NONE = new PermitStore() {
        @Override
        public List<Permit> load() {
            return List.of();
        }

        @Override
        public List<PermitChange> open() {
            return List.of();
        }

        @Override
        public void intend(PermitChange change) {}

        @Override
        public void commit(Permit after) {}

        @Override
        public void takeBack(PermitChange change) {}
    };
}
