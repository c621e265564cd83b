package zhiheng.server.rooms.watch;

import java.sql.Connection;
import java.sql.SQLException;

/** What follows from an alert. It is written in the alert's transaction: neither is there without the other. */
public interface Aftermath {
    /** Nothing follows. */
    Aftermath NONE = new Aftermath() {
        @Override
        public boolean write(Connection c, GradedAlert alert, Grade grade) {
            return false;
        }

        @Override
        public void wake() {}
    };

    /** Both follow. */
    default Aftermath and(Aftermath other) {
        var one = this;
        return new Aftermath() {
            @Override
            public boolean write(Connection c, GradedAlert alert, Grade grade) throws SQLException {
                return one.write(c, alert, grade) | other.write(c, alert, grade);
            }

            @Override
            public void wake() {
                one.wake();
                other.wake();
            }
        };
    }

    /**
     * Writes what is to be done, if anything; within the transaction that writes {@code alert}.
     *
     * @return whether something is to be done
     */
    boolean write(Connection c, GradedAlert alert, Grade grade) throws SQLException;

    /** Something is to be done, and its transaction is over. Returns at once. */
    void wake();
}
