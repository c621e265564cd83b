package zhiheng.bench.kills;

import java.util.List;

/** What is done to an installation at work. */
enum Fault {
    SERVER("the server is killed"),
    DATABASE("the database is killed, the server stays"),
    BOTH("both are killed"),
    FULL("the disk is full; then a kill"),
    OLDER_DATABASE("killed; the database put back from an older copy"),
    OLDER_LEDGER("killed; the ledger put back from an older copy"),
    OLDER_PERMITS("killed; permits put back from an older copy"),
    TWO("a second server on the same; then a kill");

    private final String words;

    Fault(String words) {
        this.words = words;
    }

    /** One turn of faults for a database inside the server's process. */
    static final List<Fault> OF_SQLITE = List.of(
            SERVER,
            OLDER_LEDGER,
            FULL,
            SERVER,
            SERVER,
            TWO,
            SERVER,
            OLDER_DATABASE,
            SERVER,
            FULL,
            SERVER,
            SERVER,
            OLDER_PERMITS,
            SERVER,
            SERVER,
            SERVER);

    /** One turn for a database that runs by itself. */
    static final List<Fault> OF_POSTGRESQL = List.of(
            DATABASE,
            OLDER_DATABASE,
            BOTH,
            SERVER,
            DATABASE,
            TWO,
            BOTH,
            SERVER,
            OLDER_LEDGER,
            DATABASE,
            FULL,
            SERVER,
            BOTH,
            OLDER_PERMITS,
            DATABASE,
            SERVER,
            FULL,
            DATABASE,
            SERVER);

    @Override
    public String toString() {
        return words;
    }
}
