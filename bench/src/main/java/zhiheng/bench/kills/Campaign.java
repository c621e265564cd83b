package zhiheng.bench.kills;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Faults one after another on one installation, with writers at work all the time. */
final class Campaign {
    private static final int WRITERS = 5;
    private static final int LEAST_ACTS = 5;
    private static final int PATIENCE_MILLIS = 120_000;

    /**
     * How it went.
     *
     * @param times how often each fault was
     * @param problems whatever was not as it should be while it went on
     */
    record Outcome(
            String database,
            String disk,
            int kills,
            Map<Fault, Integer> times,
            List<String> problems,
            Journal journal,
            Verdict verdict) {
        boolean good() {
            return problems.isEmpty() && journal.strange.isEmpty() && verdict.good();
        }
    }

    private final Installation house;
    private final Random random;
    private final Journal journal = new Journal();
    private final Map<Fault, Integer> times = new EnumMap<>(Fault.class);
    private final List<String> problems = new ArrayList<>();
    private int kills;

    private Campaign(Installation house, long seed) {
        this.house = house;
        this.random = new Random(seed);
    }

    static Outcome run(boolean postgresql, int kills, long seed, Path work) throws Exception {
        try (var house = Installation.make(work, postgresql)) {
            return new Campaign(house, seed).run(postgresql, kills, seed);
        }
    }

    private Outcome run(boolean postgresql, int wanted, long seed) throws Exception {
        var writers = new ArrayList<Writer>();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < WRITERS; i++) {
            var writer = new Writer("w" + i, house::target, house.secrets, journal, seed + i);
            writers.add(writer);
            threads.add(Thread.ofPlatform().name("writer-" + i).start(writer));
        }
        Verdict verdict;
        try {
            start();
            var faults = postgresql ? Fault.OF_POSTGRESQL : Fault.OF_SQLITE;
            for (int i = 0; kills < wanted; i++) {
                var fault = faults.get(i % faults.size());
                work(LEAST_ACTS);
                int before = problems.size();
                suffer(fault);
                times.merge(fault, 1, Integer::sum);
                say(postgresql, wanted, fault, problems.subList(before, problems.size()));
            }
            work(LEAST_ACTS);
            ready();
        } finally {
            writers.forEach(Writer::stop);
            for (var thread : threads) {
                thread.join();
            }
        }
        house.stop();
        try (var db = house.read()) {
            verdict = Verdict.of(journal, house.data, db);
        }
        return new Outcome(
                postgresql ? "PostgreSQL" : "SQLite", house.disk.kind(), kills, times, problems, journal, verdict);
    }

    private void say(boolean postgresql, int wanted, Fault fault, List<String> wrong) {
        System.out.printf(
                "%tT %-10s %3d of %3d  %-52s %,7d acts %,7d calls acknowledged%n",
                java.time.LocalTime.now(),
                postgresql ? "PostgreSQL" : "SQLite",
                kills,
                wanted,
                fault,
                journal.acts.size(),
                journal.calls.size());
        wrong.forEach(line -> System.out.println("  ✗ " + line));
    }

    private void suffer(Fault fault) throws Exception {
        switch (fault) {
            case SERVER -> {
                house.killServer();
                kills++;
                start();
            }
            case BOTH -> {
                house.killAll(random.nextBoolean());
                kills++;
                start();
            }
            case DATABASE -> database();
            case FULL -> full();
            case TWO -> two();
            case OLDER_DATABASE -> older(fault, "The database is older than the ledger");
            case OLDER_LEDGER -> older(fault, "The ledger is older than the database");
            case OLDER_PERMITS -> older(fault, "Permits are older than the ledger");
        }
    }

    /** Starts all, looks whether all agrees before anybody writes, and lets writers in. */
    private void start() throws Exception {
        house.start();
        try (var db = house.read()) {
            List<String> wrong = List.of();
            for (int i = 0; i < 10; i++) {
                wrong = Verdict.contradictions(house.data, db, true);
                if (wrong.isEmpty()) {
                    break;
                }
                Thread.sleep(1_000); // what waited to be written is written within a second or two
            }
            wrong.forEach(line -> problems.add("after a start: " + line));
        }
        house.open();
    }

    /** Until so many acts more are acknowledged, and a moment longer. */
    private void work(int acts) throws InterruptedException {
        int before = journal.acts.size();
        long until = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
        while (journal.acts.size() < before + acts) {
            if (System.nanoTime() > until) {
                problems.add("nothing was acknowledged for " + PATIENCE_MILLIS / 1000 + " s");
                return;
            }
            Thread.sleep(5);
        }
        Thread.sleep(random.nextInt(700));
    }

    private void database() throws Exception {
        var postgres = postgres();
        postgres.kill();
        kills++;
        Thread.sleep(random.nextInt(1_500));
        postgres.start();
        work(LEAST_ACTS); // the same server goes on by itself
    }

    private Postgres postgres() {
        return java.util.Objects.requireNonNull(house.postgres);
    }

    private void full() throws Exception {
        house.disk.fill(house.running().pid());
        Thread.sleep(500 + random.nextInt(1_500));
        boolean heals = random.nextBoolean();
        if (heals) {
            house.disk.free(house.running().pid());
            if (house.postgres != null) {
                house.postgres.start(); // it may have gone down by itself
            }
            work(LEAST_ACTS); // the same server goes on by itself
        }
        house.killServer();
        kills++;
        house.disk.free(0);
        start();
    }

    private void two() throws Exception {
        var folder = house.postgres != null && random.nextBoolean() ? house.folder("second") : house.data;
        refused(house.another(folder), "in use by another Zhiheng");
        house.killServer();
        kills++;
        start();
    }

    private void refused(ServerProcess server, String sentence) throws IOException, InterruptedException {
        if (server.listens()) {
            problems.add("a server started that should have said: " + sentence);
            server.kill();
        } else if (server.exit() != 1 || !server.said().contains(sentence)) {
            problems.add(
                    "refused with " + server.exit() + " and other words than \"" + sentence + "\": " + server.said());
        }
    }

    /** A store is put back from a copy made before work that was acknowledged. */
    private void older(Fault fault, String sentence) throws Exception {
        house.killAll(true);
        kills++;
        var files = house.files(fault);
        house.keep(files, house.folder("older"));
        start();
        work(LEAST_ACTS);
        permits();
        boolean serverFirst = random.nextBoolean();
        // permits that are put back are not to hold the only note of a stop given while the database dies
        house.killAll(serverFirst || fault == Fault.OLDER_PERMITS);
        kills++;
        house.keep(files, house.folder("newer"));
        house.putBack(files, house.folder("older"));
        if (house.postgres != null) {
            house.postgres.start();
        }
        named(sentence);
        if (fault != Fault.OLDER_PERMITS) {
            refused(house.another(house.data), sentence);
            house.killAll(true);
            house.putBack(files, house.folder("newer"));
        }
        start();
    }

    /** Waits until permits were changed. */
    private void permits() throws InterruptedException {
        long before = changes();
        for (int i = 0; changes() < before + 3 && i < PATIENCE_MILLIS / 20; i++) {
            Thread.sleep(20);
        }
    }

    private long changes() {
        return journal.acts.stream().filter(act -> act.startsWith("permit.")).count();
    }

    private void named(String sentence) throws Exception {
        try (var db = house.read()) {
            var wrong = Verdict.contradictions(house.data, db, true);
            if (wrong.stream().noneMatch(line -> line.contains(sentence))) {
                problems.add("check does not say \"" + sentence + "\" but " + wrong);
            }
        }
    }

    /** Until the server says of itself that all is well. */
    private void ready() throws Exception {
        var target = house.target();
        if (target == null) {
            return;
        }
        @Nullable String last = null;
        try (var http = java.net.http.HttpClient.newHttpClient()) {
            for (int i = 0; i < PATIENCE_MILLIS / 500; i++) {
                var answer = http.send(
                        java.net.http.HttpRequest.newBuilder(target.rest().resolve("/health/ready"))
                                .build(),
                        java.net.http.HttpResponse.BodyHandlers.ofString());
                last = answer.statusCode() + " " + answer.body();
                if (answer.statusCode() == 200) {
                    return;
                }
                Thread.sleep(500);
            }
        }
        problems.add("in the end the server is not well: " + last);
    }
}
